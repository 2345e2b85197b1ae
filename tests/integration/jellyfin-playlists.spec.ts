import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serverPlaylistsContract } from '../../apps/plex-svc/src/playlists/ports/server-playlists.contract.js';
import type { ServerPlaylists } from '../../apps/plex-svc/src/playlists/ports/server-playlists.js';
import { asUser, jellyfinAt, simulatedJellyfin, withKey } from '../support/jellyfin.js';

const UNKNOWN = 'ffffffffffffffffffffffffffffffff';
const generated = { albums: 20, tracksPerAlbum: 10 };

async function lab() {
  const dir = await mkdtemp(join(tmpdir(), 'soulsync-jellyfin-lists-'));
  const simulator = await simulatedJellyfin(dir, { generated });
  const server = jellyfinAt(simulator.url, dir);
  const keys: string[] = [];
  for (const { key } of await server.sections())
    for await (const { tracks } of server.fullSync(key)) keys.push(...tracks.map(({ serverKey }) => serverKey));
  if (!server.playlists) throw new Error('a user has playlists');
  return {
    dir,
    simulator,
    keys,
    serverPlaylists: server.playlists,
    async stop() {
      await simulator.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

serverPlaylistsContract('Jellyfin', async () => {
  const { serverPlaylists, keys, stop } = await lab();
  const [a = '', b = '', c = ''] = keys;
  return { serverPlaylists, tracks: [a, b, c], unknownTrack: UNKNOWN, unknownPlaylist: UNKNOWN, inPlace: true, stop };
});

describe('a playlist on a Jellyfin', () => {
  let on: Awaited<ReturnType<typeof lab>>;
  let serverPlaylists: ServerPlaylists;
  const keysOf = async (key: string) => (await serverPlaylists.read(key))?.items.map(({ serverKey }) => serverKey);
  const entries = async (key: string) => (await serverPlaylists.read(key))?.items.map(({ entryKey }) => entryKey) ?? [];

  beforeAll(async () => {
    on = await lab();
    ({ serverPlaylists } = on);
  });
  afterAll(() => on.stop());

  it('takes 180 new tracks in addresses that are short enough', async () => {
    const key = await serverPlaylists.create('Many', on.keys.slice(0, 2));
    await on.simulator.control('requests', { reset: true });
    await serverPlaylists.add(key, on.keys.slice(2, 182));
    expect(await keysOf(key)).toEqual(on.keys.slice(0, 182));
    const { kinds } = await on.simulator.control<{ kinds: Record<string, number> }>('requests');
    expect(kinds['playlist-write']).toBe(4);
  });

  it('keeps its entries when none of the new ones is on the server', async () => {
    const [a = '', b = ''] = on.keys;
    const key = await serverPlaylists.create('Kept', [a, b]);
    await expect(serverPlaylists.replace(key, [UNKNOWN])).rejects.toThrow(/kept as it is/);
    expect(await keysOf(key)).toEqual([a, b]);
  });

  it('does not take an entry for another one of the same track after the list has changed', async () => {
    const [a = '', b = ''] = on.keys;
    const key = await serverPlaylists.create('Stale', [a, b, a, a]);
    const [, , second = '', third = ''] = await entries(key);
    await serverPlaylists.remove(key, [second]);
    await expect(serverPlaylists.remove(key, [third])).rejects.toThrow(/read it again/);
    await expect(serverPlaylists.move(key, third, null)).rejects.toThrow(/read it again/);
    expect(await keysOf(key)).toEqual([a, b, a]);
  });

  it('moves one of two entries of a track by writing all of them anew', async () => {
    const [a = '', b = '', c = ''] = on.keys;
    const key = await serverPlaylists.create('Moved', [a, b, a, c]);
    const [, , second = ''] = await entries(key);
    await serverPlaylists.move(key, second, null);
    expect(await keysOf(key)).toEqual([a, a, b, c]);
  });

  it('shows what a server that keeps no track twice made of it', async () => {
    const [a = '', b = ''] = on.keys;
    await on.simulator.control('switch', { duplicatesFiltered: 'always' });
    const key = await serverPlaylists.create('Once', [a, b, a]);
    expect(await keysOf(key)).toEqual([a, b]);
    await serverPlaylists.add(key, [a]);
    expect(await keysOf(key)).toEqual([a, b]);
    await on.simulator.control('switch', { duplicatesFiltered: 'added' });
  });

  it('is the same whichever way ids are written', async () => {
    const [a = '', b = '', c = ''] = on.keys;
    await on.simulator.control('switch', { hyphens: true });
    const key = await serverPlaylists.create('Hyphens', [a, b]);
    await serverPlaylists.add(key, [c]);
    expect(await keysOf(key)).toEqual([a, b, c]);
    const [first = '', , last = ''] = await entries(key);
    await serverPlaylists.move(key, first, last);
    expect(await keysOf(key)).toEqual([b, c, a]);
    await on.simulator.control('switch', { hyphens: false });
  });

  it('of one user is not shown to another', async () => {
    const key = await serverPlaylists.create('Private', on.keys.slice(0, 1));
    const guest = jellyfinAt(on.simulator.url, on.dir, asUser('Guest', '')).playlists;
    expect(await guest?.list()).toEqual([]);
    expect(await guest?.read(key)).toBeNull();
  });

  it('can not be had with an API key, which has no user', async () => {
    const server = jellyfinAt(on.simulator.url, on.dir, withKey());
    expect(server.playlists).toBeNull();
    expect((await server.identify()).capabilities).toMatchObject({ playlists: 'none', admin: true });
  });
});
