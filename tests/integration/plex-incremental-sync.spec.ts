import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { metrics, externalClient, systemClock } from '@soulsync/service-kit';
import type { DataSource } from 'typeorm';
import { pathMap } from '../../apps/plex-svc/src/library/domain/library/path-map.js';
import { plexClient } from '../../apps/plex-svc/src/adapters/plex/plex-client.js';
import { plexLibraryServer } from '../../apps/plex-svc/src/adapters/plex/plex-library-server.js';
import type { LibraryServer, ServerTrack } from '../../apps/plex-svc/src/library/ports/library-server.js';
import type { Simulated } from '../simulators/src/http/simulator-server.js';
import { startSimulator } from '../simulators/src/plex/server.js';

const TOKEN = 'token-of-the-test';
const SECTION = '3';

let dir: string;
let simulator: Simulated;
let server: LibraryServer;
let cursor: string;

const control = async (verb: string, body: object = {}) => {
  const answer = await fetch(`${simulator.url}/__sim/${verb}`, { method: 'POST', body: JSON.stringify(body) });
  return (answer.status === 204 || answer.status === 202 ? null : await answer.json()) as { kinds: Record<string, number> };
};
/** By kind, since the last time they were asked for. */
const requests = async () => (await control('requests', { reset: true })).kinds;

/** What a look does: the sections with their counters, then the incremental sync. */
async function incrementalSync(): Promise<readonly ServerTrack[]> {
  await server.sections();
  const tracks: ServerTrack[] = [];
  for await (const page of server.changes(SECTION, cursor)) {
    tracks.push(...page.tracks);
    cursor = page.cursor;
  }
  return tracks;
}

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'soulsync-deltas-'));
  simulator = await startSimulator({
    listen: '127.0.0.1:0',
    portFile: join(dir, 'port'),
    stateFile: join(dir, 'state.json'),
    clockRate: 50,
    token: TOKEN,
    machineIdentifier: 'machine',
    friendlyName: 'Test Plex',
    version: '1.43.0.1-test',
    section: { key: SECTION, title: 'Music', locations: [{ serverPath: '/data/music', localPath: join(dir, 'none') }] },
    scan: { queueDelayMs: 10, settleMs: 10 },
    initialScan: false,
    generated: { albums: 400, tracksPerAlbum: 10 },
  });
  const http = externalClient(
    { system: 'plex', baseUrl: simulator.url, headers: () => ({ 'X-Plex-Token': TOKEN }), timeoutMs: 5_000, retries: 0 },
    { dataSource: {} as DataSource, metrics: metrics('test', '0'), clock: systemClock }, // without a call budget nothing is stored
  );
  server = plexLibraryServer(plexClient(http), { sections: null, pageSize: 300, paths: pathMap('/data/music=/music', '/music') });
  await server.sections();
  for await (const page of server.changes(SECTION, null)) cursor = page.cursor;
  await incrementalSync(); // what the overlap repeats
  await requests();
});
afterEach(async () => {
  await simulator.stop();
  await rm(dir, { recursive: true, force: true });
});

describe('what changed on a Plex since the last look', () => {
  it('is three questions and the counters when fifty tracks changed', async () => {
    await control('change-tracks', { count: 50 });
    const tracks = await incrementalSync();
    expect(tracks.filter(({ title }) => title.includes('(changed'))).toHaveLength(50);
    expect(await requests()).toEqual({ sections: 1, 'list-tracks': 1, 'list-albums': 1, 'list-artists': 1 });
  });

  it('asks for the tracks of all changed albums in one question', async () => {
    await control('change-albums', { count: 40 });
    const tracks = await incrementalSync();
    expect(tracks.filter(({ album }) => album?.includes('(changed'))).toHaveLength(400);
    expect(await requests()).toEqual({ sections: 1, 'list-tracks': 2, 'list-albums': 1, 'list-artists': 1 });
  });

  it('brings the new name of an artist to all tracks, six questions in all', async () => {
    await control('change-artists', { count: 2 });
    await control('change-albums', { count: 1, from: 300 });
    await control('change-tracks', { count: 5, from: 3_500 });
    const tracks = await incrementalSync();
    expect(tracks.filter(({ albumArtist }) => albumArtist?.includes('(changed'))).toHaveLength(100);
    expect(Object.values(await requests()).reduce((sum, count) => sum + count, 0)).toBe(6);
  });

  it('is asked for in two questions and the counters when nothing moved', async () => {
    await incrementalSync();
    expect(await requests()).toEqual({ sections: 1, 'list-tracks': 1, 'list-albums': 1 });
  });

  it('moves the section only with its counters, so that a quiet look is one question', async () => {
    const [before] = await server.sections();
    const [after] = await server.sections();
    expect(after?.stamp).toBe(before?.stamp);
    await control('jitter', { count: 1 });
    expect((await server.sections())[0]?.stamp).not.toBe(before?.stamp);
  });

  it('is found in two plain questions where the server refuses groups', async () => {
    await control('switch', { refuseGroups: true });
    await control('change-tracks', { count: 3 });
    expect((await incrementalSync()).filter(({ title }) => title.includes('(changed'))).toHaveLength(3);
  });

  it('finds rows that have no time of change by the time they were added', async () => {
    await control('insert', { count: 2, where: 'end' });
    await control('drop-updated-at', { count: 2, from: 4_000 });
    expect((await incrementalSync()).map(({ serverKey }) => serverKey)).toEqual(expect.arrayContaining(['7000001', '7000002']));
  });

  it('is an error when the server gave everything instead, never a flood of changes', async () => {
    const answer = {
      MediaContainer: { size: 1, totalSize: 1, Metadata: [{ ratingKey: '1', type: 'track', title: 'Old', addedAt: 5, updatedAt: 6 }] },
    };
    await control('fault', { match: '/all', status: 200, skip: 0, times: 1, body: answer });
    await expect(incrementalSync()).rejects.toMatchObject({ name: 'FilterIgnored' });
  });
});
