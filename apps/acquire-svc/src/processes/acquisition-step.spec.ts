import { describe, expect, it } from '@jest/globals';
import type { AcquisitionId, Offer, TransferFailure, TransferId } from '@soulsync/contracts';
import { commandHandler, inMemoryEventStore, newId } from '@soulsync/event-store';
import { Unavailable } from '@soulsync/service-kit';
import type { Kit } from '@soulsync/service-kit';
import { AcquireConfig } from '../config.js';
import type { AcquisitionCommand } from '../domain/acquisition/acquisition.js';
import { acquisition } from '../domain/acquisition/decide.js';
import type { Enqueued, PeerNetwork, TransferState } from '../ports/peer-network.js';
import { acquisitionStep } from './acquisition-step.js';
import type { PeerBook } from './peer-book.js';

const START = '2026-11-30T12:00:00.000Z';
const id = 'a1' as AcquisitionId;
const recording = {
  title: 'Harbour Lights',
  artists: ['The Quiet Pier'],
  album: 'Tides',
  albumArtists: ['The Quiet Pier'],
  durationMs: 200_000,
  isrc: null,
  uri: null,
  trackNumber: null,
  discNumber: null,
  trackTotal: null,
  releaseDate: null,
  coverUrl: null,
};
const offerOf = (username: string, score: number): Offer => ({
  username,
  filename: `Music\\Tides\\${username} - Harbour Lights.flac`,
  sizeBytes: 20_000_000,
  identity: 1,
  score,
  quality: { format: 'flac', lossless: true, bitrateKbps: null, sampleRateHz: null, bitDepth: null, durationMs: null },
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
  const answers: { search: () => Promise<never>; enqueued: Enqueued; state: TransferState } = {
    search: () => Promise.reject(new Unavailable('slskd', 'away')),
    enqueued: { kind: 'queued', networkTransferId: 'n1', destination: null },
    state: quietly,
  };
  const network: PeerNetwork = {
    search: () => (asked.push('search'), answers.search()),
    enqueue: async ({ username }) => (asked.push(`enqueue ${username}`), answers.enqueued),
    state: async (_, networkTransferId) => ({ networkTransferId, state: answers.state }),
    cancel: async ({ username }) => void asked.push(`cancel ${username}`),
    forget: async ({ username }) => void asked.push(`forget ${username}`),
    destinationOf: () => 'folder',
  };
  const peers: PeerBook = {
    firstFree: async (offers) => offers[0] ?? null,
    failed: async (username, cause: TransferFailure) => void failed.push(`${username}: ${cause}`),
  };
  const kit = {
    config: new AcquireConfig(),
    clock: { now, monotonicMs: () => monotonicMs },
    live: { transfer: () => undefined },
  } as unknown as Kit<AcquireConfig>; // what a step uses of it
  let paused = false;
  const step = acquisitionStep(kit, acquisitions, network, peers, () => paused);
  const tell = (command: AcquisitionCommand) =>
    acquisitions(id, command, {
      commandId: newId(),
      correlationId: id,
      causationId: null,
      actor: 'process:test',
      traceparent: null,
      time: now(),
    });
  await tell({ type: 'RequestAcquisition', data: { acquisitionId: id, recording, at: now() } });
  return {
    answers,
    asked,
    failed,
    tell,
    later: (ms: number) => (monotonicMs += ms),
    setClock: (ms: number) => (stepped += ms),
    pause: (on: boolean) => (paused = on),
    next: async () => (await step(id, new AbortController().signal)).next,
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
    expect(on.asked).toEqual(['enqueue pier']);
  });

  it('a transfer that the network has is followed to its end', async () => {
    const on = await ground();
    await on.transferring();
    on.pause(true);
    expect(await on.next()).toBe('wait');
    on.answers.state = { kind: 'finished', localFilename: 'song.flac' };
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
    expect([on.asked, on.failed, await on.status()]).toEqual([['enqueue pier'], [], 'transferring']);
    on.answers.state = { kind: 'finished', localFilename: null };
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
    expect([on.asked, on.failed]).toEqual([['enqueue pier', 'enqueue pier', 'enqueue pier'], ['pier: local-disk']]);
    expect(await on.next()).toBe('again');
    expect(await on.next()).toBe('wait');
    expect(on.asked.at(-1)).toBe('enqueue quay');
  });
});

describe('a place in a queue', () => {
  const QUEUE_MS = new AcquireConfig().peerQueueMs;

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
    expect([on.asked, on.failed]).toEqual([['cancel pier'], ['pier: queue-timeout']]);
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
      expect(on.asked.at(-1)).toBe(`enqueue ${username}`);
    }
    expect(on.failed).toEqual(['pier: peer-offline', 'quay: peer-offline']);
    on.answers.search = () => Promise.resolve({ responses: 0, files: [] } as never); // nobody has it
    for (let steps = 0; steps < 10 && (await on.next()) === 'again';);
    expect(await on.status()).toBe('wished');
    expect(on.asked.filter((what) => what === 'search').length).toBeLessThanOrEqual(new AcquireConfig().searchesPerAttempt);
  });
});
