import { afterEach, describe, expect, it } from '@jest/globals';
import { ExternalError } from '@soulsync/service-kit';
import { spotifyLibrary } from '../../apps/catalog-svc/src/adapters/spotify/spotify-library.js';
import { spotifyPlaylistSource } from '../../apps/catalog-svc/src/adapters/spotify/spotify-playlist-source.js';
import { spotifyShortLinks } from '../../apps/catalog-svc/src/adapters/spotify/spotify-short-links.js';
import { spotifyLab } from '../support/spotify-lab.js';
import type { SpotifyLab } from '../support/spotify-lab.js';

type Playlist = NonNullable<Parameters<typeof spotifyLab>[0]>['playlists'] extends readonly (infer One)[] | undefined ? One : never;

let lab: SpotifyLab;
afterEach(() => lab.stop());

const idOf = (n: number) => `4a${String(n).padStart(20, '0')}`;
const named = (name: string) => ({
  type: 'track',
  id: name,
  uri: `spotify:track:${name}`,
  name,
  duration_ms: 200_000,
  artists: [{ name: 'Ida' }],
});
const entry = (name: string) => ({ added_at: '2026-01-01T00:00:00Z', is_local: false, item: named(name) });
const like = (name: string) => ({ added_at: '2026-01-01T00:00:00Z', track: named(name) });
const many = <T>(count: number, one: (n: number) => T) => Array.from({ length: count }, (_, n) => one(n));
const playlist = (n: number, more: Partial<Playlist> = {}): Playlist => ({
  ...{ id: idOf(n), name: `List ${n}`, ownerId: 'me', snapshotId: `s${n}`, entries: [] },
  ...more,
});

async function open(config: Parameters<typeof spotifyLab>[0], retries = 0) {
  lab = await spotifyLab(config);
  await lab.signIn();
  const client = lab.client({}, retries);
  await lab.requests();
  return {
    client,
    source: spotifyPlaylistSource(client, () => lab.clock.now()),
    library: spotifyLibrary(client, () => lab.clock.monotonicMs()),
  };
}
const total = async () => Object.values(await lab.requests()).reduce((sum, count) => sum + count, 0);
const reasonOf = (asked: Promise<unknown>) =>
  asked.then(
    () => null,
    (error: unknown) => (error as { reason?: string }).reason ?? String(error),
  );
const titles = async (source: ReturnType<typeof spotifyPlaylistSource>, id = idOf(1)) =>
  (await source.read(id)).entries.map(({ recording }) => recording.title);

describe('the lists of an account', () => {
  it('are paged to their end: 1,200 playlists, of which only the pages that are looked at are asked for', async () => {
    const { library } = await open({ playlists: many(1_200, (n) => playlist(n)) });
    const first = await library.playlists(0, 49);
    expect([first.total, first.rows.length, first.rows[0]?.name]).toEqual([1_200, 49, 'List 0']);
    expect(await lab.requests()).toEqual({ 'GET /v1/me': 1, 'GET /v1/me/playlists': 1 });
    const seen = new Set<string>();
    for (let start = 0; start < 1_200; start += 500) for (const { id } of (await library.playlists(start, start + 500)).rows) seen.add(id);
    expect(seen.size).toBe(1_200);
    expect(await lab.requests()).toEqual({ 'GET /v1/me/playlists': 23 });
    expect(await library.playlists(1_190, 1_300)).toMatchObject({ total: 1_200, rows: many(10, (n) => ({ name: `List ${1_190 + n}` })) });
    expect(await library.playlists(5_000, 5_050)).toEqual({ total: 1_200, rows: [] });
  });

  it('say what can be read: own and collaborative, not what Spotify makes itself, and of others only a try tells', async () => {
    const { library } = await open({
      playlists: [
        playlist(1),
        playlist(2, { ownerId: 'ida', ownerName: 'Ida', collaborative: true }),
        playlist(3, { ownerId: 'ida', ownerName: null }),
        playlist(4, { ownerId: 'spotify' }),
      ],
    });
    const { rows } = await library.playlists(0, 50);
    expect(rows.map(({ isOwn, isReadable, ownerName }) => [isOwn, isReadable, ownerName])).toEqual([
      [true, true, 'me'],
      [false, true, 'Ida'],
      [false, null, 'ida'],
      [false, false, 'spotify'],
    ]);
  });

  it('hold the followed artists, by cursor', async () => {
    const { library } = await open({ followedArtists: many(120, (n) => ({ id: `a${n}`, name: `Artist ${n}` })) });
    const { rows, total: all } = await library.followedArtists(100, 150);
    expect([all, rows.length, rows.at(-1)?.name]).toEqual([120, 20, 'Artist 119']);
    expect(await lab.requests()).toEqual({ 'GET /v1/me/following': 3 });
  });

  it.each([
    ['dev2026', 'dev2026'],
    ['devLegacy', 'devLegacy'],
    ['extended', 'extended'],
  ] as const)('show what the app may do: %s', async (profile, seen) => {
    const { library } = await open({ profile });
    expect(await library.account()).toMatchObject({ profile: seen, name: 'Me', accountId: 'aK7pQ2mZ9x' });
  });

  it('say which scope is missing', async () => {
    const { library } = await open({ grants: ['user-follow-read'] });
    expect((await library.account()).scopes).toEqual(['user-follow-read']);
  });
});

describe('a playlist', () => {
  it('of 11,000 entries is read to its end, whatever is in it', async () => {
    const local = {
      added_at: null,
      is_local: true,
      item: { ...named('Mine'), id: null, uri: 'spotify:local:Ida::Mine:200', is_local: true },
    };
    const odd = [null, { added_at: null, item: null }, local, entry('Twice'), entry('Twice'), { ...entry(''), item: named('') }];
    const { source } = await open({ playlists: [playlist(1, { entries: [...many(10_994, (n) => entry(`Song ${n}`)), ...odd] })] });
    const { entries } = await source.read(idOf(1));
    expect(entries).toHaveLength(11_000);
    expect(entries.slice(-6).map(({ kind }) => kind)).toEqual(['unavailable', 'unavailable', 'local', 'track', 'track', 'unavailable']);
    expect(await total()).toBe(222); // 220 pages, and one look before and after
  });

  it.each(['new', 'old', 'both'] as const)('is read whichever way its fields are spelt: %s', async (names) => {
    const { source } = await open({ playlists: [playlist(1, { entries: [entry('One'), entry('Two')] })] });
    await lab.tell('behave', { names });
    expect(await titles(source)).toEqual(['One', 'Two']);
  });

  it('that is edited between two pages is read again', async () => {
    const { source } = await open({ playlists: [playlist(1, { entries: many(120, (n) => entry(`Song ${n}`)) })] });
    await lab.tell('behave', { editsBehindPage: idOf(1) });
    expect((await titles(source)).length).toBe(121);
  });

  it('whose pages break off, lie about their number or go on for ever changes nothing', async () => {
    const { source } = await open({ playlists: [playlist(1, { entries: many(60, (n) => entry(`Song ${n}`)) })] });
    await lab.tell('behave', { totalOff: 3 });
    expect(await reasonOf(source.read(idOf(1)))).toBe('incomplete-read');
    await lab.tell('behave', { totalOff: 0, namesNextForEver: true });
    expect((await titles(source)).length).toBe(60);
    for (const body of ['{"items":[', '[]', '{"total":0}']) {
      await lab.tell('fault', { match: '/items', status: 200, body });
      expect(await reasonOf(source.read(idOf(1)))).toBe('unavailable');
    }
    await lab.tell('fault', { match: '/items', cutAfterBytes: 40 });
    expect(await reasonOf(source.read(idOf(1)))).toBe('unavailable');
  });

  it('comes through small pages where large ones are answered with 502', async () => {
    const { source } = await open({ playlists: [playlist(1, { entries: many(60, (n) => entry(`Song ${n}`)) })] }, 2);
    await lab.tell('behave', { largestPage: 20 });
    expect((await titles(source)).length).toBe(60);
    await lab.tell('behave', { largestPage: 100, badPageEvery: 2 });
    expect((await titles(source)).length).toBe(60);
  });

  it.each([
    ['of somebody else is not shown', { ownerId: 'ida' }, 'forbidden'],
    ['that Spotify makes itself is not there', { ownerId: 'spotify' }, 'gone'],
  ] as const)('%s', async (_, more, reason) => {
    const { source } = await open({ playlists: [playlist(1, more)] });
    expect(await reasonOf(source.read(idOf(1)))).toBe(reason);
  });
});

describe('many playlists that are due together', () => {
  const due = () => ({ since: lab.clock.now(), playlists: 40 });

  it('cost one call when nothing has changed', async () => {
    const { source } = await open({ playlists: many(40, (n) => playlist(n)) });
    const asked = due();
    const probes = await Promise.all(many(40, (n) => source.probe(idOf(n), asked)));
    expect(probes[7]).toEqual({ name: 'List 7', snapshotId: 's7' });
    expect(await lab.requests()).toEqual({ 'GET /v1/me/playlists': 1 });
  });

  it('are seen as they are since they were due, not as they were', async () => {
    const { source } = await open({ playlists: many(40, (n) => playlist(n)) });
    await source.probe(idOf(1), due());
    await lab.tell('playlist', { id: idOf(1), snapshotId: 'changed' });
    await lab.pass(1);
    expect(await source.probe(idOf(1), due())).toMatchObject({ snapshotId: 'changed' });
  });

  it('are asked for one by one where the list of all is longer than that', async () => {
    const { source } = await open({ playlists: many(400, (n) => playlist(n)) });
    for (let n = 300; n < 303; n += 1) await source.probe(idOf(n), { since: lab.clock.now(), playlists: 3 });
    await lab.pass(1);
    for (let n = 300; n < 303; n += 1) await source.probe(idOf(n), { since: lab.clock.now(), playlists: 3 });
    expect((await lab.requests())['GET /v1/me/playlists']).toBe(1);
  });

  it('may be some that the account has not in its list', async () => {
    const { source } = await open({ playlists: [playlist(1), playlist(2, { isFollowed: false, name: 'By link' })] });
    expect(await source.probe(idOf(2), due())).toMatchObject({ name: 'By link' });
  });
});

describe('the liked songs', () => {
  it('are a playlist, unchanged for as long as their number and the newest are, which costs one call', async () => {
    const { source } = await open({ liked: many(120, (n) => like(`Song ${n}`)) });
    const read = await source.read('liked');
    expect([read.name, read.entries.length]).toEqual(['Liked Songs', 120]);
    await lab.requests();
    expect(await source.probe('liked', { since: lab.clock.now(), playlists: 40 })).toEqual({
      name: read.name,
      snapshotId: read.snapshotId,
    });
    expect(await lab.requests()).toEqual({ 'GET /v1/me/tracks': 1 });
    await lab.tell('like', { entries: [like('New'), ...many(120, (n) => like(`Song ${n}`))] });
    expect((await source.probe('liked')).snapshotId).not.toBe(read.snapshotId);
  });

  it('are never taken for those of another account that signs in later', async () => {
    const { source } = await open({ liked: many(120, (n) => like(`Song ${n}`)) });
    const { snapshotId } = await source.read('liked');
    await lab.tell('become', { id: 'ida', display_name: 'Ida', account_id: 'zZ1' });
    await lab.tell('like', { entries: many(119, (n) => like(`Hers ${n}`)) });
    const hers = spotifyPlaylistSource(lab.client({}, 0), () => lab.clock.now());
    await lab.requests();
    expect(await reasonOf(hers.probe('liked', undefined, snapshotId))).toBe('other-account');
    expect(await reasonOf(hers.probe('liked', undefined, snapshotId))).toBe('other-account');
    expect(await lab.requests()).toEqual({ 'GET /v1/me': 1 });
    expect(await reasonOf(hers.read('liked', snapshotId))).toBe('other-account');
    const own = await hers.probe('liked', undefined, null); // followed anew
    expect(own.snapshotId).not.toBe(snapshotId);
    expect(await hers.probe('liked', undefined, own.snapshotId)).toEqual(own);
    await lab.tell('become', { id: 'me', display_name: 'Me' });
    const mine = spotifyPlaylistSource(lab.client({}, 0), () => lab.clock.now());
    expect(await reasonOf(mine.probe('liked', undefined, snapshotId))).toBeNull();
  });

  it('that were read by a version that did not note whose they are become those of whoever is signed in', async () => {
    const { source } = await open({ liked: [like('One')] });
    expect((await source.probe('liked', undefined, 'liked:120:0123abcd')).snapshotId).toMatch(/^liked:[0-9a-f]{16}:1:/);
  });
});

describe('when Spotify wants no call', () => {
  const limited = async (limits: object) => {
    const opened = await open({ playlists: [playlist(1, { entries: [entry('One')] })] });
    await lab.tell('behave', { limits });
    return opened;
  };

  it('its seconds are waited', async () => {
    const { source } = await limited({ kind: 'short', times: 1 });
    expect(await reasonOf(source.probe(idOf(1)))).toBe('rate-limited');
    expect(await titles(source)).toEqual(['One']);
    expect((await lab.requests())[`GET /v1/playlists/${idOf(1)}`]).toBe(3); // one refused, and those around the read
  });

  it('half a minute is waited where it does not say how long, and the hours of a used-up quota; nobody knocks meanwhile', async () => {
    const { source } = await limited({ kind: 'silent', times: 1 });
    await expect(source.probe(idOf(1))).rejects.toMatchObject({ reason: 'rate-limited', retryAfterMs: 30_000 });
    await expect(source.probe(idOf(1))).rejects.toMatchObject({ reason: 'rate-limited' });
    expect(await total()).toBe(1);
    await lab.pass(31);
    await lab.tell('behave', { limits: { kind: 'quota', times: 1 } });
    await expect(source.probe(idOf(1))).rejects.toMatchObject({ retryAfterMs: 48_925_000, message: expect.stringContaining('quota') });
    await lab.pass(40_000);
    await expect(source.probe(idOf(1))).rejects.toMatchObject({ reason: 'rate-limited' });
    expect(await total()).toBe(1);
    await lab.pass(8_926);
    expect(await source.probe(idOf(1))).toMatchObject({ name: 'List 1' });
  });

  it.each([
    ['premium', 'Premium'],
    ['allowlist', 'list of users'],
  ] as const)('of the app at all (%s), that is asked about once an hour', async (refuses, words) => {
    const { source } = await open({ playlists: [playlist(1)] });
    await lab.tell('behave', { refuses });
    for (let n = 0; n < 3; n += 1)
      await expect(source.probe(idOf(1))).rejects.toMatchObject({ reason: 'app-refused', message: expect.stringContaining(words) });
    expect(await total()).toBe(1);
    await lab.tell('behave', { refuses: null });
    await lab.pass(3_601);
    expect(await source.probe(idOf(1))).toMatchObject({ name: 'List 1' });
  });

  it('since it is slow, it is unavailable, and nothing is lost', async () => {
    const { source } = await open({ playlists: [playlist(1)] });
    await lab.tell('fault', { match: '/v1/playlists', latencyMs: 2_100 });
    expect(await reasonOf(source.probe(idOf(1)))).toBe('unavailable');
  });
});

describe('a short link', () => {
  it('is asked once where it leads, and only a playlist’s own host counts', async () => {
    await open({
      shortLinks: {
        '/good': `https://open.spotify.com/playlist/${idOf(1)}?si=1`,
        '/evil': 'https://evil.example/playlist',
        '/near': 'http://open.spotify.com/x',
      },
    });
    const asked: string[] = [];
    const links = spotifyShortLinks((host) => {
      asked.push(host);
      return lab.external('spotify-links');
    });
    expect(await links.resolve('https://spotify.link/good')).toBe(`https://open.spotify.com/playlist/${idOf(1)}?si=1`);
    for (const path of ['evil', 'near', 'nowhere']) expect(await links.resolve(`https://spotify.link/${path}`)).toBeNull();
    expect(await links.resolve('https://evil.example/good')).toBeNull();
    expect(new Set(asked)).toEqual(new Set(['spotify.link']));
    await lab.tell('fault', { match: '/good', dropConnection: true, times: 2 });
    await expect(links.resolve('https://spotify.app.link/good')).rejects.not.toBeInstanceOf(ExternalError);
  });
});
