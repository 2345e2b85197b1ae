import { describe, expect, it } from '@jest/globals';
import { creditsOf, soulseekFile, unknownRecording, unknownRelease } from '@soulsync/contracts';
import type { AcquisitionId, Offer, RecordingDescription, TransferFailure, TransferId, WantedRecordingId } from '@soulsync/contracts';
import { commandHandler, continuing, inMemoryEventStore, newId } from '@soulsync/event-store';
import { Unavailable } from '@soulsync/service-kit';
import { EMPTY } from 'rxjs';
import type { Kit } from '@soulsync/service-kit';
import type { AcquireConfig } from '../../config.js';
import type { AcquisitionCommand } from '../domain/acquisition/acquisition.js';
import { acquisition } from '../domain/acquisition/decide.js';
import type { AudioSource, Availability, Cancelled, Fetching, Located, TransferState } from '../ports/audio-source.js';
import { acquireSettings } from '../../settings.js';
import { acquisitionStep } from './acquisition-step.js';

/** As they come. */
const settings = acquireSettings({ of: (Section) => ({ now: () => new Section(), reports: () => [], changes: EMPTY }) });
const START = '2026-11-30T12:00:00.000Z';
const id = 'a1' as AcquisitionId;
const recording = {
  ...unknownRecording,
  title: 'Harbour Lights',
  artists: creditsOf(['The Quiet Pier']),
  durationMs: 200_000,
  release: { ...unknownRelease, title: 'Tides', artists: creditsOf(['The Quiet Pier']) },
};
const request = {
  acquisitionId: id,
  subject: { kind: 'recording', recordingId: 'r1' as WantedRecordingId },
  reason: 'missing',
  profileId: null,
  priority: 0,
  origin: null,
  recording,
} as const;
const offerOf = (username: string, score: number): Offer => ({
  ...soulseekFile({ username, filename: `Music\\Tides\\${username} - Harbour Lights.flac` }),
  sizeBytes: 20_000_000,
  durationMs: null,
  identity: 1,
  score,
  quality: {
    container: 'flac',
    codec: 'flac',
    lossless: true,
    bitrateKbps: null,
    variableBitrate: null,
    sampleRateHz: null,
    bitDepth: null,
    channels: null,
    durationMs: null,
  },
});
const best = offerOf('pier', 0.9);
const second = offerOf('quay', 0.8);
const quietly: TransferState = { kind: 'waiting', placeInQueue: 3 };
const diskFull: TransferState = { kind: 'failed', cause: 'local-disk', detail: 'No space left on device' };

/** One acquisition on a log in memory, a network whose answers the test sets, and a clock that it moves. */
async function ground() {
  const store = inMemoryEventStore();
  const acquisitions = commandHandler(store, acquisition);
  let [monotonicMs, stepped] = [0, 0];
  const now = () => new Date(Date.parse(START) + monotonicMs + stepped).toISOString();
  const asked: string[] = [];
  const failed: string[] = [];
  const issues = new Set<string>();
  let available: Availability | null = null;
  const answers: { search: () => Promise<never>; enqueued: Fetching; state: TransferState; located: Located; cancelled: Cancelled } = {
    search: () => Promise.reject(new Unavailable('slskd', 'away')),
    enqueued: { kind: 'queued', networkTransferId: 'n1' },
    state: quietly,
    located: { kind: 'found', path: 'folder/song.flac', localFilename: '/dl/folder/song.flac', sizeBytes: 20_000_000 },
    cancelled: { kind: 'cancelled', remains: 'nothing', detail: null },
  };
  const peerOf = ({ offer }: { readonly offer: Offer }) => offer.label.split(':')[0] ?? '';
  const source: AudioSource = {
    search: (_id, query) => (asked.push('search'), queries.push(query), answers.search()),
    fetch: async (request) => (asked.push(`fetch ${peerOf(request)}`), answers.enqueued),
    follow: async (_, networkTransferId) => ({ networkTransferId, state: answers.state }),
    cancelSearch: async () => void asked.push('cancel search'),
    locate: async () => answers.located,
    cancel: async (request, networkTransferId) => (
      asked.push(`cancel ${peerOf(request)} ${networkTransferId ?? 'unheard'}`),
      answers.cancelled
    ),
    forget: async (request) => void asked.push(`forget ${peerOf(request)}`),
    firstFree: async (offers) => available ?? (offers[0] ? { kind: 'free', offer: offers[0] } : { kind: 'no-offers' }),
    failed: async (offer, cause: TransferFailure) => void failed.push(`${peerOf({ offer })}: ${cause}`),
  };
  const kit = {
    clock: { now, monotonicMs: () => monotonicMs },
    live: { transfer: () => undefined },
    health: { raise: ({ code }: { code: string }) => void issues.add(code), clear: (code: string) => void issues.delete(code) },
  } as unknown as Kit<AcquireConfig>; // what a step uses of it
  let paused = false;
  let described: RecordingDescription | null = null;
  const queries: string[] = [];
  const step = acquisitionStep(
    kit,
    settings,
    source,
    () => paused,
    async (_id, atHand) => described ?? atHand,
  );
  const tell = (command: AcquisitionCommand) =>
    acquisitions(id, command, {
      commandId: newId(),
      correlationId: id,
      causationId: null,
      actor: { kind: 'process', id: 'test' },
      traceparent: null,
      time: now(),
    });
  await tell({ type: 'RequestAcquisition', data: { ...request, at: now() } });
  return {
    answers,
    asked,
    failed,
    issues,
    queries,
    catalogSays: (recording: RecordingDescription) => (described = recording),
    tell,
    peersAre: (how: Availability | null) => (available = how),
    state: () => acquisitions.load(id),
    events: async () => (await store.load({ aggregateType: 'acquisition', aggregateId: id })).commits.flatMap(({ events }) => events),
    later: (ms: number) => (monotonicMs += ms),
    setClock: (ms: number) => (stepped += ms),
    pause: (on: boolean) => (paused = on),
    async next() {
      const { state, lastEvent } = await acquisitions.read(id);
      const context = () => continuing(lastEvent, { actor: { kind: 'process', id: 'acquire' }, time: now() });
      const execute = (command: AcquisitionCommand) => acquisitions(id, command, context());
      return (await step({ id, state, context, execute, signal: new AbortController().signal })).next;
    },
    status: async () => (await acquisitions.load(id)).status,
    async offered(...offers: readonly Offer[]) {
      await tell({ type: 'ReportRanking', data: { searchId: 's', accepted: offers, rejections: {}, at: now() } });
    },
    async transferring() {
      await tell({ type: 'ReportRanking', data: { searchId: 's', accepted: [best, second], rejections: {}, at: now() } });
      await tell({ type: 'ChooseOffer', data: { transferId: 't1' as TransferId, offer: best, at: now() } });
      await tell({ type: 'ReportQueued', data: { transferId: 't1' as TransferId, networkTransferId: 'n1', at: now() } });
    },
  };
}

it('a search goes by what catalog says of the recording now, not by what it said when it was asked for', async () => {
  const on = await ground();
  on.catalogSays({ ...request.recording, title: 'Harbour Lights' });
  await expect(on.next()).rejects.toThrow('away');
  expect(on.queries).toEqual(['The Quiet Pier Harbour Lights']);
});

describe('while downloads are paused', () => {
  it('nothing is searched', async () => {
    const on = await ground();
    on.pause(true);
    expect(await on.next()).toBe('over');
    expect(on.asked).toEqual([]);
    on.pause(false);
    await expect(on.next()).rejects.toThrow('away');
    expect(on.asked).toEqual(['search']);
  });

  it('a chosen offer is not asked for, and is once there is room', async () => {
    const on = await ground();
    await on.offered(best);
    expect(await on.next()).toBe('again'); // chosen
    on.pause(true);
    expect(await on.next()).toBe('over');
    expect(on.asked).toEqual([]);
    on.pause(false);
    expect(await on.next()).toBe('wait');
    expect(on.asked).toEqual(['fetch pier']);
  });

  it('a transfer that the network has is followed to its end', async () => {
    const on = await ground();
    await on.transferring();
    on.pause(true);
    expect(await on.next()).toBe('wait');
    on.answers.state = { kind: 'finished' };
    expect(await on.next()).toBe('over');
    expect([await on.status(), on.asked]).toEqual(['filing', ['forget pier']]);
  });
});

describe('a file that our own disk did not take', () => {
  it('costs the peer and the offer nothing: it is asked for again once there is room and time has passed', async () => {
    const on = await ground();
    await on.transferring();
    on.answers.state = diskFull;
    on.pause(true);
    for (let looks = 0; looks < 5; looks += 1) {
      on.later(60_000);
      expect(await on.next()).toBe('wait');
    }
    expect([on.asked, on.failed]).toEqual([[], []]);
    on.pause(false);
    expect(await on.next()).toBe('wait');
    expect([on.asked, on.failed, await on.status()]).toEqual([['fetch pier'], [], 'transferring']);
    on.answers.state = { kind: 'finished' };
    await on.next();
    expect(await on.status()).toBe('filing');
  });

  it('is given up when it fails again and again with room enough, and the next offer is taken', async () => {
    const on = await ground();
    await on.transferring();
    on.answers.state = diskFull;
    for (let looks = 0; looks < 10 && on.failed.length === 0; looks += 1) {
      await on.next();
      on.later(10_000);
    }
    expect([on.asked, on.failed]).toEqual([['fetch pier', 'fetch pier', 'fetch pier'], ['pier: local-disk']]);
    expect(await on.next()).toBe('again');
    expect(await on.next()).toBe('wait');
    expect(on.asked.at(-1)).toBe('fetch quay');
  });
});

describe('a place in a queue', () => {
  const QUEUE_MS = settings.transfers().queueMs;

  it('is held for its time, whatever is done to the clock', async () => {
    const on = await ground();
    await on.transferring();
    expect(await on.next()).toBe('wait');
    for (const step of [86_400_000, -2 * 86_400_000]) {
      on.setClock(step);
      expect(await on.next()).toBe('wait');
    }
    on.later(QUEUE_MS);
    expect(await on.next()).toBe('wait');
    on.later(1);
    expect(await on.next()).toBe('again');
    expect([on.asked, on.failed]).toEqual([['cancel pier n1'], ['pier: queue-timeout']]);
  });

  it('that is given up is given up with what had arrived; what of it could not be removed is said', async () => {
    const on = await ground();
    await on.transferring();
    on.answers.cancelled = { kind: 'cancelled', remains: 'part', detail: 'pier/song.flac' };
    await on.next();
    on.later(QUEUE_MS + 1);
    expect(await on.next()).toBe('again');
    expect([...on.issues]).toEqual(['downloads-left']);
  });
});

describe('a refusal', () => {
  it('of one peer leads to the next offer, and of all to a wish', async () => {
    const on = await ground();
    await on.offered(best, second);
    on.answers.enqueued = { kind: 'refused', cause: 'peer-offline', detail: '' };
    for (const username of ['pier', 'quay']) {
      expect(await on.next()).toBe('again'); // chosen
      expect(await on.next()).toBe('again'); // refused
      expect(on.asked.at(-1)).toBe(`fetch ${username}`);
    }
    expect(on.failed).toEqual(['pier: peer-offline', 'quay: peer-offline']);
    on.answers.search = () => Promise.resolve({ responses: 0, files: [] } as never); // nobody has it
    for (let steps = 0; steps < 10 && (await on.next()) === 'again';);
    expect(await on.status()).toBe('wished');
    expect(on.asked.filter((what) => what === 'search').length).toBeLessThanOrEqual(settings.searches().perAttempt);
  });
});

describe('offers of peers that may not be asked now', () => {
  const nobodyElse = () => Promise.resolve({ responses: 0, files: [] } as never); // nobody has it

  it('wait until the first of these peers has rested: nothing is searched, and the reason is the true one', async () => {
    const on = await ground();
    await on.offered(best);
    on.peersAre({ kind: 'resting', restMs: 900_000 });
    expect(await on.next()).toBe('over');
    expect(on.asked).toEqual([]);
    expect((await on.events()).at(-1)).toMatchObject({
      type: 'AcquisitionWished',
      data: { cause: 'peers-resting', nextAttemptAt: '2026-11-30T12:15:00.000Z' },
    });
    on.peersAre(null);
    await on.tell({ type: 'RetryWish', data: { by: 'schedule:wishes', waited: true, at: START } });
    expect(await on.next()).toBe('again'); // chosen
    expect(await on.next()).toBe('wait');
    expect(on.asked).toEqual(['fetch pier']);
  });

  it('do not keep a recording from being looked for elsewhere once one of them failed', async () => {
    const on = await ground();
    on.answers.search = nobodyElse;
    await on.offered(best, second);
    on.answers.enqueued = { kind: 'refused', cause: 'peer-offline', detail: '' };
    expect([await on.next(), await on.next()]).toEqual(['again', 'again']); // chosen, refused
    on.peersAre({ kind: 'resting', restMs: 3_600_000 });
    for (let steps = 0; steps < 10 && (await on.next()) === 'again';);
    expect(on.asked.filter((what) => what === 'search').length).toBeGreaterThan(0);
    expect((await on.events()).at(-1)).toMatchObject({ type: 'AcquisitionWished', data: { cause: 'peers-resting' } });
  });

  it('end, when the peers are blocked and nobody else has it, as what they are', async () => {
    const on = await ground();
    on.answers.search = nobodyElse;
    await on.offered(best);
    on.peersAre({ kind: 'blocked' });
    for (let steps = 0; steps < 10 && (await on.next()) === 'again';);
    expect((await on.events()).at(-1)).toMatchObject({ type: 'AcquisitionWished', data: { cause: 'peers-blocked' } });
  });
});

describe('a finished transfer', () => {
  it('has arrived only when its file is located, and is awaited as long as it grows', async () => {
    const on = await ground();
    await on.transferring();
    on.answers.state = { kind: 'finished' };
    for (const bytes of [0, 1_000, 2_000, 3_000]) {
      on.answers.located = { kind: 'not-yet', bytes };
      on.later(59_000);
      expect([await on.next(), await on.status()]).toEqual(['wait', 'transferring']);
    }
    on.answers.located = { kind: 'found', path: 'folder/song.flac', localFilename: '/dl/folder/song.flac', sizeBytes: 20_000_000 };
    expect([await on.next(), await on.status()]).toEqual(['over', 'filing']);
    expect((await on.events()).at(-1)).toMatchObject({ type: 'FileArrived', data: { root: 'downloads', path: 'folder/song.flac' } });
  });

  it('whose file is nowhere is given up with its own cause, a person hears of it, and the next offer is taken', async () => {
    const on = await ground();
    await on.transferring();
    on.answers.state = { kind: 'finished' };
    on.answers.located = { kind: 'not-yet', bytes: 0 };
    expect(await on.next()).toBe('wait');
    on.later(settings.transfers().findFileMs + 1);
    expect(await on.next()).toBe('again');
    expect([on.failed, [...on.issues]]).toEqual([['pier: not-located'], ['download-not-located']]);
  });
});

describe('a cancel', () => {
  const cancel = { type: 'Cancel', data: { by: 'person:ida', cause: 'by-person', at: START } } as const;

  it('ends the transfer at the network, once', async () => {
    const on = await ground();
    await on.transferring();
    await on.tell(cancel);
    expect([await on.next(), await on.next()]).toEqual(['over', 'over']);
    expect(on.asked).toEqual(['cancel pier n1']);
    expect((await on.events()).at(-1)).toMatchObject({ type: 'TransferCancelled', data: { transferId: 't1', remains: 'nothing' } });
  });

  it('between asking and hearing the answer ends what the network began', async () => {
    const on = await ground();
    await on.offered(best);
    expect(await on.next()).toBe('again'); // chosen
    await on.tell(cancel);
    await on.next();
    expect(on.asked).toEqual(['cancel pier unheard']);
  });

  it('is done when the network is back, and before anything else for the recording', async () => {
    const on = await ground();
    await on.transferring();
    await on.tell(cancel);
    on.answers.cancelled = { kind: 'not-yet', bytes: null };
    expect(await on.next()).toBe('wait');
    on.later(86_400_000);
    await on.tell({ type: 'RequestAcquisition', data: { ...request, at: START } });
    expect(await on.next()).toBe('wait');
    on.answers.cancelled = { kind: 'cancelled', remains: 'nothing', detail: null };
    expect(await on.next()).toBe('over');
    expect(await on.status()).toBe('searching');
    expect(on.asked).toEqual(['cancel pier n1', 'cancel pier n1', 'cancel pier n1']);
  });

  it('awaits the file that slskd still puts in its place, and not for ever', async () => {
    const on = await ground();
    await on.transferring();
    await on.tell(cancel);
    for (const bytes of [0, 1, 2]) {
      on.answers.cancelled = { kind: 'not-yet', bytes };
      on.later(59_000);
      expect(await on.next()).toBe('wait');
    }
    on.later(settings.transfers().findFileMs + 1);
    expect(await on.next()).toBe('over');
    expect([...on.issues]).toEqual(['downloads-left']);
  });

  it('says what could not be removed', async () => {
    const on = await ground();
    await on.transferring();
    await on.tell(cancel);
    on.answers.cancelled = { kind: 'cancelled', remains: 'part', detail: 'pier/song.flac' };
    await on.next();
    expect([...on.issues]).toEqual(['downloads-left']);
    expect((await on.events()).at(-1)).toMatchObject({ data: { remains: 'part' } });
  });

  it('ends the search under way', async () => {
    const on = await ground();
    await on.tell(cancel);
    expect(await on.next()).toBe('over');
    expect(on.asked).toEqual(['cancel search']);
    expect((await on.events()).at(-1)?.type).toBe('SearchCancelled');
  });

  it('is not held up by a pause', async () => {
    const on = await ground();
    await on.transferring();
    await on.tell(cancel);
    on.pause(true);
    expect(await on.next()).toBe('over');
    expect(on.asked).toEqual(['cancel pier n1']);
  });
});

it('a library that has the recording meanwhile ends the transfer likewise', async () => {
  const on = await ground();
  await on.transferring();
  await on.tell({ type: 'Fulfil', data: { libraryTrackId: 'l' as never, at: START } });
  await on.next();
  expect([on.asked, await on.status()]).toEqual([['cancel pier n1'], 'fulfilled']);
});
