import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { songBytes } from '../audio/song.js';
import type { Simulated } from '../http/simulator-server.js';
import type { JellyfinConfig } from './config.js';
import { startSimulator } from './server.js';

const KEY = 'key';
let dir: string;
let simulator: Simulated;

const start = async (more: Partial<JellyfinConfig> = {}) => {
  simulator = await startSimulator({
    listen: '127.0.0.1:0',
    portFile: join(dir, 'port'),
    stateFile: join(dir, 'state.json'),
    clockRate: 100,
    serverId: '9f8e7d6c5b4a39281706f5e4d3c2b1a0',
    serverName: 'attic',
    version: '10.11.2',
    users: [{ name: 'Ida', password: 'pw', admin: true }],
    apiKeys: [KEY],
    view: { name: 'Music', locations: [{ serverPath: '/media/music', localPath: join(dir, 'music') }] },
    scan: { monitorDelayMs: 20_000, wholeMs: 20_000, settleMs: 0 },
    initialScan: true,
    ...more,
  });
};
const ask = (path: string, token = KEY, init: RequestInit = {}) =>
  fetch(simulator.url + path, { ...init, headers: { Authorization: `MediaBrowser DeviceId="d", Token="${token}"` } });
const post = (path: string, body: object = {}, token = KEY) => ask(path, token, { method: 'POST', body: JSON.stringify(body) });
const items = async (query = 'includeItemTypes=Audio') =>
  ((await (await ask(`/Items?${query}`)).json()) as { Items: { Id: string; Name: string }[] }).Items; // our own answer
const report = async () =>
  (await (await fetch(`${simulator.url}/__sim/scans`)).json()) as { started: number; cancelled: number; folders: string[] }; // our own answer
const signIn = async () => {
  const answer = await post('/Users/AuthenticateByName', { Username: 'ida', Pw: 'pw' }, '');
  return ((await answer.json()) as { AccessToken: string }).AccessToken; // our own answer
};
async function put(path: string, title: string): Promise<void> {
  const tags = {
    title,
    artist: 'A',
    albumArtist: 'A',
    album: 'B',
    track: 1,
    trackTotal: 1,
    disc: 1,
    date: '2001',
    genre: 'Folk',
    isrc: null,
  };
  await mkdir(join(dir, 'music', path, '..'), { recursive: true });
  await writeFile(join(dir, 'music', path), songBytes({ container: 'flac', durationS: 1, tags, tune: 1 }));
}
const until = async (good: () => Promise<boolean>) => {
  for (let n = 0; n < 300; n += 1) {
    if (await good()) return;
    await delay(20);
  }
  throw new Error('it did not come to that');
};

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'soulsync-jellyfin-sim-'));
  await put('A/B/01 One.flac', 'One');
});
afterEach(async () => {
  await simulator.stop();
  await rm(dir, { recursive: true, force: true });
});

describe('the simulated Jellyfin', () => {
  it('answers 503 with a page while it starts, and then comes up', async () => {
    await start({ startingMs: 200_000 });
    const early = await ask('/System/Info/Public');
    expect([early.status, early.headers.get('content-type')]).toEqual([503, 'text/html']);
    await until(async () => (await ask('/System/Info/Public')).status === 200);
  });

  it('ends the former session when a device signs in again', async () => {
    await start();
    const first = await signIn();
    expect((await ask('/Users/Me', first)).status).toBe(200);
    const second = await signIn();
    expect([(await ask('/Users/Me', first)).status, (await ask('/Users/Me', second)).status]).toEqual([401, 200]);
  });

  it('refuses API keys at the entries of playlists, and writes of them', async () => {
    await start();
    const token = await signIn();
    const [one] = await items();
    const { Id } = (await (await post('/Playlists', { Name: 'Mine', Ids: [one?.Id] }, token)).json()) as { Id: string }; // our own answer
    expect((await ask(`/Playlists/${Id}/Items`)).status).toBe(400);
    expect((await post(`/Playlists/${Id}`, { Ids: [one?.Id] })).status).toBe(403);
    expect((await ask(`/Playlists/${Id}/Items`, token)).status).toBe(200);
  });

  it('refuses an address over 8 KiB', async () => {
    await start();
    expect((await ask(`/Items?ids=${'a'.repeat(8_200)}`)).status).toBe(414);
  });

  it('cancels a running scan when another one is asked for', async () => {
    await start();
    await post('/Library/Refresh');
    await post('/Library/Refresh');
    expect(await report()).toMatchObject({ started: 2, cancelled: 1 });
  });

  it('looks at a path late, later still when another one follows, and never says that it does not know one', async () => {
    await start({ scan: { monitorDelayMs: 200_000, wholeMs: 20_000, settleMs: 0 } });
    await put('A/C/01 Two.flac', 'Two');
    const updated = (Path: string) => post('/Library/Media/Updated', { Updates: [{ Path, UpdateType: 'Created' }] });
    expect((await updated('/media/music/A/C')).status).toBe(204);
    for (let n = 0; n < 4; n += 1) {
      await delay(60);
      expect((await updated('/elsewhere/D')).status).toBe(204);
      expect(await items()).toHaveLength(1);
    }
    await until(async () => (await items()).length === 2);
    expect((await report()).folders).toEqual(['/media/music/A/C']);
  });

  it('gives a moved file another id, and keeps the others and the playlists over a restart', async () => {
    await start();
    await put('A/B/02 Two.flac', 'Two');
    await post('/Library/Refresh');
    await until(async () => (await items()).length === 2);
    const token = await signIn();
    const before = await items();
    const { Id } = (await (await post('/Playlists', { Name: 'Mine', Ids: before.map((one) => one.Id) }, token)).json()) as { Id: string }; // our own answer
    await rename(join(dir, 'music/A/B/02 Two.flac'), join(dir, 'music/A/B/03 Two.flac'));
    await simulator.stop();
    await start();
    const after = await items();
    expect(after[0]).toEqual(before[0]);
    expect(after[1]?.Id).not.toBe(before[1]?.Id);
    const { Items } = (await (await ask(`/Playlists/${Id}/Items`, token)).json()) as { Items: { Id: string }[] }; // our own answer
    expect(Items.map((one) => one.Id)).toEqual([before[0]?.Id]);
  });
});
