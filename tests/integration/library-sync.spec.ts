import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { rpc } from '@soulsync/contracts';
import { fixedServers, plexServiceOf } from '@soulsync/plex-svc';
import { inMemoryLibraryServer } from '../../apps/plex-svc/src/library/ports/in-memory-library-server.js';
import type { InMemoryLibraryServer } from '../../apps/plex-svc/src/library/ports/in-memory-library-server.js';
import type { MediaServer } from '../../apps/plex-svc/src/media-server.js';
import { eventually } from '../support/running-demo.js';
import { ground } from '../support/running-service.js';
import type { Ground } from '../support/running-service.js';

let on: Ground;
let service: { stop(): Promise<void> } | null = null;

/** A small library of its own, already scanned. */
function filled(tracks: number): InMemoryLibraryServer {
  const server = inMemoryLibraryServer();
  for (let n = 0; n < tracks; n += 1)
    server.put({
      path: `Old Ferry/Album ${Math.floor(n / 5)}/${n}.flac`,
      title: `Song ${n}`,
      artist: 'Old Ferry',
      album: `Album ${Math.floor(n / 5)}`,
      durationMs: 180_000 + n * 1_000,
    });
  return server;
}

const start = (...servers: readonly MediaServer[]) => startWith({}, servers);
const startWith = async (env: Readonly<Record<string, string>>, servers: readonly MediaServer[]) => {
  service = await on.start(
    plexServiceOf(() => fixedServers(servers)),
    {
      ...env,
      SOULSYNC_DATA_DIR: '/tmp',
      SOULSYNC_MUSIC_DIR: '/tmp/music',
      SOULSYNC_LIBRARY_LOOK_SECONDS: '1',
      SOULSYNC_SWEEP_CONFIRM_MINUTES: '0',
    },
  );
};
const stop = async () => {
  await service?.stop();
  service = null;
};
const count = async (where = 'true') =>
  Number((await on.query<{ n: string }>(`SELECT count(*) AS n FROM plex.library_tracks WHERE ${where}`))[0]?.n);
const types = async () => (await on.events()).map(({ type }) => type);
const fullSyncs = async () => (await on.eventsOf('LibrarySweepFinished')).length;
const fullSyncOnce = async () => {
  const before = await fullSyncs();
  await on.ask(rpc.plex.fullSync);
  await eventually(fullSyncs, (now) => now > before);
};

beforeAll(async () => {
  on = await ground();
}, 60_000);
afterEach(stop);
afterAll(() => on.stop());

describe('the mirror of a library server', () => {
  it('knows every track again when the server gives them all other keys', async () => {
    const server = filled(30);
    await server.scan('');
    await start(server);
    await eventually(count, (n) => n === 30);
    const ids = async () => (await on.query<{ id: string }>('SELECT id FROM plex.library_tracks ORDER BY id')).map(({ id }) => id);
    const before = await ids();
    server.giveNewKeys();
    await fullSyncOnce();
    await eventually(
      () => on.query<{ n: string }>(`SELECT 1 FROM plex.library_tracks WHERE "serverKey" LIKE '%~'`),
      (rows) => rows.length === 30,
    );
    expect(await ids()).toEqual(before);
    expect(await types()).not.toContain('TracksRemoved');
    expect(await types()).not.toContain('TracksMissed');
  }, 60_000);

  it('takes nothing off when too much is missing at once, until a person says that it is gone', async () => {
    const server = filled(30);
    await server.scan('');
    await start(server);
    await eventually(count, (n) => n === 30);
    for (let n = 0; n < 10; n += 1) server.take(`Old Ferry/Album ${Math.floor(n / 5)}/${n}.flac`);
    await server.scan('');
    await fullSyncOnce();
    await fullSyncOnce();
    expect(await count()).toBe(30);
    const [mirror] = await on.query<{ id: string; loss: object }>('SELECT id, loss FROM plex.library_mirror WHERE loss IS NOT NULL');
    expect(mirror?.loss).toEqual({ folder: '', missing: 10, of: 30 });
    expect((await on.status('plex-svc')).healthIssues.map(({ code }) => code)).toContain(`library-shrank:${mirror?.id}`);

    await on.ask(rpc.plex.acceptLoss, { id: mirror?.id });
    await eventually(count, (n) => n === 20);
    expect((await on.status('plex-svc')).healthIssues).toEqual([]);
    await expect(on.ask(rpc.plex.acceptLoss, { id: mirror?.id })).rejects.toMatchObject({ reason: 'nothing-is-missing' });
  }, 60_000);

  it('keeps what it has when the server vanishes in the middle of a full sync, goes on where it stood, and holds up no other server', async () => {
    const removals = async () => (await types()).filter((type) => type === 'TracksRemoved').length;
    const before = await removals();
    const [server, other] = [filled(30), filled(7)];
    await server.scan('');
    await other.scan('');
    let pages = 0;
    let asked: (string | undefined)[] = [];
    const fragile: MediaServer = {
      ...server,
      kind: 'plex',
      identify: async () => ({ ...(await server.identify()), serverId: 'fragile' }),
      async *fullSync(section, options) {
        asked.push(options?.resume?.pageCursor);
        for await (const page of server.fullSync(section, options)) {
          pages += 1;
          if (pages === 5) server.reachable(false);
          yield page;
        }
      },
    };
    const sound: MediaServer = { ...other, identify: async () => ({ ...(await other.identify()), serverId: 'sound' }) };
    await start(fragile, sound);
    await eventually(
      () => count(`"libraryId" = 'sound-music'`),
      (n) => n === 7,
    );
    await eventually(
      async () => (await on.status('plex-svc')).connections,
      (all) => all.some(({ system, state }) => system === 'plex' && state === 'failing'),
    );
    expect(await count(`"libraryId" = 'fragile-music'`)).toBe(10);

    // A new process finds the pages that were taken.
    await stop();
    server.reachable(true);
    asked = [];
    await start(fragile, sound);
    await eventually(
      () => count(`"libraryId" = 'fragile-music'`),
      (n) => n === 30,
    );
    expect(asked[0]).toBe('10');
    expect(await removals()).toBe(before);
  }, 60_000);

  it('mirrors each library of a server by itself: one that can not be read keeps what it has, and holds up no other', async () => {
    const [music, second] = [filled(6), filled(4)];
    await music.scan('');
    await second.scan('');
    second.giveNewKeys(); // a server's keys are its own in all of its libraries
    const of = (section: string) => (section === 'second' ? second : music);
    const both: MediaServer = {
      ...music,
      identify: async () => ({ ...(await music.identify()), serverId: 'two' }),
      sections: async () => [
        ...(await music.sections()),
        {
          key: 'second',
          title: 'Second',
          folders: [''],
          stamp: await second.sections().then(
            ([one]) => one?.stamp ?? null,
            () => null,
          ),
        },
      ],
      fullSync: (section, more) => of(section).fullSync('music', more),
      changes: (section, cursor) => of(section).changes('music', cursor),
    };
    const inLibrary = (name: string) => count(`"libraryId" = 'two-${name}' AND "missedIn" IS NULL`);
    const states = () =>
      on.query<{ id: string; title: string; tracks: number }>(
        `SELECT "id", "title", "tracks" FROM plex.library_mirror WHERE "id" LIKE 'two-%' AND "lastCompleteSweepAt" IS NOT NULL ORDER BY "id"`,
      );
    second.reachable(false);
    await start(both);
    await eventually(
      () => inLibrary('music'),
      (n) => n === 6,
    );
    expect(await eventually(states, (found) => found.length > 0)).toEqual([{ id: 'two-music', title: 'Music', tracks: 6 }]);
    expect(await inLibrary('second')).toBe(0);
    second.reachable(true);
    await on.ask(rpc.plex.fullSync);
    await eventually(states, (found) => found.length === 2, 60_000);
    expect(await states()).toEqual([
      { id: 'two-music', title: 'Music', tracks: 6 },
      { id: 'two-second', title: 'Second', tracks: 4 },
    ]);
    expect(await inLibrary('second')).toBe(4);

    second.reachable(false);
    music.put({ path: 'Old Ferry/New/7.flac', title: 'Late', artist: 'Old Ferry', album: 'New', durationMs: 100_000 });
    await music.scan('');
    await on.ask(rpc.plex.fullSync);
    await eventually(
      () => inLibrary('music'),
      (n) => n === 7,
      60_000,
    );
    expect(await inLibrary('second')).toBe(4);
  }, 120_000);

  it('makes no event of a library that did not change, full sync after full sync', async () => {
    const server = filled(12);
    await server.scan('');
    await start({ ...server, identify: async () => ({ ...(await server.identify()), serverId: 'quiet' }) });
    await eventually(
      () => count(`"libraryId" = 'quiet-music'`),
      (n) => n === 12,
    );
    await eventually(fullSyncs, (n) => n > 0);
    const tracksReported = async () => (await on.events()).filter(({ aggregateType }) => aggregateType === 'library-album').length;
    const before = await tracksReported();
    await fullSyncOnce();
    await delay(1_500); // and the look after it
    expect(await tracksReported()).toBe(before);
  }, 60_000);

  it('drops the list of a server that is no longer read, once what is read instead shows as much; read again, it begins anew', async () => {
    const as = async (kind: 'folder' | 'subsonic', tracks: number): Promise<MediaServer> => {
      const server = filled(tracks);
      await server.scan('');
      return { ...server, kind, identify: async () => ({ ...(await server.identify()), serverId: `left-${kind}` }) };
    };
    const rows = (kind: string) => count(`"libraryId" = 'left-${kind}-music'`);
    const read = async (kind: 'folder' | 'subsonic', tracks: number) => {
      await stop();
      await startWith({ SOULSYNC_LIBRARY_SERVER: kind }, [await as(kind, tracks)]);
      await eventually(
        () => rows(kind),
        (n) => n === tracks,
      );
    };
    const keptIssues = async () => (await on.status('plex-svc')).healthIssues.filter(({ code }) => code.startsWith('library-kept:'));
    await on.query('TRUNCATE plex.library_mirror'); // libraries of the tests above, whose servers nobody reads either
    await read('folder', 12);
    await read('subsonic', 3);
    await eventually(keptIssues, (issues) => issues.length === 1);
    expect(await rows('folder')).toBe(12);

    await read('subsonic', 12);
    await eventually(
      () => rows('folder'),
      (n) => n === 0,
    );
    await eventually(
      () => on.query(`SELECT 1 FROM plex.library_mirror WHERE "id" = 'left-folder-music'`),
      (found) => found.length === 0,
    );
    expect(await keptIssues()).toEqual([]);
    expect(await rows('subsonic')).toBe(12);

    await read('folder', 12);
    await eventually(
      () => rows('subsonic'),
      (n) => n === 0,
    );
    expect(await rows('folder')).toBe(12);
  }, 120_000);
});
