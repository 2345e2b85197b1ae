import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { LibraryServer } from '../../apps/plex-svc/src/library/ports/library-server.js';
import { API_KEY, asUser, jellyfinAt, SERVER_ROOT, simulatedJellyfin, withKey } from '../support/jellyfin.js';

const [TRACKS, PAGE] = [60, 20];

let dir: string;
let simulator: Awaited<ReturnType<typeof simulatedJellyfin>>;
let server: LibraryServer;
let section: string;

const control = <T>(verb: string, body: object = {}) => simulator.control<T>(verb, body);
const requests = async () => (await control<{ kinds: Record<string, number> }>('requests', { reset: true })).kinds;
const at = (account = asUser()) => jellyfinAt(simulator.url, dir, account, { pageSize: PAGE });
async function synced(from = server): Promise<readonly string[]> {
  const titles: string[] = [];
  for await (const { tracks } of from.fullSync(section)) titles.push(...tracks.map(({ title }) => title));
  return titles;
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'soulsync-jellyfin-trouble-'));
  await mkdir(join(dir, 'music'));
  simulator = await simulatedJellyfin(dir, { generated: { albums: 6, tracksPerAlbum: TRACKS / 6 } });
  server = at();
  section = (await server.sections())[0]?.key ?? '';
});
afterEach(() => control('reset-faults'));
afterAll(async () => {
  await simulator.stop();
  await rm(dir, { recursive: true, force: true });
});

const list = (body: object, more: object = {}) => ({ match: '/Items', status: 200, skip: 1, times: 1, body, ...more });
const row = (key: number) => ({ Id: String(key).padStart(32, '0'), Type: 'Audio', Name: `Made up ${key}`, RunTimeTicks: 1 });
const rows = Array.from({ length: PAGE }, (_, n) => row(9_000 + n));

describe('a Jellyfin that answers wrongly in the middle of a full sync is an error, never a smaller library', () => {
  it.each([
    ['half a page that is given twice', list({ TotalRecordCount: TRACKS, Items: [row(1), row(1)] })],
    ['an empty page', list({ TotalRecordCount: TRACKS, Items: [] })],
    ['a server error', { match: '/Items', status: 500, skip: 1, times: 1 }],
    ['a page of HTML', { match: '/Items', status: 200, body: '<html>login</html>', skip: 1, times: 1 }],
    ['no JSON', { match: '/Items', status: 200, body: 'Jellyfin', skip: 1, times: 1 }],
    ['a list that is an object', list({ TotalRecordCount: TRACKS, Items: { Id: '1' } })],
    ['rows that are none', list({ TotalRecordCount: TRACKS, Items: [null, 7, { Id: 3 }] })],
    ['a count that is too small', list({ TotalRecordCount: 2 * PAGE, Items: rows })],
    ['a lost connection', { match: '/Items', dropConnection: true, skip: 1, times: 1 }],
    ['rows of another server', list({ TotalRecordCount: TRACKS, Items: rows.map((one) => ({ ...one, ServerId: 'f'.repeat(32) })) })],
  ])('%s', async (_what, fault) => {
    await control('fault', fault);
    await expect(synced()).rejects.toMatchObject({ name: 'Unavailable' });
    await control('reset-faults');
    expect(await synced()).toHaveLength(TRACKS);
  });

  it.each([
    ['too small', -5],
    ['too large', 400],
  ])('a total that is always %s', async (_how, totalOffBy) => {
    await control('switch', { totalOffBy });
    await expect(synced()).rejects.toMatchObject({ name: 'Unavailable' });
    await control('switch', { totalOffBy: 0 });
    expect(await synced()).toHaveLength(TRACKS);
  });

  it('a library that grows while it is read has to be read anew', async () => {
    await control('insert', { count: 1, afterPages: 2 });
    await expect(synced()).rejects.toMatchObject({ message: expect.stringContaining('read again') });
    expect(await synced()).toHaveLength(TRACKS + 1);
    await control('remove', { count: 1, from: TRACKS });
  });

  it('pages that are half as long as asked for make a whole all the same', async () => {
    await control('switch', { pageCap: PAGE / 2 });
    expect(new Set(await synced()).size).toBe(TRACKS);
    await control('switch', { pageCap: null });
  });

  it('an interrupted full sync goes on behind its last page', async () => {
    const pageCursors: string[] = [];
    const seen = new Set<string>();
    for await (const { tracks, pageCursor } of server.fullSync(section)) {
      for (const { serverKey } of tracks) seen.add(serverKey);
      pageCursors.push(pageCursor);
      if (pageCursors.length === 2) break;
    }
    const rest: string[] = [];
    for await (const { tracks } of server.fullSync(section, { resume: { pageCursor: pageCursors[1] ?? '', seen } }))
      rest.push(...tracks.map(({ serverKey }) => serverKey));
    expect(rest).toHaveLength(TRACKS - 2 * PAGE);
    expect(rest.filter((key) => seen.has(key))).toEqual([]);
  });

  it('keys are the same with and without hyphens', async () => {
    const keys = async () => {
      const found: string[] = [];
      for await (const { tracks } of server.fullSync(section))
        found.push(...tracks.map(({ serverKey, albumKey }) => `${albumKey} ${serverKey}`));
      return found;
    };
    const before = await keys();
    await control('switch', { hyphens: true });
    expect((await server.sections())[0]?.key).toBe(section);
    expect(await keys()).toEqual(before);
    await control('switch', { hyphens: false });
  });
});

describe('signing in to a Jellyfin', () => {
  it('is done once, and again once when the token is no longer taken', async () => {
    const fresh = at();
    await requests();
    expect(await synced(fresh)).toHaveLength(TRACKS);
    expect(await requests()).toMatchObject({ 'sign-in': 1 });
    await control('end-sessions');
    expect(await synced(fresh)).toHaveLength(TRACKS);
    expect(await requests()).toMatchObject({ 'sign-in': 1 });
  });

  it('is not tried again and again with a password that is refused, which would lock the account', async () => {
    const wrong = at(asUser('Ida', 'incorrect horse'));
    await requests();
    for (let n = 0; n < 3; n += 1) await expect(wrong.sections()).rejects.toThrow(/refuses the user name or the password/);
    expect(await requests()).toEqual({ 'sign-in': 1 });
  });

  it('says in its errors and their causes nothing of the password, the token or the key', async () => {
    const told: string[] = [];
    for (const account of [asUser('Ida', 'a-very-secret-word'), withKey('a-very-secret-word')])
      for (
        let error: unknown = await at(account)
          .sections()
          .catch((thrown: unknown) => thrown);
        error instanceof Error;
        error = error.cause
      )
        told.push(JSON.stringify({ ...error, message: error.message, stack: error.stack }));
    expect(told.length).toBeGreaterThanOrEqual(4);
    expect(told.join('\n')).not.toContain('a-very-secret-word');
  });

  it('with an API key sees what an administrator sees, and says when the key is none', async () => {
    expect(await synced(at(withKey()))).toHaveLength(TRACKS);
    await expect(at(withKey('nobody-made-this')).identify()).rejects.toThrow(/refuses the API key/);
  });

  it('needs none of the older headers, which a newer server refuses', async () => {
    const older = async () => (await fetch(`${simulator.url}/jellyfin/System/Info`, { headers: { 'X-Emby-Token': API_KEY } })).status;
    await control('switch', { legacyAuthorization: true });
    expect([await older(), (await synced(at(withKey()))).length]).toEqual([200, TRACKS]);
    await control('switch', { legacyAuthorization: false });
    expect([await older(), (await synced(at(withKey()))).length]).toEqual([401, TRACKS]);
  });

  it('knows a user who may only read, whose libraries lie nobody says where', async () => {
    const guest = at(asUser('Guest', ''));
    expect((await guest.identify()).capabilities).toMatchObject({ admin: false, playlists: 'in-place', folderScan: true });
    expect(await guest.sections()).toMatchObject([{ key: section, folders: [] }]);
    expect(await synced(guest)).toHaveLength(TRACKS);
  });
});

describe('a Jellyfin that can not be asked', () => {
  it('says that it is starting, and is read once it is up', async () => {
    await control('maintenance');
    await expect(server.sections()).rejects.toThrow(/starting or in maintenance/);
    await control('maintenance', { on: false });
    expect(await synced()).toHaveLength(TRACKS);
  });

  it('says that the base path is missing', async () => {
    const beside = jellyfinAt(`${simulator.url}/nowhere`, dir);
    await expect(beside.identify()).rejects.toThrow(/base path/);
  });

  it('says that a login page stands in front of it', async () => {
    await control('fault', { match: '/System/Info/Public', status: 200, body: '<html>login</html>' });
    await expect(at().identify()).rejects.toThrow(/login proxy/);
    await control('fault', { match: '/System/Info/Public', status: 302, headers: { Location: '/login' } });
    await expect(at().identify()).rejects.toThrow(/login proxy/);
  });

  it('is no Jellyfin when it has no name of its own', async () => {
    await control('fault', { match: '/System/Info/Public', status: 200, body: { product: 'another' } });
    await expect(at().identify()).rejects.toThrow(/no Jellyfin/);
  });
});

describe('scans of a Jellyfin', () => {
  const scans = () => control<{ started: number; cancelled: number; folders: string[] }>('scans');
  const ended = async (progress: () => Promise<string>) => {
    for (let n = 0; n < 300; n += 1) {
      const state = await progress();
      if (state === 'settled' || state === 'unknown') return state;
      await delay(20);
    }
    throw new Error('the scan did not end');
  };

  it('wait for one that runs instead of cancelling it', async () => {
    const before = await scans();
    const [first, second] = [await server.scan(''), await at(withKey()).scan('')];
    expect(await ended(first.progress)).toBe('settled');
    expect(await ended(second.progress)).toBe('settled');
    expect(await scans()).toMatchObject({ started: before.started + 2, cancelled: before.cancelled });
  });

  it('tell the one folder, by the name the server has for it', async () => {
    await mkdir(join(dir, 'music', 'Old Ferry', 'Crossings'), { recursive: true });
    const { started } = await scans();
    expect(await (await at(asUser('Guest', '')).scan('Old Ferry/Crossings')).progress()).toBe('queued');
    for (let n = 0; n < 300 && (await scans()).folders.length === 0; n += 1) await delay(20);
    expect(await scans()).toMatchObject({ started, folders: [`${SERVER_ROOT}/Old Ferry/Crossings`] });
  });

  it('become one of everything when the folder was told in vain for long enough', async () => {
    const { started } = await scans();
    const impatient = jellyfinAt(simulator.url, dir, asUser(), { pathPatienceMs: 0 });
    expect(await ended((await impatient.scan('Old Ferry')).progress)).toBe('settled');
    expect((await scans()).started).toBe(started + 1);
  });

  it('name the folder that the server does not see', async () => {
    await control('fault', { match: '/VirtualFolders', status: 200, body: [{ ItemId: section, Locations: ['/media/music2'] }] });
    await expect(server.scan('Old Ferry')).rejects.toThrow(/does not see the folder you call "Old Ferry"/);
  });
});

describe('a sought file on a Jellyfin', () => {
  it('is found by its title when it was there before', async () => {
    const [track] = await (async () => {
      for await (const { tracks } of server.fullSync(section)) return tracks;
      return [];
    })();
    const sought = { path: track?.path ?? '', title: track?.title ?? '', sizeBytes: null, durationMs: null };
    expect((await server.find([sought], Date.now())).get(sought.path)?.serverKey).toBe(track?.serverKey);
  });

  it('is asked for by title a few at a time, in turn, so that many do not keep the server busy', async () => {
    const soughts = Array.from({ length: 12 }, (_, n) => ({
      path: `Nobody/${n}.flac`,
      title: `\ud800 ${'x'.repeat(20_000)}`,
      sizeBytes: null,
      durationMs: null,
    }));
    await requests();
    expect(await server.find(soughts, Date.now())).toEqual(new Map());
    expect(await requests()).toEqual({ 'list-tracks': 6 });
  });
});

describe('files of a Jellyfin by which its paths are proven', () => {
  it('are of several albums, as the server names them, with their sizes', async () => {
    const files = (await server.realFiles?.sample(24)) ?? [];
    expect(files).toHaveLength(24);
    expect(new Set(files.map(({ serverPath }) => serverPath.split('/').slice(0, -1).join('/'))).size).toBeGreaterThan(2);
    expect(files.every(({ serverPath, sizeBytes }) => serverPath.startsWith(`${SERVER_ROOT}/`) && (sizeBytes ?? 0) > 0)).toBe(true);
  });
});
