import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rpc } from '@soulsync/contracts';
import type { PathProof } from '@soulsync/contracts';
import { plexService } from '@soulsync/plex-svc';
import type { Simulated } from '../simulators/src/http/simulator-server.js';
import { startSimulator } from '../simulators/src/plex/server.js';
import { generateWorld } from '../simulators/src/world/generate-world.js';
import { eventually } from '../support/running-demo.js';
import { ground } from '../support/running-service.js';
import type { Ground } from '../support/running-service.js';

const TRACKS = 60;

let on: Ground;
let dir: string;
let simulator: Simulated;
let token: string;
let service: { stop(): Promise<void> } | null = null;

/** plex-svc beside a Plex that calls the music folder `/data/music`. */
const start = async (env: Readonly<Record<string, string>>) => {
  service = await on.start(plexService, {
    SOULSYNC_DATA_DIR: dir,
    SOULSYNC_LIBRARY_SERVER: 'plex',
    SOULSYNC_PLEX_URL: simulator.url,
    SOULSYNC_PLEX_TOKEN: token,
    SOULSYNC_MUSIC_DIR: join(dir, 'music'),
    SOULSYNC_LIBRARY_LOOK_SECONDS: '1',
    ...env,
  });
};
const placed = async () =>
  Number((await on.query<{ n: string }>('SELECT count(*) AS n FROM plex.library_tracks WHERE path IS NOT NULL'))[0]?.n);
const issues = async () => (await on.status('plex-svc')).healthIssues.map(({ code }) => code);

beforeAll(async () => {
  on = await ground();
  dir = await mkdtemp(join(tmpdir(), 'soulsync-paths-'));
  generateWorld({ dir, seed: '4', tracks: TRACKS });
  const config = JSON.parse(await readFile(join(dir, 'plex.json'), 'utf8')) as Parameters<typeof startSimulator>[0]; // its own shape
  ({ token } = config);
  const [location] = config.section.locations;
  simulator = await startSimulator({
    ...config,
    section: { ...config.section, locations: [{ serverPath: '/data/music', localPath: location?.localPath ?? '' }] },
  });
}, 60_000);
afterEach(async () => {
  await service?.stop();
  service = null;
});
afterAll(async () => {
  await simulator.stop();
  await on.stop();
  await rm(dir, { recursive: true, force: true });
});

describe('the paths of a server', () => {
  it('are ours after some files were found on both sides, without a setting', async () => {
    await start({});
    await eventually(placed, (n) => n === TRACKS);
    const [proof] = await on.ask<PathProof[]>(rpc.plex.provePaths);
    expect(proof).toMatchObject({ server: 'plex', state: 'proven', pairs: [{ server: '/data/music', local: join(dir, 'music') }] });
    expect(proof?.seen).toBe(proof?.of);
    expect(await issues()).toEqual([]);
  }, 60_000);

  it('that a wrong map leads nowhere are an issue that names a file and what to do, and nothing is guessed over it', async () => {
    await start({ SOULSYNC_PLEX_PATH_MAP: `/somewhere/else=${join(dir, 'music')}` });
    await eventually(issues, (codes) => codes.includes('paths:plex'));
    const [issue] = (await on.status('plex-svc')).healthIssues.filter(({ code }) => code === 'paths:plex');
    expect(issue?.message).toContain('/data/music/');
    expect(issue?.advice).toContain('path map');
    expect((await on.ask<PathProof[]>(rpc.plex.provePaths))[0]).toMatchObject({ state: 'unproven', seen: 0 });
  }, 60_000);

  it('are looked for again when the music folder was away', async () => {
    await rename(join(dir, 'music'), join(dir, 'away'));
    await start({});
    await eventually(issues, (codes) => codes.includes('paths:plex'));
    await rename(join(dir, 'away'), join(dir, 'music'));
    expect((await on.ask<PathProof[]>(rpc.plex.provePaths))[0]).toMatchObject({ state: 'guessed' });
    await eventually(issues, (codes) => !codes.includes('paths:plex'));
  }, 60_000);
});
