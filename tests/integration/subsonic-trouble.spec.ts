import { afterEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { serverPlaylistsContract } from '../../apps/plex-svc/src/playlists/ports/server-playlists.contract.js';
import { UnsteadyFullSync } from '../../apps/plex-svc/src/library/ports/library-server.js';
import type {
  ChangesPage,
  LibraryServer,
  RunningScan,
  FullSyncOptions,
  FullSyncPage,
} from '../../apps/plex-svc/src/library/ports/library-server.js';
import { manySongs, startSimulator } from '../simulators/src/subsonic/server.js';
import type { SubsonicConfig, SubsonicManners } from '../simulators/src/subsonic/server.js';
import { subsonicAt } from '../support/subsonic.js';
import type { Sign } from '../support/subsonic.js';

const PASSWORD = 'sesame-open';
const MUSIC = '/srv/music';

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly inAddress: readonly string[];
}

async function simulated(changes: Partial<SubsonicConfig> = {}) {
  const base = await mkdtemp(join(tmpdir(), 'soulsync-subsonic-'));
  const simulator = await startSimulator({
    listen: '127.0.0.1:0',
    portFile: join(base, 'port'),
    user: 'ann',
    password: PASSWORD,
    apiKey: null,
    type: 'navidrome',
    extensions: ['formPost'],
    folders: [{ id: '1', name: 'Music' }],
    songs: manySongs(25, '1'),
    manners: {},
    ...changes,
  });
  const control = async (verb: string, body: object = {}) => {
    const answer = await fetch(`${simulator.url}/__sim/${verb}`, { method: 'POST', body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${verb}: ${answer.status}`);
    return answer.status === 204 ? null : ((await answer.json()) as unknown);
  };
  return {
    url: simulator.url,
    at: (sign: Partial<Sign> = {}, pathMap?: string) =>
      subsonicAt({ url: simulator.url, user: 'ann', password: PASSWORD, ...sign }, MUSIC, pathMap),
    control,
    set: (manners: Partial<SubsonicManners>) => control('set', manners),
    /** An answer in place of the right one, whose HTTP status is 200. */
    says: (match: string, body: unknown, more: object = {}) => control('fault', { match, status: 200, body, ...more }),
    refuses: (match: string, code: number, more: object = {}) =>
      control('fault', {
        match,
        status: 200,
        body: { 'subsonic-response': { status: 'failed', version: '1.16.1', error: { code, message: 'as it says' } } },
        ...more,
      }),
    calls: async () => (await control('calls')) as Readonly<Record<string, number>>, // counted by the simulator
    sent: async () => (await control('sent')) as readonly Sent[], // kept by the simulator
    async stop() {
      await simulator.stop();
      await rm(base, { recursive: true, force: true });
    },
  };
}

type Lab = Awaited<ReturnType<typeof simulated>>;

async function synced(server: LibraryServer, section = '1', options: FullSyncOptions = {}) {
  const pages: FullSyncPage[] = [];
  for await (const page of server.fullSync(section, options)) pages.push(page);
  return pages.flatMap(({ tracks }) => tracks);
}

async function changes(server: LibraryServer, cursor: string | null): Promise<ChangesPage> {
  for await (const page of server.changes('1', cursor)) return page;
  throw new Error('there is always a page');
}

async function ended(scan: RunningScan): Promise<readonly string[]> {
  const states: string[] = [];
  for (let looks = 0; looks < 100; looks += 1) {
    const state = await scan.progress();
    if (states.at(-1) !== state) states.push(state);
    if (state === 'settled' || state === 'unknown') break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return states;
}

describe('a Subsonic server', () => {
  let lab: Lab;
  const open = async (config: Partial<SubsonicConfig> = {}) => (lab = await simulated(config));
  afterEach(() => lab.stop());

  describe('that refuses although its HTTP status is 200', () => {
    it.each([
      [0, /refused: as it says/],
      [20, /too new for what we speak/],
      [40, /refuses the user name or the password/],
      [42, /does not know this way to sign in/],
      [43, /two ways to sign in at once/],
      [44, /refuses the API key/],
      [50, /does not allow this to the user/],
      [60, /trial .* is over/],
      [70, /does not have what was asked for/],
    ])('says in words what code %d means', async (code, words) => {
      await open();
      await lab.refuses('/rest/ping', code);
      await expect(lab.at().server.identify()).rejects.toMatchObject({ name: 'Unavailable', message: expect.stringMatching(words) });
    });

    it('is understood where it answers as XML', async () => {
      await open();
      await lab.says(
        '/rest/ping',
        '<?xml version="1.0"?><subsonic-response status="failed" version="1.8.0"><error code="40" message="No"/></subsonic-response>',
      );
      await expect(lab.at().server.identify()).rejects.toThrow(/refuses the user name or the password: No/);
    });

    it.each([
      { code: {}, message: { a: 1 } },
      { code: 'x', message: ['y'] },
      { code: 30, message: 7 },
    ])('is an error whatever stands in its answer (%j)', async (error) => {
      await open();
      await lab.says('/rest/ping', { 'subsonic-response': { status: 'failed', version: 3, type: [], error } }, { times: 9 });
      await expect(lab.at().server.identify()).rejects.toMatchObject({ name: 'Unavailable' });
    });

    it('is spoken to in its own version where that is older', async () => {
      await open();
      await lab.says('/rest/ping', { 'subsonic-response': { status: 'failed', version: '1.14.0', error: { code: 30, message: 'old' } } });
      expect((await lab.at().server.identify()).name).toMatch(/navidrome/);
    });
  });

  describe('that is not the one that answers', () => {
    it.each([
      [200, '<!DOCTYPE html><html><body>Sign in</body></html>'],
      [404, '<html>not here</html>'],
      [403, '<html>no</html>'],
      [302, ''],
    ])('is told apart (%d)', async (status, body) => {
      await open();
      await lab.control('fault', { match: '/rest/ping', status, body, times: 9, headers: status === 302 ? { Location: '/login' } : {} });
      await expect(lab.at().server.identify()).rejects.toThrow(/wrong URL|login proxy/);
    });

    it('says so where the answer is something else altogether', async () => {
      await open();
      for (const body of ['hello', 'null', '[]', '{"a":1}', '{"subsonic-response":7}', '{"subsonic-response":null}']) {
        await lab.control('reset-faults');
        await lab.says('/rest/ping', body);
        await expect(lab.at().server.identify()).rejects.toThrow(/not its JSON/);
      }
    });
  });

  describe('and the sign-in', () => {
    it('travels in a form where the server takes forms, and in no address', async () => {
      await open();
      await synced(lab.at().server);
      const sent = await lab.sent();
      expect(sent.filter(({ inAddress }) => ['u', 't', 's', 'p', 'apiKey'].some((name) => inAddress.includes(name)))).toEqual([]);
      expect(new Set(sent.slice(1).map(({ method }) => method))).toEqual(new Set(['POST']));
    });

    it('goes by GET where the server does not', async () => {
      await open({ extensions: [] });
      expect(await synced(lab.at().server)).toHaveLength(25);
      expect(new Set((await lab.sent()).map(({ method }) => method))).toEqual(new Set(['GET']));
      expect((await lab.sent()).some(({ inAddress }) => inAddress.includes('p'))).toBe(false);
    });

    it('is the API key alone where the server takes one', async () => {
      await open({ extensions: ['apiKeyAuthentication'], apiKey: 'key-of-ann' });
      const { server } = lab.at({ apiKey: 'key-of-ann' });
      expect(await synced(server)).toHaveLength(25);
      await expect(lab.at({ apiKey: 'another-key' }).server.identify()).rejects.toThrow(/refuses the API key/);
    });

    it('is asked for where only a key was given and the server takes none', async () => {
      await open();
      const { server } = subsonicAt({ url: lab.url, apiKey: 'key-of-ann' }, MUSIC);
      await expect(server.identify()).rejects.toThrow(/takes no API key: a user name and a password are needed/);
    });

    it('is the password where tokens are refused, on this machine only', async () => {
      await open({ manners: { refuseTokens: true } });
      expect(await synced(lab.at().server)).toHaveLength(25);
      // The same server under an address that is not plainly this machine's.
      const elsewhere = lab.at({ url: lab.url.replace('127.0.0.1', '[::ffff:127.0.0.1]') });
      const before = (await lab.sent()).length;
      await expect(elsewhere.server.identify()).rejects.toThrow(/only sent over https or to this machine/);
      expect((await lab.sent()).slice(before).some(({ inAddress }) => inAddress.includes('p'))).toBe(false);
    });

    it('shows in no error, however deep one looks', async () => {
      await open({ extensions: [], manners: { refuseTokens: true } });
      const { server, client } = lab.at();
      await server.identify();
      const errors: unknown[] = [];
      const keep = (ask: Promise<unknown>) =>
        ask.then(
          () => undefined,
          (error: unknown) => void errors.push(error),
        );
      const hex = Buffer.from(PASSWORD).toString('hex');
      await lab.refuses('/rest/ping', 40);
      await keep(client.read('ping'));
      await lab.says('/rest/ping', {
        'subsonic-response': { status: 'failed', error: { code: 0, message: `p=enc:${hex} or ${PASSWORD}` } },
      });
      await keep(client.read('ping'));
      await lab.control('fault', { match: '/rest/ping', status: 500, body: `no ${PASSWORD}`, times: 2 });
      await keep(client.read('ping'));
      await lab.control('fault', { match: '/rest/ping', dropConnection: true, times: 2 });
      await keep(client.read('ping'));
      expect(errors).toHaveLength(4);
      for (const error of errors) {
        const all = inspect(error, { depth: 20, showHidden: true });
        expect(all).not.toContain(PASSWORD);
        expect(all).not.toContain(hex);
      }
    });
  });

  describe('that is read as a whole', () => {
    const everyId = manySongs(25, '1').map(({ id }) => id);
    const idsOf = async (server: LibraryServer, options?: FullSyncOptions) =>
      (await synced(server, '1', options)).map(({ serverKey }) => serverKey).sort();
    const all = [...everyId].sort();

    it.each<[string, Partial<SubsonicManners>]>([
      ['gives pages smaller than asked for', { pageLimit: 4 }],
      ['wants two quotation marks for everything', { emptySearch: 'quoted' }],
      ['gives nothing for everything, so that its albums are walked', { emptySearch: 'never' }],
      ['refuses to search for everything', { emptySearch: 'refused' }],
      ['gives the first page again and again', { pageLimit: 10, ignoreOffset: true }],
      ['writes one element instead of a list', { singleObjects: true, pageLimit: 1 }],
    ])('is whole when it %s', async (_words, manners) => {
      await open({ manners });
      expect(await idsOf(lab.at().server)).toEqual(all);
    });

    it('is whole when a page comes half or empty: its albums know better', async () => {
      await open({ manners: { pageLimit: 10 } });
      await lab.says('/rest/search3', { 'subsonic-response': { status: 'ok', searchResult3: {} } }, { skip: 2 });
      expect(await idsOf(lab.at().server)).toEqual(all);
    });

    it('is no smaller library when it goes away in between, and is gone on with where it stood', async () => {
      await open({ manners: { pageLimit: 10 } });
      const { server } = lab.at();
      await lab.control('fault', { match: '/rest/search3', dropConnection: true, skip: 2, times: 2 });
      const pages: FullSyncPage[] = [];
      const read = async () => {
        for await (const page of server.fullSync('1')) pages.push(page);
      };
      await expect(read()).rejects.toMatchObject({ name: 'Unavailable' });
      const seen = pages.flatMap(({ tracks }) => tracks.map(({ serverKey }) => serverKey));
      expect(seen).toHaveLength(10);
      const before = (await lab.calls())['POST /rest/search3.view'] ?? 0;
      const rest = await idsOf(server, { resume: { pageCursor: pages.at(-1)?.pageCursor ?? '', seen: new Set(seen) } });
      expect([...seen, ...rest].sort()).toEqual(all);
      expect(((await lab.calls())['POST /rest/search3.view'] ?? 0) - before).toBe(4); // which words, two pages, the empty one
    });

    it('is gone on with where its albums were being walked', async () => {
      await open({ songs: manySongs(400, '1'), manners: { emptySearch: 'never' } });
      const { server } = lab.at();
      for await (const { tracks, pageCursor } of server.fullSync('1')) {
        const seen = tracks.map(({ serverKey }) => serverKey);
        const rest = await idsOf(server, { resume: { pageCursor, seen: new Set(seen) } });
        expect(rest).toHaveLength(400 - seen.length);
        expect(new Set([...seen, ...rest]).size).toBe(400);
        break;
      }
    });

    it('has to begin anew when what an earlier reading gave does not add up to what is there', async () => {
      await open({ manners: { pageLimit: 10 } });
      const resume = { pageCursor: JSON.stringify({ songs: 20, albums: 0 }), seen: new Set(everyId.slice(0, 10)) };
      await expect(synced(lab.at().server, '1', { resume })).rejects.toBeInstanceOf(UnsteadyFullSync);
    });

    it('has to begin anew when an album goes while it is walked', async () => {
      await open({ manners: { emptySearch: 'never' } });
      await lab.refuses('/rest/getAlbum.view', 70, { skip: 1 });
      await expect(synced(lab.at().server)).rejects.toBeInstanceOf(UnsteadyFullSync);
    });

    it('is waited for when it asks to slow down, but not for ever', async () => {
      await open();
      const slow = (seconds: string) =>
        lab.control('fault', { match: '/rest/search3', status: 429, body: 'slow down', headers: { 'Retry-After': seconds } });
      await slow('1');
      expect(await idsOf(lab.at().server)).toEqual(all);
      await slow('600');
      await expect(synced(lab.at().server)).rejects.toThrow(/asks us to wait 600 s/);
    });

    it('gives titles as numbers, strange rows and films, of which the songs are taken', async () => {
      const [song] = manySongs(1, '1');
      await open({ songs: song ? [{ ...song, title: 1979 }] : [] });
      const { 'subsonic-response': page } = {
        'subsonic-response': {
          status: 'ok',
          searchResult3: {
            song: [
              null,
              7,
              'x',
              {},
              { id: 'f', isDir: true, title: 'Folder' },
              { id: 'v', isVideo: true, title: 'Film' },
              { ...song, title: 1979, duration: 'x' },
            ],
          },
        },
      };
      await lab.says('/rest/search3', { 'subsonic-response': page }, { skip: 1 });
      expect(await synced(lab.at().server)).toMatchObject([{ serverKey: 'song-0', title: '1979', durationMs: null }]);
    });
  });

  describe('with made-up paths', () => {
    const wanted = { path: 'Real/Place/file.flac', sizeBytes: 20_000_007, durationMs: 187_400, title: 'Song 7' };

    it('gives none, and knows a file by size, length and title', async () => {
      await open();
      const { server } = lab.at();
      expect((await server.identify()).capabilities).toMatchObject({ realPaths: false, folderScan: true, scanStatus: 'exact' });
      expect(new Set((await synced(server)).map(({ path }) => path))).toEqual(new Set([null]));
      expect((await server.find([wanted], 0)).get(wanted.path)?.serverKey).toBe('song-7');
      expect((await server.find([{ ...wanted, title: null }], 0)).get(wanted.path)?.serverKey).toBe('song-7');
      for (const other of [{ sizeBytes: 5 }, { sizeBytes: null }, { durationMs: 200_000 }, { title: 'Something else' }])
        expect(await server.find([{ ...wanted, ...other }], 0)).toEqual(new Map());
    });

    it('is another matter where it gives absolute ones', async () => {
      const songs = manySongs(12, '1').map((song) => ({ ...song, path: `/data/${song.path}` }));
      await open({ songs });
      const { server } = lab.at({}, `/data=${MUSIC}`);
      expect((await server.identify()).capabilities.realPaths).toBe(true);
      expect((await synced(server))[3]?.path).toBe('Artist 0/Album 0/04 - Song 3.flac');
      const path = 'Artist 0/Album 0/04 - Song 3.flac';
      const found = await server.find([{ path, sizeBytes: null, durationMs: null, title: null }], 0);
      expect(found.get(path)?.serverKey).toBe('song-3');
    });
  });

  describe('that is asked for many files', () => {
    it('is not asked for each of them again before its counters move', async () => {
      await open({ type: null, songs: manySongs(60, '1') });
      const { server } = lab.at();
      const files = manySongs(90, '1')
        .slice(30)
        .map(({ path, title }) => ({ path, title: String(title), sizeBytes: null, durationMs: null }));
      expect((await server.find(files, 0)).size).toBe(30);
      const before = (await lab.calls())['GET /rest/search3.view'] ?? 0;
      expect((await server.find(files.slice(30), 0)).size).toBe(0);
      const first = ((await lab.calls())['GET /rest/search3.view'] ?? 0) - before;
      expect(first).toBe(30);
      expect((await server.find(files.slice(30), 0)).size).toBe(0);
      expect(((await lab.calls())['GET /rest/search3.view'] ?? 0) - before).toBe(first);
      for (const song of manySongs(90, '1').slice(60)) await lab.control('put', song);
      await ended(await server.scan(''));
      expect((await server.find(files.slice(30), 0)).size).toBe(30);
    });
  });

  describe('that is asked to scan', () => {
    it('may be done before the first look', async () => {
      await open({ manners: { scanMs: 0 } });
      expect(await ended(await lab.at().server.scan(''))).toEqual(['settled']);
    });

    it('is followed to its end, and by two looks where it does not say when it scanned last', async () => {
      await open({ manners: { scanMs: 300 } });
      expect(await ended(await lab.at().server.scan(''))).toEqual(['running', 'settled']);
      await lab.set({ reportLastScan: false });
      const again = lab.at().server;
      expect(await ended(await again.scan(''))).toEqual(['running', 'settled']);
    });

    it('is asked once more where a scan was running that may have passed the folder', async () => {
      await open({ manners: { scanMs: 300 } });
      await lab.at().server.scan('Artist 0');
      expect(await ended(await lab.at().server.scan('Artist 1'))).toEqual(['queued', 'running', 'settled']);
      expect(await lab.control('targets')).toEqual(['1:Artist 0', '1:Artist 1']);
    });

    it('scans the folder of its own library, and says when none of them holds it', async () => {
      await open({
        folders: [
          { id: '1', name: 'Music' },
          { id: '2', name: 'More' },
        ],
      });
      const { server } = lab.at({}, `Music=${MUSIC}/main,2=${MUSIC}/more`);
      await ended(await server.scan('more/Artist 3'));
      expect(await lab.control('targets')).toEqual(['2:Artist 3']);
      await expect(server.scan('third/Artist 3')).rejects.toThrow(/does not see the folder you call "third\/Artist 3"/);
    });

    it('says who may, where this user may not, and knows it from then on', async () => {
      await open({ manners: { admin: false } });
      const { server } = lab.at();
      await expect(server.scan('')).rejects.toThrow(/does not let the user ann start a scan/);
      expect((await server.identify()).capabilities.admin).toBe(false);
    });

    it('tells the reason when its scan failed', async () => {
      await open({ manners: { scanError: 'disk is full' } });
      const running = await lab.at().server.scan('');
      await expect(running.progress()).rejects.toThrow(/disk is full/);
    });
  });

  describe('with several music folders', () => {
    it('has a library for each, where it keeps them apart', async () => {
      const songs = [
        ...manySongs(20, '1'),
        ...manySongs(35, '2')
          .slice(20)
          .map((song) => ({ ...song, folder: '2' })),
      ];
      await open({
        songs,
        folders: [
          { id: '1', name: 'Music' },
          { id: '2', name: 'More' },
        ],
      });
      const { server } = lab.at();
      expect((await server.sections()).map(({ key, title }) => [key, title])).toEqual([
        ['1', 'Music'],
        ['2', 'More'],
      ]);
      expect([(await synced(server, '1')).length, (await synced(server, '2')).length]).toEqual([20, 15]);
      await expect(synced(server, '9')).rejects.toThrow(/music folder 9 is gone/);
    });
  });

  describe('that changes', () => {
    const put = (song: object) => lab.control('put', { ...manySongs(300, '1')[299], ...song });

    it('costs three requests a look when it did not, and one more an incremental sync', async () => {
      await open();
      const { server } = lab.at();
      await server.sections();
      const count = async () => Object.values(await lab.calls()).reduce((sum, calls) => sum + calls, 0);
      const before = await count();
      const first = (await server.sections())[0]?.stamp;
      expect((await count()) - before).toBe(3);
      expect((await server.sections())[0]?.stamp).toBe(first);
    });

    it('tells new albums; a song more on an old one; and asks for a full sync when its count says more than that', async () => {
      await open({ manners: { scanMs: 0 }, songs: manySongs(60, '1') });
      const { server } = lab.at();
      const { cursor } = await changes(server, null);
      await put({ id: 'new', albumId: 'fresh', created: '2026-01-01T00:00:00Z' });
      await put({ id: 'more', albumId: 'album-2' });
      await ended(await server.scan(''));
      const news = await changes(server, cursor);
      expect(news.fullSyncAdvised).toBe(false);
      expect(news.tracks.map(({ serverKey }) => serverKey).sort()).toEqual(
        [
          ...manySongs(30, '1')
            .slice(20)
            .map(({ id }) => id),
          'more',
          'new',
        ].sort(),
      );
      await lab.control('take', { id: 'song-40' });
      await ended(await server.scan(''));
      expect((await changes(server, news.cursor)).fullSyncAdvised).toBe(true);
    });

    it('asks for a full sync where more is new than its list shows', async () => {
      await open({ songs: manySongs(1_500, '1') });
      const cursor = JSON.stringify({ albums: [['gone', 3, '2019']], counters: { lastScan: null, songs: null } });
      expect(await changes(lab.at().server, cursor)).toMatchObject({ tracks: [], fullSyncAdvised: true });
    });
  });

  describe('with lists of its own', () => {
    it('keeps those that a rule makes, and those of others, from being written', async () => {
      await open();
      const lists = await lab.at().server.playlists?.list();
      expect(lists).toEqual([
        { key: 'smart', title: 'Most played', count: 0, smart: true, readOnly: true },
        { key: 'theirs', title: 'Of somebody', count: 0, smart: false, readOnly: true },
      ]);
    });

    it('gets a write that failed only once', async () => {
      await open({ extensions: [] });
      const serverPlaylists = lab.at().server.playlists;
      const key = (await serverPlaylists?.create('Once', ['song-1'])) ?? '';
      await lab.control('fault', { match: '/rest/updatePlaylist', status: 503, body: '', times: 5 });
      await expect(serverPlaylists?.add(key, ['song-2'])).rejects.toMatchObject({ name: 'Unavailable' });
      expect((await lab.calls())['GET /rest/updatePlaylist.view']).toBe(1);
    });
  });

  describe('with 100,000 songs', () => {
    it('is read in little more requests than it has pages', async () => {
      await open({ songs: manySongs(100_000, '1') });
      let tracks = 0;
      for await (const page of lab.at().server.fullSync('1')) tracks += page.tracks.length;
      expect(tracks).toBe(100_000);
      const calls = Object.values(await lab.calls()).reduce((sum, count) => sum + count, 0);
      expect(calls).toBeLessThan(200 + 20 + 12);
    }, 120_000);
  });
});

serverPlaylistsContract('a Subsonic server that drops unknown songs without a word', async () => {
  const lab = await simulated();
  const serverPlaylists = lab.at().server.playlists;
  if (!serverPlaylists) throw new Error('it has playlists');
  return {
    serverPlaylists,
    tracks: ['song-1', 'song-2', 'song-3'],
    unknownTrack: 'song-unknown',
    unknownPlaylist: 'pl-0',
    inPlace: false,
    stop: lab.stop,
  };
});
