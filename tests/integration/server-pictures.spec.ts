import { describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { externalClient, metrics, systemClock } from '@soulsync/service-kit';
import type { DataSource } from 'typeorm';
import { isOfServer, plexPictures } from '../../apps/plex-svc/src/adapters/plex/plex-pictures.js';
import { plexClient } from '../../apps/plex-svc/src/adapters/plex/plex-client.js';
import { serverPicturesContract } from '../../apps/plex-svc/src/artwork/ports/server-pictures.contract.js';
import type { ServerPictures } from '../../apps/plex-svc/src/artwork/ports/server-pictures.js';
import type { LibraryServer, ServerTrack } from '../../apps/plex-svc/src/library/ports/library-server.js';
import { pictureOf } from '../simulators/src/jellyfin/pictures.js';
import { png } from '../simulators/src/pictures/png.js';
import { startedPlex } from '../simulators/src/plex/started-plex.js';
import { coverOf, manySongs, startSimulator } from '../simulators/src/subsonic/server.js';
import { jellyfinAt, simulatedJellyfin } from '../support/jellyfin.js';
import { subsonicAt } from '../support/subsonic.js';

const page = { status: 200, body: '<html>Sign in</html>', headers: { 'content-type': 'text/html' }, times: 20 };

/** Two tracks of different albums and artists. */
async function two(server: LibraryServer): Promise<readonly [ServerTrack, ServerTrack]> {
  const tracks: ServerTrack[] = [];
  for (const { key } of await server.sections()) for await (const one of server.fullSync(key)) tracks.push(...one.tracks);
  const [first] = tracks;
  const other = tracks.find(({ artistKey }) => artistKey !== first?.artistKey);
  if (!first?.artistKey || !other?.artistKey) throw new Error('it has two artists');
  return [first, other];
}
const keysOf = ({ albumKey, artistKey }: ServerTrack) => ({ album: albumKey, artist: artistKey ?? '' });
const shown = (server: { readonly pictures: ServerPictures | null }): ServerPictures => {
  if (!server.pictures) throw new Error('it shows pictures');
  return server.pictures;
};

serverPicturesContract('Plex', async () => {
  const plex = await startedPlex({ generated: { albums: 12, tracksPerAlbum: 2 } });
  const http = externalClient(
    { system: 'plex', baseUrl: plex.url, headers: () => ({ 'X-Plex-Token': plex.token }), timeoutMs: 5_000, retries: 0 },
    { dataSource: {} as DataSource, metrics: metrics('test', '0'), clock: systemClock }, // without a call budget nothing is stored
  );
  const image = png(200, 200, 0x336699);
  const albums = (await plex.rows('/library/sections/3/all?type=9')).map(({ ratingKey }) => String(ratingKey));
  const artists = (await plex.rows('/library/sections/3/all?type=8')).map(({ ratingKey }) => String(ratingKey));
  const [album = '', bareAlbum = ''] = albums;
  const [artist = '', bareArtist = ''] = artists;
  await plex.ask(`/library/metadata/${album}/posters`, { method: 'POST', body: new Uint8Array(image) });
  await plex.control('no-art', { keys: [Number(bareAlbum), Number(bareArtist)] });
  return {
    pictures: plexPictures(plexClient(http)),
    with: { album, artist },
    without: { album: bareAlbum, artist: bareArtist },
    image,
    intercept: async () => void (await plex.control('fault', { match: '/thumb/', ...page })),
    vanish: async () => void (await plex.control('fault', { match: '/', dropConnection: true, times: 50 })),
    recover: async () => void (await plex.control('reset-faults')),
    stop: () => plex.stop(),
  };
});

serverPicturesContract('Jellyfin', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'soulsync-jellyfin-pictures-'));
  const jellyfin = await simulatedJellyfin(dir, { generated: { albums: 12, tracksPerAlbum: 2 } });
  const server = jellyfinAt(jellyfin.url, dir);
  const [first, other] = await two(server);
  await jellyfin.control('switch', { pictureless: [other.albumKey, other.artistKey] });
  return {
    pictures: shown(server),
    with: keysOf(first),
    without: keysOf(other),
    image: pictureOf({ id: first.albumKey }),
    intercept: async () => void (await jellyfin.control('fault', { match: '/Images/', ...page })),
    vanish: async () => void (await jellyfin.control('fault', { match: '/', dropConnection: true, times: 50 })),
    recover: async () => void (await jellyfin.control('reset-faults')),
    async stop() {
      await jellyfin.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
});

for (const extensions of [[], ['formPost']])
  serverPicturesContract(`Subsonic${extensions.map((one) => `, ${one}`).join('')}`, async () => {
    const dir = await mkdtemp(join(tmpdir(), 'soulsync-subsonic-pictures-'));
    const simulator = await startSimulator({
      listen: '127.0.0.1:0',
      portFile: join(dir, 'port'),
      user: 'ann',
      password: 'sesame-open',
      apiKey: null,
      type: 'navidrome',
      extensions,
      folders: [{ id: '1', name: 'Music' }],
      songs: manySongs(120, '1'),
      manners: {},
    });
    const control = async (verb: string, body: object = {}) =>
      void (await fetch(`${simulator.url}/__sim/${verb}`, { method: 'POST', body: JSON.stringify(body) }));
    const { server } = subsonicAt({ url: simulator.url, user: 'ann', password: 'sesame-open' }, '/srv/music');
    const [first, other] = await two(server);
    await control('set', { pictureless: [other.albumKey, other.artistKey] });
    return {
      pictures: shown(server),
      with: keysOf(first),
      without: keysOf(other),
      image: coverOf(`al-${first.albumKey}`),
      intercept: () => control('fault', { match: '/getCoverArt', ...page }),
      vanish: () => control('fault', { match: '/', dropConnection: true, times: 50 }),
      recover: () => control('reset-faults'),
      async stop() {
        await simulator.stop();
        await rm(dir, { recursive: true, force: true });
      },
    };
  });

describe('the address of a picture that Plex names', () => {
  it.each(['/library/metadata/4101/thumb/1760000001', '/library/metadata/1/composite/5'])('%s is its own', (address) =>
    expect(isOfServer(address)).toBe(true),
  );

  it.each([
    'http://elsewhere.test/x.jpg',
    '//elsewhere.test/library/x',
    '/library/../../etc',
    '/library//elsewhere.test',
    '/:/prefs',
    '',
    undefined,
    7,
  ])('%p is asked of nobody', (address) => expect(isOfServer(address)).toBe(false));
});
