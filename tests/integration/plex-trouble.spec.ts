import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { metrics, externalClient, systemClock } from '@soulsync/service-kit';
import type { ExternalClient } from '@soulsync/service-kit';
import type { DataSource } from 'typeorm';
import { pathMap } from '../../apps/plex-svc/src/library/domain/library/path-map.js';
import { plexClient } from '../../apps/plex-svc/src/adapters/plex/plex-client.js';
import { plexLibraryServer } from '../../apps/plex-svc/src/adapters/plex/plex-library-server.js';
import type { PlexLibraryOptions } from '../../apps/plex-svc/src/adapters/plex/plex-library-server.js';
import type { LibraryServer } from '../../apps/plex-svc/src/library/ports/library-server.js';
import type { Simulated } from '../simulators/src/http/simulator-server.js';
import { startSimulator } from '../simulators/src/plex/server.js';
import { generateWorld } from '../simulators/src/world/generate-world.js';
import { eventually } from '../support/running-demo.js';

const TRACKS = 60;
const PAGE = 20;
const PAGE_TIMEOUT_MS = 2_500;

let dir: string;
let simulator: Simulated;
let server: LibraryServer;
let http: ExternalClient;
let options: PlexLibraryOptions;

const control = (verb: string, body: object = {}) =>
  fetch(`${simulator.url}/__sim/${verb}`, { method: 'POST', body: JSON.stringify(body) });
async function synced(): Promise<readonly string[]> {
  const titles: string[] = [];
  for await (const { tracks } of server.fullSync('3')) titles.push(...tracks.map(({ title }) => title));
  return titles;
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'soulsync-plex-trouble-'));
  generateWorld({ dir, seed: '3', tracks: TRACKS });
  const config = JSON.parse(await readFile(join(dir, 'plex.json'), 'utf8')) as Parameters<typeof startSimulator>[0];
  simulator = await startSimulator(config);
  http = externalClient(
    { system: 'plex', baseUrl: simulator.url, headers: () => ({ 'X-Plex-Token': config.token }), timeoutMs: 5_000, retries: 0 },
    { dataSource: {} as DataSource, metrics: metrics('test', '0'), clock: systemClock }, // without a call budget nothing is stored
  );
  options = { sections: null, pageSize: PAGE, paths: pathMap(undefined, join(dir, 'music')) };
  server = plexLibraryServer(plexClient(http), options);
  await eventually(synced, (titles) => titles.length === TRACKS);
}, 60_000);
afterEach(() => control('reset-faults'));
afterAll(async () => {
  await simulator.stop();
  await rm(dir, { recursive: true, force: true });
});

const container = (body: object) => ({ match: '/all', status: 200, skip: 1, times: 1, body: { MediaContainer: body } });
const row = (key: number) => ({ ratingKey: String(key), type: 'track', title: `Made up ${key}`, duration: 1_000 });

describe('a Plex that answers wrongly in the middle of a full sync is an error, never a smaller library', () => {
  it.each([
    ['half a page that is given twice', container({ size: 1, totalSize: TRACKS, Metadata: [row(1), row(1)] })],
    ['an empty page', container({ size: 0, totalSize: TRACKS })],
    ['a server error', { match: '/all', status: 500, skip: 1, times: 1 }],
    ['a page of HTML', { match: '/all', status: 200, body: '<html>login</html>', skip: 1, times: 1 }],
    ['a list that is an object', container({ size: 1, totalSize: TRACKS, Metadata: { ratingKey: '1' } })],
    ['rows that are none', container({ size: 2, totalSize: TRACKS, Metadata: [null, 7] })],
    [
      'a count that is too small',
      container({ size: PAGE, totalSize: 2 * PAGE, Metadata: Array.from({ length: PAGE }, (_, at) => row(9_000 + at)) }),
    ],
    [
      'a count that is too large',
      { ...container({ size: PAGE, totalSize: 400, Metadata: Array.from({ length: PAGE }, (_, at) => row(9_000 + at)) }), times: 100 },
    ],
    ['a body of JSON that is nothing', { match: '/all', status: 200, body: 'null', skip: 1, times: 1 }],
    ['a container that is nothing', { match: '/all', status: 200, body: { MediaContainer: null }, skip: 1, times: 1 }],
    ['a page that breaks off', { match: '/all', cutAfterBytes: 2_000, skip: 1, times: 1 }],
    ['a lost connection', { match: '/all', dropConnection: true, skip: 1, times: 1 }],
  ])('%s', async (_what, fault) => {
    await control('fault', fault);
    await expect(synced()).rejects.toMatchObject({ name: 'Unavailable' });
    await control('reset-faults');
    expect(await synced()).toHaveLength(TRACKS);
  });

  it('counts given as text are counts', async () => {
    await control('fault', { ...container({ size: 0, totalSize: '0' }), skip: 0 });
    expect(await synced()).toEqual([]);
  });

  it('a page that takes too long is asked for in smaller parts', async () => {
    await control('fault', { match: '/all', latencyMs: 3 * PAGE_TIMEOUT_MS, times: 1 });
    const large = plexLibraryServer(plexClient(http, PAGE_TIMEOUT_MS), { ...options, pageSize: TRACKS });
    const titles: string[] = [];
    for await (const { tracks } of large.fullSync('3')) titles.push(...tracks.map(({ title }) => title));
    expect(titles).toHaveLength(TRACKS);
  });

  it('what all rows of a page share may stand on its container alone', async () => {
    const albums = async () => {
      const single = plexLibraryServer(plexClient(http), { ...options, pageSize: 1 });
      const found: unknown[] = [];
      for await (const { tracks } of single.fullSync('3')) found.push(...tracks);
      return found;
    };
    const spelled = await albums();
    await control('switch', { hoist: true });
    expect(await albums()).toEqual(spelled);
    await control('switch', { hoist: false });
  });

  it('a list of libraries that is none is an error', async () => {
    await control('fault', { match: '/library/sections', status: 200, body: { MediaContainer: { Directory: { key: '3' } } } });
    await expect(server.sections()).rejects.toMatchObject({ name: 'Unavailable' });
  });

  it('a scan that must be asked for with POST is', async () => {
    await control('fault', { match: '/refresh', status: 405 });
    const { progress } = await server.scan('');
    await eventually(progress, (state) => state === 'running' || state === 'settled');
  });

  it('a look at a scan that fails says nothing either way', async () => {
    const { progress } = await server.scan('');
    await control('fault', { match: '/activities', status: 500 });
    expect(['queued', 'running']).toContain(await progress());
  });
});
