import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { connect } from '@nats-io/transport-node';
import type { NatsConnection } from '@nats-io/transport-node';
import { creditsOf, unknownRecording, unknownRelease } from '@soulsync/contracts';
import type { IndexedTrack, LibraryTrackId, RecordingDescription, WantedRecordingId } from '@soulsync/contracts';
import { commandHandler, jetStreamEventStore, newId, projectionRunner, silentLogger } from '@soulsync/event-store';
import type { EventStore, Position, ProjectionRunner } from '@soulsync/event-store';
import { systemClock } from '@soulsync/service-kit';
import type { Kit } from '@soulsync/service-kit';
import type { DataSource } from 'typeorm';
import type { MatchConfig } from '../../apps/match-svc/src/config.js';
import { match } from '../../apps/match-svc/src/domain/match/decide.js';
import { matchReadiness } from '../../apps/match-svc/src/workers/match-readiness.js';
import { fillMatchIndex } from '../../apps/match-svc/src/workers/fill-match-index.js';
import { createMatchIndex } from '../../apps/match-svc/src/workers/match-index.js';
import type { MatchIndex } from '../../apps/match-svc/src/workers/match-index.js';
import { matchWorker } from '../../apps/match-svc/src/workers/match-worker.js';
import { matchIndexProjections, readMatchIndexRows } from '../../apps/match-svc/src/store/match-index-rows.js';
import type { LibraryIndexRow } from '../../apps/match-svc/src/projections/library-index.projection.js';
import { matchesProjection } from '../../apps/match-svc/src/projections/matches.projection.js';
import { someContext } from '../../libs/event-store/src/event-store.contract.js';
import { openDatabase } from '../../libs/service-kit/src/database.js';
import { testNats, testPostgres } from '../support/servers.js';

const ALBUMS = 60;
const ALBUM = 10;
const RECORDINGS = 40;

const trackId = (album: number, place: number) => `t-${album}-${place}` as LibraryTrackId; // made here
const recordingId = (n: number) => `w-${n}` as WantedRecordingId; // made here

const track = (album: number, place: number): IndexedTrack => ({
  libraryTrackId: trackId(album, place),
  serverKey: `${album}/${place}`,
  title: `Song ${album} ${'abcdefghij'[place]}`,
  artist: `Artist ${album % 20}`,
  albumArtist: `Artist ${album % 20}`,
  album: `Album ${album}`,
  discNumber: 1,
  trackNumber: place + 1,
  durationMs: 180_000 + place * 1_000,
  isrc: null,
  guid: `plex://track/${album}-${place}`,
  path: `Artist/Album ${album}/${place}.flac`,
  sizeBytes: null,
  format: 'flac',
  bitrateKbps: null,
});

/** Recordings 0…29 are in the library, the rest is not. */
const recording = (n: number): RecordingDescription => ({
  ...unknownRecording,
  title: n < 30 ? `Song ${n} a` : `Unheard ${n}`,
  artists: creditsOf([`Artist ${n % 20}`]),
  durationMs: 180_000,
  release: { ...unknownRelease, title: `Album ${n}` },
});

describe('match-svc on a real log and database', () => {
  let nats: Awaited<ReturnType<typeof testNats>>;
  let postgres: Awaited<ReturnType<typeof testPostgres>>;
  let connection: NatsConnection;
  beforeAll(async () => {
    [nats, postgres] = await Promise.all([testNats(), testPostgres()]);
    connection = await connect({ servers: nats.url });
  }, 60_000);
  afterAll(async () => {
    await connection.close();
    await Promise.all([nats.stop(), postgres.stop()]);
  }, 60_000);

  let store: EventStore;
  let dataSource: DataSource;
  let streams = 0;
  beforeEach(async () => {
    store = await jetStreamEventStore({ connection, stream: `MATCH${(streams += 1)}` });
    dataSource = await openDatabase(postgres.url, 'match', [], silentLogger);
  }, 30_000);
  afterEach(async () => {
    await dataSource.query('DROP SCHEMA match CASCADE');
    await dataSource.destroy();
  }, 30_000);

  const append = async (aggregateType: string, aggregateId: string, type: string, data: object) =>
    (await store.append({ aggregateType, aggregateId }, [{ type, data }], 'any', newId(), someContext)).position;
  const want = (n: number) =>
    append('wanted-recording', recordingId(n), 'RecordingWanted', { wantedRecordingId: recordingId(n), recording: recording(n) });
  const index = (album: number, tracks: readonly IndexedTrack[]) =>
    append('library-album', `album-${album}`, 'TracksIndexed', { libraryAlbumId: `album-${album}`, tracks, indexedAt: someContext.time });
  const remove = (album: number, ...libraryTrackIds: readonly LibraryTrackId[]) =>
    append('library-album', `album-${album}`, 'TracksRemoved', { libraryAlbumId: `album-${album}`, libraryTrackIds });
  const fullSync = () => append('library', 'l', 'LibrarySweepFinished', { libraryId: 'l', finishedAt: someContext.time });

  async function fillLibrary(): Promise<void> {
    for (let n = 0; n < RECORDINGS; n += 1) await want(n);
    for (let album = 0; album < ALBUMS; album += 1)
      await index(
        album,
        Array.from({ length: ALBUM }, (_, place) => track(album, place)),
      );
    await fullSync();
  }

  /** What match-svc does with the log, from its start to its stop, and which commits its match index was handed. */
  async function startService() {
    const projections = projectionRunner({
      store,
      dataSource,
      schema: 'match',
      service: 'match-svc',
      projections: [matchesProjection, ...matchIndexProjections],
      logger: silentLogger,
    });
    await projections.start();
    const handed: Position[] = [];
    const counting: EventStore = {
      ...store,
      subscribeAll: (from, handler, ...rest) =>
        store.subscribeAll(
          from,
          async (commits) => {
            handed.push(...commits.map(({ position }) => position));
            await handler(commits);
          },
          ...rest,
        ),
    };
    const readiness = matchReadiness();
    const matches = commandHandler(store, match);
    const stopping = new AbortController();
    const running = matchWorker(kitOf(projections, counting), readiness, matches).run(stopping.signal);
    return {
      projections,
      handed,
      matches,
      readiness,
      async stop() {
        stopping.abort();
        await running;
        await projections.stop();
      },
    };
  }

  const kitOf = (projections: ProjectionRunner, from: EventStore) =>
    ({ store: from, dataSource, projections, clock: systemClock, logger: silentLogger }) as unknown as Kit<MatchConfig>; // what a worker uses of it

  /** Types of all decisions so far, by recording. */
  async function decisions(): Promise<ReadonlyMap<string, readonly string[]>> {
    const found = new Map<string, string[]>();
    for await (const { stream, events } of store.readAll(null))
      if (stream.aggregateType === 'match')
        found.set(stream.aggregateId, [...(found.get(stream.aggregateId) ?? []), ...events.map(({ type }) => type)]);
    return found;
  }
  const decided = async (n: number) => (await decisions()).get(recordingId(n))?.at(-1);
  const allDecided = () => until(async () => (await decisions()).size === RECORDINGS);

  it('fills its match index from its own rows: the match index that the whole log makes, without reading that again', async () => {
    await fillLibrary();
    const first = await startService();
    await allDecided();
    const by = { by: 'person:ida', at: someContext.time };
    await first.matches(
      recordingId(35),
      { type: 'ConfirmMatch', data: { wantedRecordingId: recordingId(35), libraryTrackId: trackId(50, 3), ...by } },
      { ...someContext, commandId: newId() },
    );
    await first.matches(
      recordingId(3),
      { type: 'RejectMatch', data: { wantedRecordingId: recordingId(3), libraryTrackIds: [trackId(3, 0)], ...by } },
      { ...someContext, commandId: newId() },
    );
    await until(async () => (await decided(3)) === 'RecordingMissing');
    const stoppedAt = await store.lastPosition();
    if (!stoppedAt) throw new Error('nothing was stored');
    expect(await first.projections.waitFor(stoppedAt, undefined, 5_000)).toBe(true);
    await first.stop();

    // While it is away a track moves, one leaves, and one comes that was missing.
    await index(61, [{ ...track(5, 0), album: 'Album 61' }]);
    await remove(5, trackId(5, 0));
    await index(63, [{ ...track(63, 0), durationMs: 9e12, title: 'No \ud800 end \u0000' }, track(63, 1)]);
    await remove(7, trackId(7, 0));
    await index(62, [{ ...track(62, 0), title: 'Unheard 33', artist: 'Artist 13', albumArtist: 'Artist 13', durationMs: 180_000 }]);
    const second = await startService();
    await until(async () => (await decided(33)) === 'RecordingMatched' && (await decided(7)) === 'RecordingMissing');
    expect([trackId(5, 0), trackId(63, 0), trackId(63, 1)].filter((id) => second.readiness.matchIndex().holds(id))).toHaveLength(3);
    expect(await second.projections.deadLetters()).toEqual([]);
    expect(await decided(5)).toBe('RecordingMatched');
    expect(await decided(35)).toBe('MatchConfirmed');
    expect(await decided(3)).toBe('RecordingMissing');
    expect(second.handed.length).toBeGreaterThan(0);
    expect(second.handed.every((position) => store.compare(position, stoppedAt) > 0)).toBe(true);
    const end = await store.lastPosition();
    if (!end) throw new Error('nothing was stored');
    expect(await second.projections.waitFor(end, undefined, 5_000)).toBe(true);

    const filled = await fillMatchIndex(kitOf(second.projections, store), end, () => undefined, new AbortController().signal);
    if (!filled) throw new Error('the match index is not filled');
    await takeAfter(filled.matchIndex, filled.position);
    const folded = createMatchIndex();
    await takeAfter(folded, null);
    expect(await seen(filled.matchIndex)).toEqual(await seen(folded));
    await second.stop();
  }, 60_000);

  it('repeats no decision when it starts again', async () => {
    await fillLibrary();
    const first = await startService();
    await allDecided();
    await first.stop();
    const before = await decisions();
    const second = await startService();
    await until(async () => isOpen(second.readiness));
    await want(RECORDINGS);
    await until(async () => (await decided(RECORDINGS)) !== undefined);
    await second.stop();
    const after = new Map(await decisions());
    expect(after.get(recordingId(RECORDINGS))).toEqual(['RecordingMissing']);
    after.delete(recordingId(RECORDINGS));
    expect(after).toEqual(before);
  }, 60_000);

  it('shows a recording that is wanted again as it is decided, also when that came to pass while the service was away', async () => {
    await fillLibrary();
    const first = await startService();
    await allDecided();
    await first.stop();
    for (const n of [3, 35]) {
      await append('wanted-recording', recordingId(n), 'RecordingNoLongerWanted', {
        wantedRecordingId: recordingId(n),
        at: someContext.time,
      });
      await want(n);
    }
    const second = await startService();
    await until(
      async () => (await decisions()).get(recordingId(35))?.length === 2 && (await decisions()).get(recordingId(3))?.length === 2,
    );
    const end = await store.lastPosition();
    if (!end) throw new Error('nothing was stored');
    expect(await second.projections.waitFor(end, undefined, 5_000)).toBe(true);
    expect(await dataSource.query(`SELECT "id", "state" FROM match.matches WHERE "id" IN ('w-3', 'w-35') ORDER BY 1`)).toEqual([
      { id: 'w-3', state: 'matched' },
      { id: 'w-35', state: 'missing' },
    ]);
    await second.stop();
  }, 60_000);

  it('is filled whole while a projection is built anew beside it, which swaps its rows in afterwards', async () => {
    await fillLibrary();
    const service = await startService();
    await allDecided();
    const rows: LibraryIndexRow[] = [];
    let rebuilt = false;
    let rebuilding: Promise<void> = Promise.resolve();
    await readMatchIndexRows(dataSource, store.compare, async ({ tracks, trackPages, position }) => {
      rebuilding = service.projections.rebuild('library-index').then(() => {
        rebuilt = true;
      });
      await until(async () => {
        const waiting: { n: string }[] = await dataSource.query('SELECT count(*) AS n FROM pg_locks WHERE NOT granted');
        return Number(waiting[0]?.n) > 0;
      });
      for await (const page of trackPages()) rows.push(...page);
      expect(tracks).toBe(ALBUMS * ALBUM);
      expect(position).not.toBeNull();
      expect(rebuilt).toBe(false);
    });
    await rebuilding;
    expect(rebuilt).toBe(true);
    expect(new Set(rows.map(({ libraryTrackId }) => libraryTrackId)).size).toBe(ALBUMS * ALBUM);
    for (const { name } of matchIndexProjections) expect(await service.projections.verify(name)).toMatchObject({ differing: [] });
    await service.stop();
  }, 60_000);

  async function takeAfter(matchIndex: MatchIndex, position: Position | null): Promise<void> {
    for await (const commit of store.readAll(position)) for (const event of commit.events) matchIndex.take(event);
  }
});

async function seen(matchIndex: MatchIndex) {
  const ids = Array.from({ length: RECORDINGS }, (_, n) => recordingId(n));
  return {
    synced: matchIndex.synced,
    size: matchIndex.size,
    wanted: matchIndex.wanted,
    lost: await matchIndex.lost(),
    due: [...(await matchIndex.due())].sort(),
    judged: ids.map((id) => matchIndex.judge(id)),
    matches: ids.map((id) => matchIndex.matchOf(id)),
  };
}

function isOpen(readiness: ReturnType<typeof matchReadiness>): boolean {
  try {
    return readiness.matchIndex().synced;
  } catch {
    return false; // it says so by a throw
  }
}

async function until(met: () => Promise<boolean>): Promise<void> {
  for (let waits = 0; !(await met()); waits += 1) {
    if (waits > 400) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
