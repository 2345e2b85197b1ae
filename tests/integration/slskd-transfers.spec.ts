import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { Located, TransferRequest } from '../../apps/acquire-svc/src/acquisition/ports/peer-network.js';
import { eventually } from '../support/running-demo.js';
import { FILE_BYTES, PEER, simulatedSlskd } from '../support/simulated-slskd.js';
import type { SimulatedSlskd } from '../support/simulated-slskd.js';

jest.setTimeout(60_000);

const SLOW = { bps: 250_000 };
const QUICK = { bps: 100_000_000 };

let slskd: SimulatedSlskd;
afterEach(() => slskd.stop());

async function begun(request: TransferRequest): Promise<string> {
  const enqueued = await slskd.network.enqueue(request);
  if (enqueued.kind !== 'queued') throw new Error(`not queued: ${enqueued.detail}`);
  return enqueued.networkTransferId;
}

const inState = (id: string, state: string | RegExp) =>
  eventually(
    () => slskd.ask<{ state: string; bytesTransferred: number }>('GET', `/api/v0/transfers/downloads/x/${id}`),
    (record) => (typeof state === 'string' ? record.state === state : state.test(record.state)),
    20_000,
  );
const finished = (id: string) => inState(id, 'Completed, Succeeded');
const isFound = ({ kind }: Located) => kind === 'found';
const nothingLeft = async () => expect([await slskd.listed(), await slskd.files()]).toEqual([[], []]);
const cleared = { kind: 'cancelled', remains: 'nothing', detail: null };

describe('a transfer that is cancelled', () => {
  const managed = { remoteFileManagement: true };

  it.each([
    ['while it is asked for', { ack: 'never' }, 'Requested'],
    ['in the queue of its peer', { queue: 'never' }, 'Queued, Remotely'],
    ['between two tries', { failAt: 0.5, failTimes: 9 }, 'Completed, Errored'],
    ['refused already', { reject: { text: 'File not shared.', when: 'request' } }, 'Completed, Rejected'],
  ] as const)('%s is over in slskd, and off its list', async (_, knobs, state) => {
    slskd = await simulatedSlskd({ song: knobs }, managed);
    const request = slskd.request('song');
    const id = await begun(request);
    await inState(id, state);
    expect(await slskd.network.cancel(request, id)).toEqual(cleared);
    expect((await inState(id, /Completed/)).state).toMatch(/Cancelled|Errored|Rejected/);
    await nothingLeft();
    expect(await slskd.network.cancel(request, id)).toEqual(cleared);
  });

  it('in the middle leaves no part', async () => {
    slskd = await simulatedSlskd({ song: SLOW }, managed);
    const request = slskd.request('song');
    const id = await begun(request);
    await eventually(
      () => inState(id, 'InProgress'),
      ({ bytesTransferred }) => bytesTransferred > 0,
    );
    expect(await slskd.network.cancel(request, id)).toEqual(cleared);
    await nothingLeft();
  });

  it('leaves a part that slskd may not remove, and says where', async () => {
    slskd = await simulatedSlskd({ song: SLOW });
    const request = slskd.request('song');
    const id = await begun(request);
    await eventually(
      () => inState(id, 'InProgress'),
      ({ bytesTransferred }) => bytesTransferred > 0,
    );
    const cancelled = await slskd.network.cancel(request, id);
    expect(cancelled).toMatchObject({
      kind: 'cancelled',
      remains: 'part',
      detail: expect.stringContaining('Music/The Quiet Pier/Tides/song.flac'),
    });
    expect([await slskd.listed(), await slskd.files()]).toEqual([[], [`incomplete/${PEER}/Music/The Quiet Pier/Tides/song.flac`]]);
  });

  it.each([
    ['is waiting', { queue: 'never' }, 'Queued, Remotely'],
    ['failed', { reject: { text: 'File not shared.', when: 'request' } }, 'Completed, Rejected'],
  ] as const)('is found though the answer to its request was never heard: it %s', async (_, knobs, state) => {
    slskd = await simulatedSlskd({ song: knobs }, managed);
    const request = slskd.request('song');
    await inState(await begun(request), state);
    expect(await slskd.network.cancel(request, null)).toEqual(cleared);
    await nothingLeft();
  });

  it('and has finished meanwhile leaves neither its file nor its folder', async () => {
    slskd = await simulatedSlskd({ song: QUICK }, managed);
    const request = slskd.request('song');
    const id = await begun(request);
    await finished(id);
    await eventually(
      () => slskd.network.cancel(request, id),
      ({ kind }) => kind === 'cancelled',
      10_000,
    );
    await nothingLeft();
    expect(
      await slskd.ask('GET', `/api/v0/files/downloads/directories/${encodeURIComponent(Buffer.from('soulsync').toString('base64'))}`),
    ).toMatchObject({
      directories: [],
    });
  });

  it('goes where slskd may remove nothing through the folder that we see', async () => {
    const removed: object[] = [];
    slskd = await simulatedSlskd(
      { song: QUICK },
      {},
      { remove: async (file) => (removed.push(file), 'removed'), removeSame: async () => 'forbidden' },
    );
    const request = slskd.request('song');
    const id = await begun(request);
    await finished(id);
    await eventually(
      () => slskd.network.cancel(request, id),
      ({ kind }) => kind === 'cancelled',
      10_000,
    );
    const path = `soulsync/${request.transferId}/song.flac`;
    expect(removed).toEqual([{ path, localFilename: join(slskd.downloads, path), sizeBytes: FILE_BYTES }]);
  });

  it('waits while the folder that we see is away', async () => {
    slskd = await simulatedSlskd({ song: QUICK }, {}, { remove: async () => 'away', removeSame: async () => 'forbidden' });
    const request = slskd.request('song');
    const id = await begun(request);
    await finished(id);
    await eventually(() => slskd.network.locate(request, id), isFound);
    expect(await slskd.network.cancel(request, id)).toEqual({ kind: 'not-yet', bytes: null });
    expect(await slskd.listed()).toHaveLength(1);
  });

  it('is followed over a restart of slskd, which asks for it anew', async () => {
    slskd = await simulatedSlskd({ song: { queue: 'never' } }, managed);
    const request = slskd.request('song');
    const id = await begun(request);
    await slskd.restart();
    expect(await slskd.listed()).toHaveLength(1);
    await eventually(
      () => slskd.network.cancel(request, id),
      ({ kind }) => kind === 'cancelled',
      20_000,
    );
    await nothingLeft();
  });
});

describe("another program's transfer of the same file", () => {
  it('is neither taken up nor ended, and its files stay', async () => {
    slskd = await simulatedSlskd({ song: SLOW }, { remoteFileManagement: true });
    const theirs = await slskd.foreign('song');
    const request = slskd.request('song');
    expect(await slskd.network.enqueue(request)).toMatchObject({ kind: 'refused', detail: 'Skipped: Already in progress' });
    expect(await slskd.network.cancel(request, null)).toEqual(cleared);
    await finished(theirs.id);
    const files = await eventually(slskd.files, (found) => found.length === 1 && !found[0]?.startsWith('incomplete'));
    expect([files, (await slskd.listed()).map(({ id }) => id)]).toEqual([['downloads/theirs/song.flac'], [theirs.id]]);
  });

  it('that is finished is not taken for ours', async () => {
    slskd = await simulatedSlskd({ song: QUICK });
    const theirs = await slskd.foreign('song');
    await finished(theirs.id);
    const id = await begun(slskd.request('song'));
    expect(id).not.toBe(theirs.id);
  });
});

describe('the file of a finished transfer', () => {
  it('is where its event says, also beside one of that name', async () => {
    slskd = await simulatedSlskd({ song: QUICK });
    const request = slskd.request('song');
    const folder = join(slskd.downloads, 'soulsync', request.transferId);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'song.flac'), Buffer.alloc(FILE_BYTES, 'another'));
    const id = await begun(request);
    await finished(id);
    const found = await eventually(() => slskd.network.locate(request, id), isFound);
    expect(found).toMatchObject({ path: expect.stringMatching(/^soulsync\/[^/]+\/song_\d{18}\.flac$/) });
  });

  it('is not there as long as slskd copies it, however long that takes', async () => {
    slskd = await simulatedSlskd({ song: { ...QUICK, move: { slowCopyBps: 500_000 } } });
    const request = slskd.request('song');
    const id = await begun(request);
    await finished(id);
    const seen: number[] = [];
    const look = async () => {
      const located = await slskd.network.locate(request, id);
      if (located.kind === 'not-yet') seen.push(located.bytes);
      return located;
    };
    expect(await eventually(look, isFound, 30_000)).toMatchObject({ sizeBytes: FILE_BYTES });
    expect(new Set(seen).size).toBeGreaterThan(2);
    expect(Math.max(...seen)).toBeLessThan(FILE_BYTES);
  });

  it('is known by the folder that we asked for when its event is lost', async () => {
    slskd = await simulatedSlskd({ song: { ...QUICK, move: { eventLost: true } } });
    const request = slskd.request('song');
    const id = await begun(request);
    await finished(id);
    const found = await eventually(() => slskd.network.locate(request, id), isFound);
    expect(found).toMatchObject({ path: `soulsync/${request.transferId}/song.flac` });
  });

  describe('in a folder that is everybody’s, since slskd was restarted and its event is lost', () => {
    async function restarted() {
      slskd = await simulatedSlskd({ song: { bps: 500_000, move: { eventLost: true } } });
      const request = slskd.request('song');
      const id = await begun(request);
      await inState(id, 'InProgress');
      await slskd.restart();
      return { request, id };
    }
    async function own(at: Date): Promise<void> {
      await mkdir(join(slskd.downloads, 'Tides'), { recursive: true });
      await writeFile(join(slskd.downloads, 'Tides', 'song.flac'), Buffer.alloc(FILE_BYTES, 'mine'));
      await utimes(join(slskd.downloads, 'Tides', 'song.flac'), at, at);
    }
    const end = async (request: TransferRequest, id: string) => {
      const seen = await eventually(
        () => slskd.network.state(request, id),
        ({ state }) => state.kind === 'finished',
        20_000,
      );
      await eventually(slskd.files, (files) => files.some((file) => file.startsWith('downloads/Tides')));
      return seen.networkTransferId;
    };

    it('is known by its size and the time it was made', async () => {
      const { request, id } = await restarted();
      const now = await end(request, id);
      expect(await eventually(() => slskd.network.locate(request, now), isFound)).toMatchObject({ path: 'Tides/song.flac' });
    });

    it("is told from the owner's file of that name and size, which is older", async () => {
      const { request, id } = await restarted();
      await own(new Date('2026-01-01'));
      const now = await end(request, id);
      const found = await eventually(() => slskd.network.locate(request, now), isFound);
      expect(found).toMatchObject({ path: expect.stringMatching(/^Tides\/song_\d{18}\.flac$/) });
    });

    it('is not named when two files may be it', async () => {
      const { request, id } = await restarted();
      const now = await eventually(
        () => slskd.network.state(request, id),
        ({ state }) => state.kind === 'transferring',
        20_000,
      );
      await own(new Date());
      await finished(now.networkTransferId);
      await eventually(slskd.files, (files) => files.filter((file) => file.startsWith('downloads/Tides')).length === 2);
      for (let looks = 0; looks < 5; looks += 1)
        expect(await slskd.network.locate(request, now.networkTransferId)).toEqual({ kind: 'not-yet', bytes: 0 });
    });
  });
});

describe('a search that is given up', () => {
  it('is stopped in slskd and forgotten there, by its own asker and by the next start', async () => {
    slskd = await simulatedSlskd({ song: {} });
    const givenUp = new AbortController();
    const asking = slskd.network.search('6f3c0f6e-4c1e-4b5c-9a53-0d6f3c1e2b4a', 'tides', 60_000, givenUp.signal);
    const records = () => slskd.ask<{ state: string }[]>('GET', '/api/v0/searches');
    await eventually(records, (all) => all[0]?.state === 'InProgress');
    givenUp.abort();
    await expect(asking).rejects.toThrow();
    await slskd.network.cancelSearch('6f3c0f6e-4c1e-4b5c-9a53-0d6f3c1e2b4a');
    expect(await records()).toEqual([]);
    await slskd.network.cancelSearch('6f3c0f6e-4c1e-4b5c-9a53-0d6f3c1e2b4a');
  });
});
