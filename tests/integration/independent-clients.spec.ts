import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { MusicSection, PlexServer } from '@ctrl/plex';
import { SpotifyApi } from '@spotify/web-api-ts-sdk';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../support/running-demo.js';
import type { Simulated } from '../simulators/src/http/simulator-server.js';
import * as plex from '../simulators/src/plex/server.js';
import * as spotify from '../simulators/src/spotify/server.js';
import type { SpotifyConfig } from '../simulators/src/spotify/server.js';
import { generateWorld } from '../simulators/src/world/generate-world.js';

// Our own clients and our simulators were written from the same papers: clients nobody of us wrote must understand the simulators as well.

let dir: string;
const running: Simulated[] = [];
const config = async <T>(name: string) => JSON.parse(await readFile(join(dir, name), 'utf8')) as T;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'soulsync-clients-'));
  generateWorld({ dir, seed: '3', tracks: 60 });
}, 30_000);
afterAll(async () => {
  for (const simulator of running) await simulator.stop();
  await rm(dir, { recursive: true, force: true });
});

it("Spotify's own SDK reads the account and the playlist from the simulator", async () => {
  const settings: SpotifyConfig = { ...(await config<SpotifyConfig>('spotify.json')), profile: 'extended' };
  const simulator = await spotify.startSimulator(settings);
  running.push(simulator);
  const token = (await (
    await fetch(`${simulator.url}/api/token`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        refresh_token: settings.refreshTokens[0] ?? '',
        client_id: settings.clientId,
      }),
    })
  ).json()) as { access_token: string; token_type: string; expires_in: number };
  const api = SpotifyApi.withAccessToken(
    settings.clientId,
    { ...token, refresh_token: '' },
    {
      // Nothing leaves this machine: the SDK's fixed address is the simulator's.
      fetch: (input, init) => {
        const { pathname, search } = new URL(input instanceof Request ? input.url : input);
        return fetch(`${simulator.url}${pathname}${search}`, init);
      },
    },
  );
  expect((await api.currentUser.profile()).id).toBe('31exampleuser');
  const [playlist] = (await api.currentUser.playlists.playlists()).items;
  expect(playlist?.name).toBe('Night drive');
  const page = await api.playlists.getPlaylistItems(playlist?.id ?? '', undefined, undefined, 50);
  expect(page.total).toBe(40);
  expect(page.items.every((item) => item.added_at.endsWith('Z'))).toBe(true);
});

it('a Plex client reads sections and tracks from the simulator', async () => {
  const settings = await config<Parameters<typeof plex.startSimulator>[0]>('plex.json');
  const simulator = await plex.startSimulator(settings);
  running.push(simulator);
  const server = new PlexServer(simulator.url, settings.token);
  await server.connect();
  expect(server.friendlyName).toBe('Demo Plex');
  const section = (await (await server.library()).sections()).find((one) => one instanceof MusicSection);
  if (!(section instanceof MusicSection)) throw new Error('the client found no music section');
  const tracks = await eventually(
    () => section.searchTracks(),
    (found) => found.length === 60,
  );
  expect(tracks.every(({ title, ratingKey }) => title !== '' && ratingKey !== '')).toBe(true);
  expect(tracks.some(({ duration }) => (duration ?? 0) > 60_000)).toBe(true);
});

it('a Plex client reads artists, albums, pages and playlists from the simulator', async () => {
  const settings = await config<Parameters<typeof plex.startSimulator>[0]>('plex.json');
  const simulator = await plex.startSimulator({
    ...settings,
    portFile: join(dir, 'generated.port'),
    stateFile: join(dir, 'generated.json'),
    initialScan: false,
    generated: { albums: 30, tracksPerAlbum: 10 },
    awkward: true,
  });
  running.push(simulator);
  const control = (verb: string, body: object) => fetch(`${simulator.url}/__sim/${verb}`, { method: 'POST', body: JSON.stringify(body) });
  await control('playlist', { title: 'Rainy drive', trackKeys: [3_000_007, 3_000_003, 3_000_007] });
  const server = new PlexServer(simulator.url, settings.token);
  await server.connect();
  const section = (await (await server.library()).sections()).find((one) => one instanceof MusicSection);
  if (!(section instanceof MusicSection)) throw new Error('the client found no music section');

  const artists = await section.searchArtists();
  expect(artists.map(({ title }) => title)).toEqual(expect.arrayContaining(['Various Artists', '夜の灯台']));
  const albums = await section.searchAlbums();
  expect(albums).toHaveLength(37);
  const harbours = albums.find(({ title }) => title === 'Small Harbours');
  expect(harbours?.parentTitle).toBe('The Tin Orchard');
  const tracks = (await harbours?.tracks()) ?? [];
  expect(tracks.map(({ title, parentIndex }) => [title, Number(parentIndex)])).toEqual([
    ['Lantern Weather', 1],
    ['Nobody’s Tide', 2],
    ['Gravel Road', 2],
  ]);
  const orchard = artists.find(({ title }) => title === 'The Tin Orchard');
  expect((await orchard?.tracks())?.filter(({ title }) => title === 'Lantern Weather')).toHaveLength(3);

  const paged: string[] = [];
  for (let at = 0; at < 310; at += 100) {
    const window = `X-Plex-Container-Start=${at}&X-Plex-Container-Size=100`;
    const page = await server.query<{ MediaContainer: { totalSize: number; Metadata: { ratingKey: string }[] } }>(
      `/library/sections/${settings.section.key}/all?type=10&sort=addedAt%3Aasc&${window}`,
    );
    expect(page.MediaContainer.totalSize).toBe(310);
    paged.push(...page.MediaContainer.Metadata.map(({ ratingKey }) => ratingKey));
  }
  expect(new Set(paged).size).toBe(310);

  const [list] = await section.playlists();
  expect(list).toMatchObject({ title: 'Rainy drive', smart: false, leafCount: 3 });
  const items = (await list?.items()) ?? [];
  expect(items.map(({ ratingKey }) => Number(ratingKey))).toEqual([3_000_007, 3_000_003, 3_000_007]);
});
