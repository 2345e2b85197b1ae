import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { connect } from '@nats-io/transport-node';
import { creditsOf, rpc, unknownRecording } from '@soulsync/contracts';
import type {
  AudioQuality,
  EntryId,
  FilingEvent,
  FilingId,
  FollowedPlaylistEvent,
  LibraryScanEvent,
  LibraryTrackId,
  MatchEvent,
  PlaylistId,
  RecordingDescription,
  ScanId,
  WantedRecordingId,
} from '@soulsync/contracts';
import type { MirrorPreview } from '@soulsync/contracts/rest';
import { jetStreamEventStore, newId } from '@soulsync/event-store';
import type { EventStore } from '@soulsync/event-store';
import { fixedServers, plexServiceOf } from '@soulsync/plex-svc';
import type { MediaServer } from '../../apps/plex-svc/src/media-server.js';
import { eventually } from '../support/running-demo.js';
import { ground } from '../support/running-service.js';
import type { Ground } from '../support/running-service.js';
import { simulatedPlex } from '../support/simulated-plex.js';
import type { SimulatedPlex } from '../support/simulated-plex.js';

let on: Ground;
let plex: SimulatedPlex;
let store: EventStore;
let closeStore: () => Promise<void>;
let service: { stop(): Promise<void> } | null = null;
/** The library as plex-svc knows it. */
let library: readonly { id: LibraryTrackId; serverKey: string }[] = [];

const start = async (env: object = {}, server: MediaServer = plex.server) => {
  service = await on.start(
    plexServiceOf(() => fixedServers([server])),
    { SOULSYNC_DATA_DIR: '/tmp', SOULSYNC_MUSIC_DIR: '/tmp/music', SOULSYNC_MIRROR_DEBOUNCE_MS: '300', ...env },
  );
};
const stop = async () => {
  await service?.stop();
  service = null;
};

const say = (
  aggregateType: string,
  aggregateId: string,
  ...events: readonly (FollowedPlaylistEvent | MatchEvent | FilingEvent | LibraryScanEvent)[]
) =>
  store.append({ aggregateType, aggregateId }, events, 'any', newId(), {
    correlationId: 'correlation',
    causationId: null,
    actor: { kind: 'process', id: 'test' },
    traceparent: null,
    time: new Date().toISOString(),
  });

const someQuality: AudioQuality = {
  container: 'flac',
  codec: 'flac',
  lossless: true,
  bitrateKbps: null,
  variableBitrate: null,
  channels: null,
  sampleRateHz: null,
  bitDepth: null,
  durationMs: 180_000,
};
const someRecording: RecordingDescription = { ...unknownRecording, artists: creditsOf(['Old Ferry']), durationMs: 180_000 };

/** A followed playlist, told as catalog-svc and match-svc tell of it. */
function followed(name: string) {
  const playlistId = randomUUID() as PlaylistId;
  const recording = (n: number | string) => `${playlistId}-r${n}` as WantedRecordingId;
  const entryOf = (n: number | string, occurrence: number) => `uri:${n}#${occurrence}` as EntryId;
  const entry = (n: number | string, occurrence: number, position: number) => ({
    entryId: entryOf(n, occurrence),
    position,
    kind: 'track' as const,
    wantedRecordingId: recording(n),
    recording: { ...someRecording, title: `Song ${n}`, uri: `uri:${n}` },
    addedAt: null,
  });
  const at = new Date().toISOString();
  const matched = (n: number | string, libraryTrackId: LibraryTrackId) =>
    say('match', recording(n), {
      type: 'RecordingMatched',
      data: {
        wantedRecordingId: recording(n),
        rule: 'exact',
        engineVersion: 'test',
        decidedAt: at,
        libraryTrackId,
        confidence: 1,
        features: { title: 1, artist: 1, album: null, durationDeltaMs: 0, versionEqual: true, isrcEqual: null },
        rivals: [],
      },
    });
  const tell = (...events: readonly FollowedPlaylistEvent[]) => say('followed-playlist', playlistId, ...events);
  return {
    playlistId,
    mirrorId: `${playlistId}-plex`,
    tell,
    entry,
    entryOf,
    matched,
    missing: (n: number | string) =>
      say('match', recording(n), {
        type: 'RecordingMissing',
        data: { wantedRecordingId: recording(n), rule: 'no-candidate', engineVersion: 'test', decidedAt: at, rivals: [] },
      }),
    /** Numbers are places in the library; the same number again is a second entry of the same recording. */
    async begin(...tracks: readonly number[]) {
      await tell({
        type: 'PlaylistFollowed',
        data: { playlistId, source: 'csv', sourceRef: 'x', name, start: 'now', refreshEveryMinutes: null, followedAt: at },
      });
      const seen = new Map<number, number>();
      const entries = tracks.map((n, position) => {
        seen.set(n, (seen.get(n) ?? 0) + 1);
        return entry(n, seen.get(n) ?? 1, position);
      });
      for (let from = 0; from < entries.length; from += 500)
        await tell({ type: 'EntriesAdded', data: { playlistId, entries: entries.slice(from, from + 500) } });
      for (const n of new Set(tracks)) await matched(n, track(n).id);
    },
  };
}
type Followed = ReturnType<typeof followed>;

const track = (n: number) => library[n] ?? { id: '' as LibraryTrackId, serverKey: '' };
const keysFor = (...numbers: readonly number[]) => numbers.map((n) => track(n).serverKey);

interface MirrorRow {
  readonly state: string;
  readonly serverPlaylistKey: string | null;
  readonly refusal: string | null;
  readonly unfinished: boolean;
  readonly count: number;
  readonly notPlacedCount: number;
  readonly added: number;
  readonly removed: number;
  readonly moved: number;
}
const row = async ({ mirrorId }: Followed) =>
  (await on.query<MirrorRow>('SELECT * FROM plex.playlist_mirrors WHERE id = $1', [mirrorId]))[0];
const ranAt = async ({ mirrorId }: Followed) =>
  (
    await on.query<{ ranAt: Date | null; askedAt: Date | null }>('SELECT * FROM plex.playlist_mirror_mark WHERE "mirrorId" = $1', [
      mirrorId,
    ])
  )[0];
const inState = (playlist: Followed, state: string) =>
  eventually(
    () => row(playlist),
    (now) => now?.state === state,
  );
/** A run that a person asks for, to its end. */
const runNow = async (playlist: Followed) => {
  await on.ask(rpc.plex.runMirror, { id: playlist.playlistId });
  await eventually(
    () => ranAt(playlist),
    (pageCursor) => pageCursor !== undefined && pageCursor.askedAt === null,
  );
};
const mirror = (playlist: Followed, body: object = {}) => on.ask(rpc.plex.mirrorPlaylist, { id: playlist.playlistId, ...body });
const backupsOf = ({ mirrorId }: Followed) =>
  on.query<{ id: string; count: number }>('SELECT id, count FROM plex.mirror_backups WHERE "mirrorId" = $1 ORDER BY at', [mirrorId]);

interface OnPlex {
  readonly ratingKey: string;
  readonly title: string;
  readonly summary: string;
  readonly leafCount: number;
}
const listOf = async (playlist: Followed): Promise<string> => (await row(playlist))?.serverPlaylistKey ?? '';
const about = async (key: string) =>
  (await plex.ask<{ MediaContainer: { Metadata: OnPlex[] } }>('GET', `/playlists/${key}`)).MediaContainer.Metadata[0];
const shown = async (key: string): Promise<readonly string[]> =>
  ((await plex.server.playlists?.read(key))?.items ?? []).map(({ serverKey }) => serverKey);
const shows = (key: string, keys: readonly string[]) =>
  eventually(
    () => shown(key),
    (now) => JSON.stringify(now) === JSON.stringify(keys),
  );

beforeAll(async () => {
  on = await ground();
  plex = await simulatedPlex({ albums: 60, tracksPerAlbum: 10 });
  const connection = await connect({ servers: on.env['SOULSYNC_NATS_URL'] ?? '' });
  store = await jetStreamEventStore({ connection });
  closeStore = () => connection.close();
  await start();
  await eventually(
    () => on.query<{ n: string }>('SELECT count(*) AS n FROM plex.library_tracks'),
    ([counted]) => counted?.n === '600',
  );
  library = await on.query('SELECT id, "serverKey" FROM plex.library_tracks ORDER BY length("serverKey"), "serverKey"');
}, 120_000);
afterEach(async () => {
  await plex.control('reset-faults');
  await stop();
  await start();
}, 60_000);
afterAll(async () => {
  await stop();
  await closeStore();
  await on.stop();
  await plex.stop();
});

describe('a followed playlist that is mirrored to Plex', () => {
  it('is made in its exact order with its duplicates, is patched in place, and costs no write when nothing changed', async () => {
    const playlist = followed('Rainy drive');
    await playlist.begin(5, 3, 5, 9, 1);
    await playlist.tell({ type: 'EntriesAdded', data: { playlistId: playlist.playlistId, entries: [playlist.entry('none', 1, 2)] } });
    await playlist.missing('none');
    await mirror(playlist);
    await inState(playlist, 'in-step');
    const key = await listOf(playlist);
    expect(await shown(key)).toEqual(keysFor(5, 3, 5, 9, 1));
    expect(await row(playlist)).toMatchObject({ added: 5, removed: 0, moved: 0, count: 5, notPlacedCount: 1 });
    expect(await on.query('SELECT title, artists, reason FROM plex.mirror_gaps WHERE "mirrorId" = $1', [playlist.mirrorId])).toEqual([
      { title: 'Song none', artists: ['Old Ferry'], reason: 'missing' },
    ]);

    // A title, a summary and an entry of a person.
    await plex.ask('PUT', `/playlists/${key}?title=${encodeURIComponent('My drive')}&summary=mine`);
    const uri = encodeURIComponent(`server://machine/com.plexapp.plugins.library/library/metadata/${track(100).serverKey}`);
    await plex.ask('PUT', `/playlists/${key}/items?uri=${uri}`);
    await runNow(playlist);
    await plex.requests();
    const events = (await on.events()).length;
    await runNow(playlist);
    expect((await plex.requests())['playlist-write']).toBeUndefined();
    expect((await on.events()).length).toBe(events);

    // One goes, one moves to the front, one comes; what was missing is found. Nobody asks for a run.
    const { playlistId, entryOf, entry } = playlist;
    await playlist.tell(
      { type: 'EntriesRemoved', data: { playlistId, entries: [{ entryId: entryOf(3, 1), wantedRecordingId: null }] } },
      { type: 'EntriesMoved', data: { playlistId, moves: [{ entryId: entryOf(1, 1), position: 0 }] } },
      { type: 'EntriesAdded', data: { playlistId, entries: [entry(20, 1, 2)] } },
    );
    await playlist.matched(20, track(20).id);
    await playlist.matched('none', track(30).id);
    await shows(key, keysFor(1, 100, 5, 20, 30, 5, 9));
    await eventually(
      () => row(playlist),
      (now) => now?.count === 7,
    );
    expect(await about(key)).toMatchObject({ ratingKey: key, title: 'My drive', summary: 'mine', leafCount: 7 });
    expect(await row(playlist)).toMatchObject({ added: 2, removed: 1, count: 7, notPlacedCount: 0, serverPlaylistKey: key });
    expect(await on.query('SELECT 1 FROM plex.mirror_gaps WHERE "mirrorId" = $1', [playlist.mirrorId])).toEqual([]);

    // A person takes the mirror mode: what others put there goes.
    await mirror(playlist, { mode: 'mirror' });
    await shows(key, keysFor(1, 5, 20, 30, 5, 9));
  }, 60_000);

  it('says in a dry run what it would do, by name, and does nothing', async () => {
    const playlist = followed('Dry');
    await playlist.begin(1, 2);
    await playlist.tell({ type: 'EntriesAdded', data: { playlistId: playlist.playlistId, entries: [playlist.entry('none', 1, 2)] } });
    const fresh = await on.ask<MirrorPreview>(rpc.plex.previewMirror, { id: playlist.playlistId });
    expect(fresh).toMatchObject({
      serverPlaylistKey: null,
      title: 'Dry',
      count: 2,
      added: [
        { title: 'Song 1', artist: 'Old Ferry' },
        { title: 'Song 2', artist: 'Old Ferry' },
      ],
      notPlaced: [{ title: 'Song none', artist: 'Old Ferry', reason: 'not-compared-yet' }],
      refusal: null,
    });
    expect(await row(playlist)).toBeUndefined();
    expect((await plex.server.playlists?.list())?.some(({ title }) => title === 'Dry')).toBe(false);
  }, 60_000);

  it('is restored from a backup, with its own entries, and rests until a person runs it again', async () => {
    const playlist = followed('Restored');
    await playlist.begin(1, 2, 3, 4);
    await mirror(playlist);
    await inState(playlist, 'in-step');
    const key = await listOf(playlist);
    await playlist.tell({
      type: 'EntriesRemoved',
      data: { playlistId: playlist.playlistId, entries: [{ entryId: playlist.entryOf(2, 1), wantedRecordingId: null }] },
    });
    await shows(key, keysFor(1, 3, 4));
    await eventually(
      () => backupsOf(playlist),
      (backups) => backups.length > 0,
    );
    const [backup] = await backupsOf(playlist);
    expect(backup?.count).toBe(4);
    await inState(playlist, 'in-step');
    await on.ask(rpc.plex.restoreBackup, { id: backup?.id });
    await inState(playlist, 'resting');
    expect(await shown(key)).toEqual(keysFor(1, 2, 3, 4));
    expect(await listOf(playlist)).toBe(key);
    await playlist.matched(1, track(50).id);
    await stop();
    await start();
    await eventually(
      () => on.query('SELECT 1 FROM plex.mirror_matches WHERE "libraryTrackId" = $1', [track(50).id]),
      (rows) => rows.length > 0,
    );
    expect(await shown(key)).toEqual(keysFor(1, 2, 3, 4));
    await runNow(playlist);
    // What a person brought back is that person's: it stays, as anything else that is not ours.
    await shows(key, keysFor(2, 50, 3, 4));
    await expect(on.ask(rpc.plex.restoreBackup, { id: randomUUID() })).rejects.toMatchObject({ name: 'NotFound' });
  }, 60_000);

  it.each([
    ['before the first write', 3, 251],
    ['in the middle of a replacement, with most of the list gone', 5, 100],
  ])(
    'goes on where it was cut short %s, and loses nothing of anybody',
    async (_when, passing, left) => {
      const playlist = followed(`Cut short ${passing}`);
      await playlist.begin(...Array.from({ length: 250 }, (_, n) => n));
      await mirror(playlist);
      await inState(playlist, 'in-step');
      const key = await listOf(playlist);
      const uri = encodeURIComponent(`server://machine/com.plexapp.plugins.library/library/metadata/${track(500).serverKey}`);
      await plex.ask('PUT', `/playlists/${key}/items?uri=${uri}`);

      // The whole order turns round, so that all is replaced: three pages are read, the list is cleared, and filled by hundreds.
      const moves = Array.from({ length: 250 }, (_, n) => ({ entryId: playlist.entryOf(249 - n, 1), position: n }));
      await plex.control('fault', { match: `/playlists/${key}/items`, skip: passing, times: 1_000, dropConnection: true });
      await playlist.tell({ type: 'EntriesMoved', data: { playlistId: playlist.playlistId, moves } });
      await eventually(
        () =>
          on.query<{ problem: string | null }>('SELECT problem FROM plex.playlist_mirror_mark WHERE "mirrorId" = $1', [playlist.mirrorId]),
        ([pageCursor]) => pageCursor?.problem != null,
      );
      await eventually(
        () => row(playlist),
        (now) => now?.unfinished === true,
      );
      expect((await backupsOf(playlist)).map(({ count }) => count)).toEqual([251]);
      await stop();
      await plex.control('reset-faults');
      expect((await shown(key)).length).toBe(left);
      await start();
      // The entry of a person stays behind the one it stood behind.
      const turned = Array.from({ length: 250 }, (_, n) => 249 - n);
      await eventually(
        async () => [...(await shown(key))].sort(),
        (now) => JSON.stringify(now) === JSON.stringify(keysFor(500, ...turned).sort()),
      );
      await inState(playlist, 'in-step');
      expect((await shown(key)).filter((one) => one !== track(500).serverKey)).toEqual(keysFor(...turned));
      expect((await row(playlist))?.unfinished).toBe(false);
      expect(await about(key)).toMatchObject({ ratingKey: key });
    },
    120_000,
  );

  it('waits for a person when more than half of it would go, and does it once allowed', async () => {
    const playlist = followed('Shrinks');
    await playlist.begin(1, 2, 3, 4, 5);
    await mirror(playlist);
    await inState(playlist, 'in-step');
    const key = await listOf(playlist);
    const gone = [1, 2, 3].map((n) => ({ entryId: playlist.entryOf(n, 1), wantedRecordingId: null }));
    await playlist.tell({ type: 'EntriesRemoved', data: { playlistId: playlist.playlistId, entries: gone } });
    await inState(playlist, 'refused');
    expect((await row(playlist))?.refusal).toBe('would-shrink');
    expect(await shown(key)).toEqual(keysFor(1, 2, 3, 4, 5));
    const dry = await on.ask<MirrorPreview>(rpc.plex.previewMirror, { id: playlist.playlistId });
    expect(dry.refusal?.cause).toBe('would-shrink');
    await on.ask(rpc.plex.allowMirror, { id: playlist.mirrorId });
    await shows(key, keysFor(4, 5));
    await inState(playlist, 'in-step');
    await expect(on.ask(rpc.plex.allowMirror, { id: playlist.mirrorId })).rejects.toMatchObject({ reason: 'nothing-was-refused' });

    // All of it at once is another question.
    const rest = [4, 5].map((n) => ({ entryId: playlist.entryOf(n, 1), wantedRecordingId: null }));
    await playlist.tell({ type: 'EntriesRemoved', data: { playlistId: playlist.playlistId, entries: rest } });
    await eventually(
      () => row(playlist),
      (now) => now?.refusal === 'would-be-empty',
    );
    expect(await shown(key)).toEqual(keysFor(4, 5));
  }, 60_000);

  it('never takes the list of another followed playlist that is called the same', async () => {
    const [one, other] = [followed('Two of a name'), followed('Two of a name')];
    await one.begin(1, 2, 3);
    await other.begin(7, 8);
    await mirror(one);
    await inState(one, 'in-step');
    await mirror(other);
    await inState(other, 'in-step');
    expect(await listOf(other)).not.toBe(await listOf(one));
    await runNow(one);
    await shows(await listOf(one), keysFor(1, 2, 3));
    await shows(await listOf(other), keysFor(7, 8));
  }, 60_000);

  it('never touches a list that is made by a rule, nor guesses among several of its title', async () => {
    const rule = encodeURIComponent('server://machine/com.plexapp.plugins.library/library/sections/3/all?type=10&limit=5');
    await plex.ask('POST', `/playlists?type=audio&smart=1&title=Ruled&uri=${rule}`);
    const ruled = followed('Ruled');
    await ruled.begin(1, 2);
    await mirror(ruled);
    await inState(ruled, 'refused');
    expect((await row(ruled))?.refusal).toBe('smart');
    await expect(on.ask(rpc.plex.allowMirror, { id: ruled.mirrorId })).rejects.toMatchObject({ reason: 'not-to-be-allowed' });

    const twins = [await plex.server.playlists?.create('Twins', keysFor(7)), await plex.server.playlists?.create('Twins', keysFor(8))];
    const playlist = followed('Twins');
    await playlist.begin(1, 8);
    await mirror(playlist);
    await inState(playlist, 'refused');
    expect((await row(playlist))?.refusal).toBe('several-of-that-title');
    await mirror(playlist, { serverPlaylistKey: twins[1] });
    await shows(twins[1] ?? '', keysFor(1, 8));
    expect(await shown(twins[0] ?? '')).toEqual(keysFor(7));
  }, 60_000);

  it('is not made anew by itself when a person took it off the server', async () => {
    const playlist = followed('Taken off');
    await playlist.begin(1, 2);
    await mirror(playlist);
    await inState(playlist, 'in-step');
    const key = await listOf(playlist);
    await plex.ask('DELETE', `/playlists/${key}`);
    await runNow(playlist);
    expect(await row(playlist)).toMatchObject({ state: 'refused', refusal: 'gone' });
    expect((await plex.server.playlists?.list())?.some(({ title }) => title === 'Taken off')).toBe(false);
    await on.ask(rpc.plex.allowMirror, { id: playlist.mirrorId });
    await inState(playlist, 'in-step');
    expect(await shown(await listOf(playlist))).toEqual(keysFor(1, 2));
  }, 60_000);

  it('names what the server did not take, and does not try it again by itself', async () => {
    await plex.control('switch', { skipDuplicates: true });
    const playlist = followed('Refused twice');
    await playlist.begin(1, 2);
    await mirror(playlist);
    await inState(playlist, 'in-step');
    await playlist.tell({ type: 'EntriesAdded', data: { playlistId: playlist.playlistId, entries: [playlist.entry(1, 2, 2)] } });
    await eventually(
      () => row(playlist),
      (now) => now?.notPlacedCount === 1,
    );
    const [gap] = await eventually(
      () =>
        on.query<{ entryId: string; reason: string }>('SELECT "entryId", reason FROM plex.mirror_gaps WHERE "mirrorId" = $1', [
          playlist.mirrorId,
        ]),
      (gaps) => gaps.length > 0,
    );
    expect(gap).toEqual({ entryId: playlist.entryOf(1, 2), reason: 'not-taken-by-server' });
    await plex.requests();
    await playlist.tell({ type: 'EntriesAdded', data: { playlistId: playlist.playlistId, entries: [playlist.entry('none', 1, 3)] } });
    await eventually(
      () => row(playlist),
      (now) => now?.notPlacedCount === 2,
    );
    expect((await plex.requests())['playlist-write']).toBeUndefined();
    // A person may.
    await plex.control('switch', { skipDuplicates: false });
    await runNow(playlist);
    expect(await shown(await listOf(playlist))).toEqual(keysFor(1, 2, 1));
  }, 60_000);

  it('waits for an entry that was just filed until the server shows it', async () => {
    await stop();
    await start({ SOULSYNC_MIRROR_DEBOUNCE_MS: '1000' });
    const playlist = followed('Just filed');
    await playlist.begin(1, 2);
    await mirror(playlist);
    await inState(playlist, 'in-step');
    const key = await listOf(playlist);
    const { playlistId, entry, mirrorId } = playlist;
    const filed = { filingId: `${mirrorId}-filing` as FilingId, path: 'Old Ferry/A/4.flac' };
    const { wantedRecordingId: recordingId } = entry(4, 1, 0);
    await say('filing', filed.filingId, {
      type: 'FilePublished',
      data: {
        ...filed,
        acquisitionId: null,
        recordingId,
        root: 'music',
        sizeBytes: 1,
        sha256: 'h',
        quality: someQuality,
        publishedAt: new Date().toISOString(),
      },
    });
    await playlist.tell({ type: 'EntriesAdded', data: { playlistId, entries: [entry(3, 1, 2), entry(4, 1, 3)] } });
    await playlist.matched(3, track(3).id);
    await eventually(
      () => on.query('SELECT 1 FROM plex.mirror_entries e WHERE e."playlistId" = $1', [playlistId]),
      (rows) => rows.length === 4,
    );
    await delay(4_000); // four times what it waits after a change
    expect(await shown(key)).toEqual(keysFor(1, 2));
    await playlist.matched(4, track(4).id);
    const indexed = { ...filed, scanId: 's' as ScanId, libraryTrackId: track(4).id, indexedAt: new Date().toISOString() };
    await say('library-scan', `${mirrorId}-scan`, { type: 'FileIndexed', data: indexed });
    await shows(key, keysFor(1, 2, 3, 4));
  }, 60_000);

  it('keeps the last backups only in the list, and forgets none of them', async () => {
    await stop();
    await start({ SOULSYNC_MIRROR_BACKUPS_KEPT: '2' });
    const playlist = followed('Backed up');
    await playlist.begin(1, 2);
    await mirror(playlist);
    await inState(playlist, 'in-step');
    const key = await listOf(playlist);
    for (const [n, expected] of [
      [3, [1, 2, 3]],
      [4, [1, 2, 3, 4]],
      [5, [1, 2, 3, 4, 5]],
    ] as const) {
      await playlist.tell({ type: 'EntriesAdded', data: { playlistId: playlist.playlistId, entries: [playlist.entry(n, 1, n - 1)] } });
      await playlist.matched(n, track(n).id);
      await shows(key, keysFor(...expected));
      await eventually(
        () => row(playlist),
        (now) => now?.state === 'in-step' && now.count === n,
      );
    }
    await eventually(
      () => backupsOf(playlist),
      (backups) => backups.length === 2,
    );
    expect((await on.eventsOf('MirrorBackedUp')).filter(({ mirrorId }) => mirrorId === playlist.mirrorId)).toHaveLength(3);
  }, 60_000);

  it('may have ten thousand entries, thousands of them without a place: all is told in parts', async () => {
    const playlist = followed('Everything');
    const entries = Array.from({ length: 10_000 }, (_, n) => (n * 7) % 600);
    await playlist.begin(...entries);
    const lost = Array.from({ length: 4_000 }, (_, n) => playlist.entry(`lost ${n} ${'of a long name '.repeat(8)}`, 1, 10_000 + n));
    for (let from = 0; from < lost.length; from += 500)
      await playlist.tell({ type: 'EntriesAdded', data: { playlistId: playlist.playlistId, entries: lost.slice(from, from + 500) } });
    await mirror(playlist);
    // It is in step with what it has heard of, also half way.
    await eventually(
      () => row(playlist),
      (now) => now?.state === 'in-step' && now.count === entries.length && now.notPlacedCount === lost.length,
      120_000,
    );
    const key = await listOf(playlist);
    expect(await shown(key)).toEqual(keysFor(...entries));
    await playlist.tell({
      type: 'EntriesMoved',
      data: { playlistId: playlist.playlistId, moves: [{ entryId: playlist.entryOf(0, 1), position: 5 }] },
    });
    await eventually(
      () => row(playlist),
      (now) => now?.moved === 1,
      120_000,
    );
    const parts = (await on.eventsOf('MirrorBackedUp')).filter(({ mirrorId }) => mirrorId === playlist.mirrorId);
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.flatMap((part) => part.entries.map(({ serverKey }) => serverKey))).toEqual(keysFor(...entries));
    expect(await shown(key)).toEqual(keysFor(...entries.slice(1, 6), 0, ...entries.slice(6)));
  }, 300_000);

  it('is told of no server that keeps no playlists, and of no playlist that nobody follows', async () => {
    await expect(on.ask(rpc.plex.mirrorPlaylist, { id: randomUUID() })).rejects.toMatchObject({ name: 'NotFound' });
    const playlist = followed('Elsewhere');
    await playlist.begin(1);
    await expect(mirror(playlist, { server: 'jellyfin' })).rejects.toMatchObject({ name: 'Invalid' });
    await expect(mirror(playlist, { mode: 'delete' })).rejects.toMatchObject({ name: 'Invalid' });
    await stop();
    await start({}, { ...plex.server, playlists: null });
    await expect(mirror(playlist)).rejects.toMatchObject({ reason: 'no-playlists' });
  }, 60_000);
});
