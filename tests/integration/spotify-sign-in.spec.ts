import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { catalogService } from '@soulsync/catalog-svc';
import type {
  ConnectionTestReport,
  ExternalConnection,
  SpotifyAccountReport,
  SpotifyPlaylist,
  SpotifySignInBegun,
} from '@soulsync/contracts';
import type { Playlist } from '@soulsync/contracts/rest';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Simulated } from '../simulators/src/http/simulator-server.js';
import { startSimulator } from '../simulators/src/spotify/server.js';
import { ask, asAdmin, runningGateway, signedIn } from '../support/gateway.js';
import type { Answer, Gateway } from '../support/gateway.js';
import { eventually } from '../support/running-demo.js';

const PATIENCE_MS = 90_000;

let dir: string;
let spotify: Simulated;
let gateway: Gateway;
let cookie = '';
/** Every answer of the gateway but what begins a sign-in. */
const answers: string[] = [];

const call = async (method: string, path: string, body?: object): Promise<Answer> => {
  const headers = { cookie, 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' };
  const answer = await ask(`${gateway.url}/api/v1/${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
  if (path !== 'spotify/sign-in') answers.push(answer.text);
  return answer;
};
async function api<T>(method: string, path: string, body?: object): Promise<T> {
  const answer = await call(method, path, body);
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
  return JSON.parse(answer.text) as T;
}
const account = () => api<SpotifyAccountReport>('GET', 'spotify/account');
const begin = (redirectUri?: string) => api<SpotifySignInBegun>('POST', 'spotify/sign-in', redirectUri ? { redirectUri } : {});
const ended = async ({ authorizeUrl }: SpotifySignInBegun) => (await ask(authorizeUrl)).headers['location'] as string;
const catalogEnv = () => ({ SOULSYNC_DATA_DIR: dir, SOULSYNC_SPOTIFY_API_URL: spotify.url, SOULSYNC_SPOTIFY_ACCOUNTS_URL: spotify.url });

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'soulsync-spotify-'));
  spotify = await startSimulator({
    ...{ listen: '127.0.0.1:0', portFile: join(dir, 'port'), profile: 'dev2026', clockRate: 1 },
    ...{ clientId: 'client', clientSecret: 'secret', refreshTokens: ['from-the-environment'], user: { id: 'me', display_name: 'Me' } },
    playlists: [{ id: '4aDriveDriveDriveDrive', name: 'Night drive', ownerId: 'me', snapshotId: 's1', entries: [] }],
    liked: [
      { added_at: '2026-11-01T00:00:00Z', track: { type: 'track', id: 'one', uri: 'spotify:track:one', name: 'One', duration_ms: 1_000 } },
    ],
    followedArtists: [{ id: 'a1', name: 'The Quiet Pier' }],
  });
  gateway = await runningGateway(asAdmin);
  await gateway.ground.start(catalogService, catalogEnv());
  cookie = await signedIn(gateway);
}, PATIENCE_MS);
afterAll(async () => {
  await gateway.stop();
  await spotify.stop();
  await rm(dir, { recursive: true, force: true });
}, PATIENCE_MS);

it(
  'a person sets Spotify up, signs in, follows the liked songs and signs out, without a restart and without a variable',
  async () => {
    expect(await account()).toMatchObject({ state: 'not-set-up', clientId: null });
    expect((await call('POST', 'spotify/sign-in', {})).text).toContain('spotify-not-set-up');
    await api('PATCH', 'settings/catalog-svc.spotify', { values: { clientId: 'client', gapMs: 0 } });
    await api('PATCH', 'settings/catalog-svc.schedule', { values: { pollMs: 100 } });
    expect(await account()).toMatchObject({ state: 'signed-out', clientId: 'client', callsPerDay: 500 });

    const wrong = await call('POST', 'spotify/sign-in', { redirectUri: 'http://192.168.1.20:8765/x' });
    expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining('paste the address')]);

    const begun = await begin();
    const address = await ended(begun);
    expect(await api('POST', `spotify/sign-in/${begun.id}/finish`, { address })).toMatchObject({
      ...{ state: 'signed-in', signInFrom: 'console', name: 'Me', accountId: 'aK7pQ2mZ9x', profile: 'dev2026', missingScopes: [] },
      trouble: null,
    });
    expect((await call('POST', `spotify/sign-in/${begun.id}/finish`, { address })).status).toBe(404);

    const states = await api<ExternalConnection[]>('GET', 'connections');
    expect(states.filter(({ service }) => service === 'catalog-svc')).toMatchObject([
      { id: 'spotify', section: 'catalog-svc.spotify', state: expect.stringMatching(/^connect/), facts: 'Me' },
      { id: 'musicbrainz', state: 'unconfigured' },
    ]);
    const { steps } = await api<ConnectionTestReport>('POST', 'connections/spotify/test', { secrets: { clientSecret: 'wrong' } });
    expect(steps.find(({ ok }) => !ok)).toMatchObject({ step: 'credential', field: 'clientSecret' });

    const liked = { id: 'liked', isReadable: true, entries: 1, isFollowed: false };
    const drive = { id: '4aDriveDriveDriveDrive', name: 'Night drive', isOwn: true, isReadable: true, entries: 0, isFollowed: false };
    const listed = await api<SpotifyPlaylist[]>('GET', 'spotify/playlists?_start=0&_end=50');
    expect(listed).toMatchObject([liked, drive]);
    expect(await api('GET', 'spotify/artists')).toMatchObject([{ id: 'a1', name: 'The Quiet Pier' }]);

    await api('POST', 'playlists', { source: 'spotify', url: listed[0]?.url });
    const [playlist] = await eventually(
      () => api<Playlist[]>('GET', 'playlists'),
      ([one]) => one?.entryCount === 1,
    );
    expect(playlist).toMatchObject({ name: 'Liked Songs', sourceRef: 'liked', started: false });
    expect(await api('GET', 'spotify/playlists')).toMatchObject([{ id: 'liked', isFollowed: true, playlistId: playlist?.id }, drive]);

    expect(await api('POST', 'spotify/sign-out')).toMatchObject({ state: 'signed-out', signInFrom: null, name: null });
    expect((await call('GET', 'spotify/playlists')).text).toContain('spotify-not-signed-in');
    expect(await gateway.ground.query('SELECT "name" FROM catalog.secret')).toEqual([]);
  },
  PATIENCE_MS,
);

it(
  'the browser that comes back to us goes on to the console, with what came of it; no token and no code is answered or stored in the log',
  async () => {
    const begun = await begin(`http://127.0.0.1:${new URL(gateway.url).port}/api/v1/spotify/callback`);
    const back = await ended(begun);
    const landed = await ask(back); // another name of the host: no session
    expect([landed.status, landed.headers['location']]).toEqual([303, '/#/settings/connections?connection=spotify&signIn=done']);
    expect((await ask(back)).headers['location']).toContain('signIn=spotify-other-sign-in'); // a reload
    expect(await account()).toMatchObject({ state: 'signed-in', name: 'Me' });
    const logged = JSON.stringify(await gateway.ground.events());
    for (const text of [...answers, logged]) expect(text).not.toMatch(/AQD-|BQD-|AQC-/);
  },
  PATIENCE_MS,
);
