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
