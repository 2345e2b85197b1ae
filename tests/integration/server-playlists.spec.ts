import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inMemoryServerPlaylists } from '../../apps/plex-svc/src/playlists/ports/in-memory-server-playlists.js';
import { serverPlaylistsContract } from '../../apps/plex-svc/src/playlists/ports/server-playlists.contract.js';
import type { ServerPlaylists } from '../../apps/plex-svc/src/playlists/ports/server-playlists.js';
import { simulatedPlex } from '../support/simulated-plex.js';
import type { SimulatedPlex } from '../support/simulated-plex.js';

for (const inPlace of [true, false])
  serverPlaylistsContract(`a server in memory, entries ${inPlace ? 'moved' : 'never moved'}`, async () => ({
    serverPlaylists: inMemoryServerPlaylists((key) => key !== 'unknown', inPlace),
    tracks: ['a', 'b', 'c'],
    unknownTrack: 'unknown',
    unknownPlaylist: 'nothing',
    inPlace,
    stop: async () => undefined,
  }));

async function someTracks(plex: SimulatedPlex, count: number): Promise<readonly string[]> {
  const { MediaContainer } = await plex.ask<{ MediaContainer: { Metadata: { ratingKey: string }[] } }>(
    'GET',
    `/library/sections/3/all?type=10&X-Plex-Container-Start=0&X-Plex-Container-Size=${count}`,
  );
  return MediaContainer.Metadata.map(({ ratingKey }) => ratingKey);
}

const serverPlaylistsOf = (plex: SimulatedPlex): ServerPlaylists => {
  if (!plex.server.playlists) throw new Error('Plex has playlists');
  return plex.server.playlists;
};

serverPlaylistsContract('Plex', async () => {
  const plex = await simulatedPlex({ albums: 2, tracksPerAlbum: 5 });
  const [a = '', b = '', c = ''] = await someTracks(plex, 3);
  return {
    serverPlaylists: serverPlaylistsOf(plex),
    tracks: [a, b, c],
    unknownTrack: '99999999',
    unknownPlaylist: '88888888',
    inPlace: true,
    stop: plex.stop,
  };
});

describe('playlists on a Plex', () => {
  let plex: SimulatedPlex;
  let serverPlaylists: ServerPlaylists;
  let tracks: readonly string[];
  beforeAll(async () => {
    plex = await simulatedPlex({ albums: 50, tracksPerAlbum: 10 });
    serverPlaylists = serverPlaylistsOf(plex);
    tracks = await someTracks(plex, 500);
  }, 60_000);
  afterAll(() => plex.stop());

  it('are read to the last page, also where the server gives smaller pages than asked for', async () => {
    const key = await serverPlaylists.create('Paged', tracks);
    await plex.control('switch', { pageCap: 30 });
    expect((await serverPlaylists.read(key))?.items.map(({ serverKey }) => serverKey)).toEqual(tracks);
    await plex.control('switch', { pageCap: null });
  });

  it('are an error, and no shorter list, when a page does not arrive', async () => {
    const key = await serverPlaylists.create('Cut', tracks);
    await plex.control('fault', { match: `/playlists/${key}/items`, skip: 2, status: 500 });
    await expect(serverPlaylists.read(key)).rejects.toMatchObject({ name: 'Unavailable' });
    await plex.control('fault', { match: `/playlists/${key}/items`, skip: 1, status: 200, body: { MediaContainer: { totalSize: 500 } } });
    await expect(serverPlaylists.read(key)).rejects.toMatchObject({ name: 'Unavailable' });
  });

  it('take a hundred keys a call, and fewer where the server finds the address too long', async () => {
    await plex.requests();
    const key = await serverPlaylists.create('Chunks', tracks);
    expect((await plex.requests())['playlist-write']).toBe(5);
    await plex.control('fault', { match: `/playlists/${key}/items`, status: 414, times: 1 });
    await serverPlaylists.add(key, tracks.slice(0, 100));
    expect((await serverPlaylists.read(key))?.items).toHaveLength(600);
  });

  it('that are made by a rule are shown as such, and keep their rule', async () => {
    const rule = encodeURIComponent('server://machine/com.plexapp.plugins.library/library/sections/3/all?type=10&limit=5');
    const made = await plex.ask<{ MediaContainer: { Metadata: { ratingKey: string }[] } }>(
      'POST',
      `/playlists?type=audio&smart=1&title=Rule&uri=${rule}`,
    );
    const key = made.MediaContainer.Metadata[0]?.ratingKey ?? '';
    expect((await serverPlaylists.list()).find((playlist) => playlist.key === key)).toMatchObject({ smart: true });
    await expect(serverPlaylists.add(key, tracks.slice(0, 1))).rejects.toThrow(/takes no entries/);
    await expect(serverPlaylists.replace(key, tracks.slice(0, 1))).rejects.toThrow(/takes no entries/);
    expect((await serverPlaylists.read(key))?.playlist.smart).toBe(true);
  });

  it('of the server itself are shown as read only', async () => {
    const key = await plex.control<number | string>('playlist', { title: 'Favourites', trackKeys: [Number(tracks[0])], readOnly: true });
    expect((await serverPlaylists.list()).find((playlist) => playlist.key === String(key))).toMatchObject({ readOnly: true });
  });

  it('have any title a person gave them', async () => {
    const title = 'Müsik & "more" + 100 % / ../ ?x=1#y 音楽';
    const key = await serverPlaylists.create(title, tracks.slice(0, 1));
    expect((await serverPlaylists.list()).find((playlist) => playlist.key === key)?.title).toBe(title);
  });

  it('say clearly that the server is starting and takes no write yet', async () => {
    const key = await serverPlaylists.create('Early', tracks.slice(0, 1));
    await plex.control('maintenance', { on: true });
    await expect(serverPlaylists.add(key, tracks.slice(0, 1))).rejects.toThrow(/starting or in maintenance/);
    await plex.control('maintenance', { on: false });
  });
});
