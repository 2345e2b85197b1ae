import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LibraryServer, ServerTrack } from '../../apps/plex-svc/src/library/ports/library-server.js';
import { jellyfinAt, simulatedJellyfin } from '../support/jellyfin.js';

let dir: string;
let simulator: Awaited<ReturnType<typeof simulatedJellyfin>>;
let server: LibraryServer;
let section: string;
let cursor: string;
let fullSyncAdvised: boolean;

/** By kind, since the last time they were asked for. */
const requests = async () => (await simulator.control<{ kinds: Record<string, number> }>('requests', { reset: true })).kinds;
const changed = (tracks: readonly ServerTrack[]) => tracks.filter(({ title, album }) => `${title}${album ?? ''}`.includes('(changed'));

/** What a look does: the libraries with their counters, then the incremental sync. */
async function incrementalSync(): Promise<readonly ServerTrack[]> {
  await server.sections();
  const tracks: ServerTrack[] = [];
  fullSyncAdvised = false;
  for await (const page of server.changes(section, cursor)) {
    tracks.push(...page.tracks);
    cursor = page.cursor;
    fullSyncAdvised ||= page.fullSyncAdvised === true;
  }
  return tracks;
}

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'soulsync-jellyfin-deltas-'));
  simulator = await simulatedJellyfin(dir, { generated: { albums: 400, tracksPerAlbum: 10 } });
  server = jellyfinAt(simulator.url, dir);
  await server.identify();
  section = (await server.sections())[0]?.key ?? '';
  for await (const page of server.changes(section, null)) cursor = page.cursor;
  await incrementalSync();
  await requests();
});
afterEach(async () => {
  await simulator.stop();
  await rm(dir, { recursive: true, force: true });
});

const LOOK = { views: 1, counts: 1, tasks: 1 };

describe('what changed on a Jellyfin since the last look', () => {
  it('is one question behind the counters when fifty tracks changed', async () => {
    await simulator.control('change-tracks', { count: 50 });
    expect(changed(await incrementalSync())).toHaveLength(50);
    expect(await requests()).toEqual({ ...LOOK, 'list-changes': 1 });
  });

  it('asks for the tracks of all changed albums in one question, and not again in the overlap', async () => {
    await simulator.control('change-albums', { count: 40 });
    expect(changed(await incrementalSync())).toHaveLength(400);
    expect(await requests()).toEqual({ ...LOOK, 'list-changes': 1, 'list-tracks': 1 });
    await incrementalSync();
    expect(await requests()).toEqual({ ...LOOK, 'list-changes': 1 });
  });

  it('reads an album that was renamed on the server alone by itself', async () => {
    await simulator.control('edit-albums', { count: 1 });
    expect(await incrementalSync()).toHaveLength(10);
    expect(await requests()).toEqual({ ...LOOK, 'list-changes': 1, 'list-tracks': 2 });
  });

  it('is one question when nothing changed, and a look is three', async () => {
    expect(await incrementalSync()).toEqual([]);
    expect(await requests()).toEqual({ ...LOOK, 'list-changes': 1 });
    const [before] = await server.sections();
    const [after] = await server.sections();
    expect(after?.stamp).toBe(before?.stamp);
    await simulator.control('insert', { count: 1 });
    expect((await server.sections())[0]?.stamp).not.toBe(before?.stamp);
  });

  it('shows a moved file under its new name, and nothing of what is gone', async () => {
    const ids = await simulator.control<string[]>('move', { count: 3 });
    expect((await incrementalSync()).map(({ serverKey }) => serverKey).sort()).toEqual([...ids].sort());
  });

  it('advises a full sync when there are fewer songs than before', async () => {
    await simulator.control('remove', { count: 2 });
    expect(await incrementalSync()).toEqual([]);
    expect(fullSyncAdvised).toBe(true);
  });

  it('advises a full sync when more albums changed than are read one by one', async () => {
    await simulator.stop();
    simulator = await simulatedJellyfin(dir, { generated: { albums: 700, tracksPerAlbum: 1 } });
    server = jellyfinAt(simulator.url, dir);
    await simulator.control('change-albums', { count: 600 });
    await incrementalSync();
    expect(fullSyncAdvised).toBe(true);
  });

  it('is an error when the server gave everything instead, never a flood of changes', async () => {
    await simulator.control('switch', { changesIgnored: true });
    await expect(incrementalSync()).rejects.toMatchObject({ name: 'FilterIgnored' });
  });

  it('is an error when the answer ends before its count', async () => {
    await simulator.control('change-tracks', { count: 3 });
    const body = { Items: [], TotalRecordCount: 3, StartIndex: 0 };
    await simulator.control('fault', { match: '/Items', status: 200, body, skip: 1, times: 3 });
    await expect(incrementalSync()).rejects.toMatchObject({ name: 'Unavailable' });
  });
});
