import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { HealthIssueRaised, FilingId } from '@soulsync/contracts';
import { issueInWords } from '@soulsync/contracts/words';
import { commandHandler, inMemoryEventStore } from '@soulsync/event-store';
import { steppedClock } from '@soulsync/event-store/testing';
import type { Kit } from '@soulsync/service-kit';
import { inMemoryLibraryServer } from '../ports/in-memory-library-server.js';
import type { PlexConfig } from '../../config.js';
import { ScanSettings } from '../../settings.js';
import { libraryScan } from '../domain/library-scan/library-scan.js';
import { indexPublishedFiles } from './index-published-files.js';
import type { ObservedLibraries } from './observed-library.js';

/** As the event that published it says. */
const cause = (path: string) => ({
  causationId: `published ${path}`,
  correlationId: `correlation of ${path.split('/')[2]}`,
  traceparent: null,
});

function world() {
  const clock = steppedClock();
  const elapse = async (ms: number) => {
    await clock.advance(ms);
    await clock.settle();
  };
  const store = inMemoryEventStore();
  const server = inMemoryLibraryServer();
  const asked: string[] = [];
  const issues = new Map<string, string>();
  const rows: { filingId: string; path: string; title: string; publishedAt: string; correlationId: string }[] = [];
  const scans = commandHandler(store, libraryScan);
  const events = async () => {
    const found: { type: string; id: string; correlationId: string; causationId: string | null; data: Record<string, unknown> }[] = [];
    for await (const commit of store.readAll(null)) for (const event of commit.events) found.push({ ...event, data: { ...event.data } });
    return found;
  };
  /** As the read model has them: what is indexed is out, and each has the scan that was asked for. */
  const unindexed = async () => {
    const all = await events();
    const indexed = new Set(all.filter(({ type }) => type === 'FileIndexed').map(({ data }) => data.filingId));
    const scanOf = new Map(
      all
        .filter(({ type }) => type === 'ScanRequested')
        .flatMap(({ data }) => (data.files as { filingId: string }[]).map(({ filingId }) => [filingId, data.scanId])), // as the event has them
    );
    return rows
      .filter(({ filingId }) => !indexed.has(filingId))
      .map((row) => ({ ...row, sizeBytes: '5', durationMs: 1_000, scanId: scanOf.get(row.filingId) ?? null }));
  };
  const quiet = () => undefined;
  const kit = {
    clock,
    sleep: clock.sleep,
    store,
    dataSource: { query: unindexed },
    logger: { info: quiet, warn: quiet, error: quiet },
    health: {
      raise: (issue: HealthIssueRaised) => issues.set(issue.code, issueInWords(issue).message),
      clear: (code: string) => issues.delete(code),
    },
    connections: { ok: quiet, failing: quiet },
  } as unknown as Kit<PlexConfig>; // what this worker uses of it
  const observedLibraries = {
    of: () =>
      Promise.resolve({
        report: (tracks: readonly { serverKey: string }[]) =>
          Promise.resolve(new Map(tracks.map(({ serverKey }) => [serverKey, `track of ${serverKey}`]))),
      }),
  } as unknown as ObservedLibraries; // the same
  let running = { progress: () => Promise.resolve<'running' | 'settled'>('settled') };
  const observed = {
    ...server,
    async scan(folder: string) {
      asked.push(folder);
      await server.scan(folder);
      return running;
    },
  };
  const stopping = new AbortController();
  const worker = indexPublishedFiles(kit, () => new ScanSettings(), observed, [], observedLibraries, scans).run(stopping.signal);
  return {
    elapse, asked, store, issues, events, server,
    scansNeverEnd: () => (running = { progress: () => Promise.resolve('running') }),
    file(path: string, seen = true) {
      const filingId = `filing of ${path}` as FilingId; // branded here, where it is made
      if (seen) server.put({ path, title: path, artist: 'A', album: 'B', durationMs: 1_000 });
      rows.push({ filingId, path, title: path, publishedAt: clock.now(), ...cause(path) });
    },
    indexed: async () => (await events()).filter(({ type }) => type === 'FileIndexed').map(({ data }) => data.path),
    async stop() {
      stopping.abort();
      await worker;
    },
  }; // prettier-ignore
}

let on: ReturnType<typeof world>;
beforeEach(() => {
  on = world();
});
afterEach(() => on.stop());

describe('files that keep coming', () => {
  it('are scanned after five minutes at the latest', async () => {
    for (let minute = 0; minute < 6; minute += 1) {
      on.file(`Pier/Album/${minute}.flac`);
      await on.elapse(55_000);
    }
    expect((await on.indexed()).length).toBeGreaterThanOrEqual(5);
  });

  it('are scanned a minute after the last one otherwise', async () => {
    on.file('Pier/Album/1.flac');
    await on.elapse(58_000);
    expect(on.asked).toEqual([]);
    await on.elapse(10_000);
    expect(await on.indexed()).toEqual(['Pier/Album/1.flac']);
    expect(on.asked).toEqual(['Pier']);
  });
});

describe('a file that the server never shows', () => {
  beforeEach(async () => {
    on.file('Hidden/Album/1.flac', false);
    await on.elapse(70_000);
  });

  it('holds up no other', async () => {
    on.file('Pier/Album/1.flac');
    await on.elapse(70_000);
    expect(await on.indexed()).toEqual(['Pier/Album/1.flac']);
  });

  it('holds up no other either where the scan of its folder never ends', async () => {
    on.scansNeverEnd();
    on.file('Also hidden/Album/1.flac', false);
    await on.elapse(70_000);
    on.file('Pier/Album/1.flac');
    await on.elapse(70_000);
    expect(await on.indexed()).toEqual(['Pier/Album/1.flac']);
  });

  it('is named after half an hour, looked for on and on without a storm of scans, and named no more when it is shown', async () => {
    await on.elapse(1_700_000);
    expect([...on.issues]).toEqual([]);
    await on.elapse(400_000);
    expect([...on.issues.values()]).toEqual([expect.stringContaining('folder does not show “Hidden/Album/1.flac”')]);
    const askedBefore = on.asked.length;
    await on.elapse(1_800_000);
    expect(on.asked.length - askedBefore).toBeLessThanOrEqual(1_800_000 / 300_000);
    expect((await on.events()).filter(({ type }) => type === 'ScanFailed')).toHaveLength(1);
    on.server.put({ path: 'Hidden/Album/1.flac', title: 'x', artist: 'A', album: 'B', durationMs: 1_000 });
    await on.elapse(700_000);
    expect(await on.indexed()).toEqual(['Hidden/Album/1.flac']);
    expect([...on.issues]).toEqual([]);
  });

  it('is the only one named of those that were scanned with it', async () => {
    on.file('Pier/Album/1.flac');
    on.file('Pier/Album/2.flac', false);
    await on.elapse(2_100_000);
    expect([...on.issues.values()].filter((message) => message.includes('Pier'))).toEqual([
      'folder does not show “Pier/Album/2.flac”, which was filed and scanned.',
    ]);
  });
});

it('a server that is away is not said to hide files', async () => {
  on.file('Pier/Album/1.flac');
  on.server.reachable(false);
  await on.elapse(4_000_000);
  expect([...on.issues]).toEqual([]);
  on.server.reachable(true);
  await on.elapse(60_000);
  expect(await on.indexed()).toEqual(['Pier/Album/1.flac']);
});

it('goes on with the correlation of each file, and names what came before, also where one scan covers several', async () => {
  on.file('Pier/Album/1.flac');
  on.file('Pier/Album/2.flac');
  await on.elapse(70_000);
  const [requested, started, ...rest] = await on.events();
  expect(requested).toMatchObject({
    type: 'ScanRequested',
    correlationId: 'correlation of 1.flac',
    causationId: 'published Pier/Album/1.flac',
  });
  expect(started).toMatchObject({ type: 'ScanStarted', correlationId: 'correlation of 1.flac', causationId: requested?.id });
  expect(rest.map(({ type, correlationId, causationId }) => [type, correlationId, causationId])).toEqual([
    ['FileIndexed', 'correlation of 1.flac', started?.id],
    ['FileIndexed', 'correlation of 2.flac', started?.id],
    ['ScanFinished', 'correlation of 2.flac', started?.id],
  ]);
});
