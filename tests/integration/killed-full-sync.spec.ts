import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Simulated } from '../simulators/src/http/simulator-server.js';
import { startSimulator } from '../simulators/src/plex/server.js';
import { eventually } from '../support/running-demo.js';
import { ground } from '../support/running-service.js';
import type { Ground } from '../support/running-service.js';

const [ALBUMS, TRACKS_PER_ALBUM, PAGE] = [400, 10, 50];
const TRACKS = ALBUMS * TRACKS_PER_ALBUM;
const TOKEN = 'token-of-the-test';
const main = resolve(import.meta.dirname, '../../apps/plex-svc/dist/main.js');

let on: Ground;
let servers: Readonly<Record<string, string>>;
let dir: string;
let simulator: Simulated;
const children: ChildProcess[] = [];

const control = async (verb: string, body: object = {}) => {
  const answer = await fetch(`${simulator.url}/__sim/${verb}`, { method: 'POST', body: JSON.stringify(body) });
  return (answer.status === 204 ? null : await answer.json()) as { kinds: Record<string, number> };
};
/** plex-svc as a process of its own. */
const start = () => {
  const child = spawn(process.execPath, [main], {
    stdio: 'ignore',
    env: {
      ...process.env,
      ...servers,
      SOULSYNC_DATA_DIR: dir,
      SOULSYNC_LIBRARY_SERVER: 'plex',
      SOULSYNC_PLEX_URL: simulator.url,
      SOULSYNC_PLEX_TOKEN: TOKEN,
      SOULSYNC_PLEX_PAGE_SIZE: String(PAGE),
      SOULSYNC_MUSIC_DIR: join(dir, 'music'),
      SOULSYNC_LIBRARY_LOOK_SECONDS: '1',
    },
  });
  children.push(child);
  return child;
};
const ended = (child: ChildProcess) =>
  new Promise((done) => (child.exitCode !== null || child.signalCode !== null ? done(null) : child.once('exit', done)));
const count = async (sql: string) => {
  const [row] = await on.query<{ n: string }>(sql).catch(() => []); // no table yet
  return Number(row?.n ?? 0);
};
/** Tracks the running full sync has stored; their rows follow. */
const done = () => count('SELECT coalesce(sum("sweepDone"), 0) AS n FROM plex.mirror_mark');
const tracks = () => count('SELECT count(*) AS n FROM plex.library_tracks');
const synced = () => count('SELECT count(*) AS n FROM plex.mirror_mark WHERE "sweptAt" IS NOT NULL');

beforeAll(async () => {
  on = await ground();
  servers = await on.envOf('plex-svc');
  dir = await mkdtemp(join(tmpdir(), 'soulsync-killed-'));
  simulator = await startSimulator({
    listen: '127.0.0.1:0',
    portFile: join(dir, 'port'),
    stateFile: join(dir, 'state.json'),
    clockRate: 50,
    token: TOKEN,
    machineIdentifier: 'machine',
    friendlyName: 'Test Plex',
    version: '1.43.0.1-test',
    section: { key: '3', title: 'Music', locations: [{ serverPath: '/data/music', localPath: join(dir, 'none') }] },
    scan: { queueDelayMs: 10, settleMs: 10 },
    initialScan: false,
    generated: { albums: ALBUMS, tracksPerAlbum: TRACKS_PER_ALBUM },
  });
}, 60_000);
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await Promise.all(children.map(ended));
  await simulator.stop();
  await on.stop();
  await rm(dir, { recursive: true, force: true });
});

it('a full sync whose process is killed goes on where it stood, loses nothing of what was stored, and reads no page from the beginning', async () => {
  // A slow server, so that there is a middle to be killed in.
  await control('fault', { match: '/all', latencyMs: 40, skip: 0, times: 10_000 });
  const killed = start();
  await eventually(done, (n) => n >= TRACKS / 4, 60_000);
  expect(await count('SELECT count(*) AS n FROM plex.library_mirror WHERE "sweepStartedAt" IS NOT NULL')).toBe(1);
  killed.kill('SIGKILL');
  await ended(killed);
  const stored = await done();
  expect(stored).toBeLessThan(TRACKS);
  const before = (await control('requests', { reset: true })).kinds['list-tracks'] ?? 0;

  const again = start();
  await eventually(synced, (n) => n === 1, 60_000);
  await eventually(tracks, (n) => n === TRACKS, 60_000);
  const after = (await control('requests')).kinds['list-tracks'] ?? 0;
  const pages = TRACKS / PAGE;
  // Few are read twice: those whose tracks were under way when it was killed.
  expect(before + after).toBeLessThan(pages + 20);
  expect(after).toBeLessThan(pages);
  expect((await on.events()).filter(({ type }) => type === 'LibrarySweepStarted')).toHaveLength(1);
  expect(await count('SELECT count(DISTINCT "serverKey") AS n FROM plex.library_tracks')).toBe(TRACKS);
  again.kill('SIGTERM');
  await ended(again);
}, 180_000);
