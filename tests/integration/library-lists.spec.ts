import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect } from '@nats-io/transport-node';
import type { NatsConnection } from '@nats-io/transport-node';
import { adminSubject, rpc } from '@soulsync/contracts';
import type { IndexedTrack, LibraryAlbumEvent, LibraryAlbumId, LibraryTrackId, ResourcePage, ResourceQuery } from '@soulsync/contracts';
import type { LibraryAlbum, LibraryArtist, LibraryTrack } from '@soulsync/contracts/rest';
import { jetStreamEventStore, newId } from '@soulsync/event-store';
import type { EventStore } from '@soulsync/event-store';
import { fixedServers, plexServiceOf } from '@soulsync/plex-svc';
import { someContext } from '../../libs/event-store/src/event-store.contract.js';
import { eventually } from '../support/running-demo.js';
import { ground } from '../support/running-service.js';
import type { Ground } from '../support/running-service.js';

const at = '2026-11-25T10:00:00.000Z';

let on: Ground;
let connection: NatsConnection;
let store: EventStore;

const track = (id: string, more: Partial<IndexedTrack> = {}): IndexedTrack => ({
  libraryTrackId: id as LibraryTrackId, // made here
  serverKey: id,
  title: `Song ${id}`,
  artist: 'Old Ferry',
  albumArtist: 'Old Ferry',
  album: 'Crossings',
  discNumber: 1,
  trackNumber: 1,
  durationMs: 60_000,
  isrc: null,
  path: `Old Ferry/${id}.flac`,
  sizeBytes: 6_000_000,
  format: 'flac',
  bitrateKbps: 900,
  hasArt: true,
  ...more,
});

async function tell(album: string, events: readonly LibraryAlbumEvent[]): Promise<string> {
  const stored = await store.append({ aggregateType: 'library-album', aggregateId: album }, events, 'any', newId(), someContext);
  return stored.position;
}

async function albumOf(
  album: string,
  title: string,
  artist: string,
  tracks: readonly IndexedTrack[],
  libraryId = 'server-3',
): Promise<string> {
  const libraryAlbumId = album as LibraryAlbumId; // made here
  return tell(album, [
    { type: 'AlbumIndexed', data: { libraryAlbumId, title, artist, year: 2001, indexedAt: at } },
    { type: 'TracksIndexed', data: { libraryAlbumId, libraryId, tracks, indexedAt: at } },
  ]);
}

const placed = (path: string) =>
  store.append(
    { aggregateType: 'filing', aggregateId: newId() },
    [
      {
        type: 'FilePublished',
        data: {
          filingId: 'filing',
          acquisitionId: null,
          recordingId: null,
          root: 'music',
          path,
          sizeBytes: 1,
          sha256: '',
          publishedAt: at,
        },
      },
    ],
    'none',
    newId(),
    someContext,
  );

const ask = <Row>(resource: string, query: Omit<ResourceQuery, 'resource'> = {}) =>
  on.ask<ResourcePage<Row>>(rpc.plex.query, { resource, ...query });
const tracks = (query: Omit<ResourceQuery, 'resource'> = {}) => ask<LibraryTrack>('library-tracks', query);
const ids = async (query: Omit<ResourceQuery, 'resource'>) => (await tracks(query)).rows.map(({ id }) => id);
const found = async (q: string) => {
  const { rows, total, alike } = await tracks({ q });
  return { ids: rows.map(({ id }) => id), total, alike: alike ?? false };
};

beforeAll(async () => {
  on = await ground();
  connection = await connect({ servers: on.env['SOULSYNC_NATS_URL'] ?? '' });
  store = await jetStreamEventStore({ connection });
  await on.start(
    plexServiceOf(() => fixedServers([])),
    { SOULSYNC_DATA_DIR: '/tmp', SOULSYNC_MUSIC_DIR: '/tmp/music', SOULSYNC_LIBRARY_PROFILE: 'mp3-256' },
  );
  await albumOf('crossings', 'Crossings', 'Old Ferry', [
    track('1', { title: 'Ström', trackNumber: 2 }),
    track('2', { title: 'Harbour', trackNumber: 1, format: 'mp3', bitrateKbps: 128 }),
    track('3', { title: 'Harbour', trackNumber: 1, path: 'Old Ferry/again.flac', durationMs: 62_000 }),
  ]);
  await albumOf('best', 'Best Of', 'Old Ferry', [
    track('4', { title: 'Strom (Remastered)', album: 'Best Of', hasArt: false, bitrateKbps: null, format: null }),
    track('5', { title: 'Ström (Live)', album: 'Best Of', hasArt: false }),
    track('6', { title: 'Ström', album: 'Best Of', hasArt: false, durationMs: 200_000 }),
  ]);
  await albumOf('tokyo', '東京の夜', '椎名', [
    track('7', { title: '東京の夜', artist: '椎名', albumArtist: '椎名', album: '東京の夜', isrc: 'JPTO09900001' }),
    track('8', { title: 'Tokyo 100%', artist: '椎名', albumArtist: '椎名', album: '東京の夜', isrc: 'JPTO09900001', durationMs: 1_000 }),
  ]);
  // The same music in another library is no copy: two servers may show the same folder.
  await albumOf('crossings-2', 'Crossings', 'Old Ferry', [track('9', { title: 'Harbour', format: 'mp3', bitrateKbps: 320 })], 'other-1');
  await placed('Old Ferry/1.flac');
  await eventually(
    () => tracks({ filter: { duplicate: 'true' } }),
    ({ total }) => total > 0,
  );
}, 60_000);
afterAll(async () => {
  await connection.close();
  await on.stop();
});

describe('the list of tracks', () => {
  it('is ordered by artist, album, disc and number, whatever the page', async () => {
    const all = await ids({ sort: 'artist', end: 100 });
    expect(all).toHaveLength(9);
    const pages = await Promise.all([0, 2, 4, 6, 8].map((start) => ids({ sort: 'artist', start, end: start + 2 })));
    expect(pages.flat()).toEqual(all);
    expect(await ids({ sort: 'artist', order: 'DESC', end: 100 })).toEqual([...all].reverse());
    expect(await tracks({ sort: 'artist', start: 100, end: 125 })).toMatchObject({ rows: [], total: 9 });
  });

  it('tells what is below the profile, not what nobody knows', async () => {
    expect(await ids({ filter: { belowProfile: 'true' } })).toEqual(['2']);
    expect(await ids({ filter: { belowProfile: 'false' }, end: 100 })).not.toContain('4');
    expect((await tracks({ ids: ['4'] })).rows[0]).toMatchObject({ quality: null, belowProfile: null });
  });

  it('tells what has no picture', async () => {
    expect((await ids({ filter: { hasArt: 'false' } })).sort()).toEqual(['4', '5', '6']);
  });

  it('tells copies and why they are ones: on the same album, or the same recording elsewhere', async () => {
    const { rows } = await tracks({ filter: { duplicate: 'true' }, end: 100 });
    expect(Object.fromEntries(rows.map(({ id, copies }) => [id, copies]))).toEqual({
      '1': 'same-recording-elsewhere',
      '2': 'same-file-twice-on-album',
      '3': 'same-file-twice-on-album',
      '4': 'same-recording-elsewhere',
      '7': 'same-file-twice-on-album',
      '8': 'same-file-twice-on-album',
    });
  });

  it('tells what we placed, also when the server gave it another id', async () => {
    expect(await ids({ filter: { placedByUs: 'true' } })).toEqual(['1']);
    const libraryTrackIds = ['1' as LibraryTrackId]; // made here
    const libraryAlbumId = 'crossings' as LibraryAlbumId; // made here
    await tell('crossings', [
      { type: 'TracksRemoved', data: { libraryAlbumId, libraryTrackIds, removedAt: at } },
      {
        type: 'TracksIndexed',
        data: { libraryAlbumId, libraryId: 'server-3', tracks: [track('1b', { title: 'Ström', path: 'Old Ferry/1.flac' })], indexedAt: at },
      },
    ]);
    await eventually(
      () => ids({ filter: { placedByUs: 'true' } }),
      (now) => now.length === 1 && now[0] === '1b',
    );
    await eventually(
      () => ids({ filter: { copies: 'same-recording-elsewhere' } }),
      (now) => now.includes('1b') && now.includes('4'),
    );
  }, 30_000);

  it('finds words in any field and spelling, and signs of scripts that part no words', async () => {
    expect((await found('strom')).ids.sort()).toEqual(['1b', '4', '5', '6']);
    expect((await found('STRÖM best')).ids.sort()).toEqual(['4', '5', '6']);
    expect((await found('京')).ids.sort()).toEqual(['7', '8']);
    expect((await found('100%')).ids).toEqual(['8']);
  });

  it('says so when it only finds what is spelt alike', async () => {
    expect(await found('harbuor')).toMatchObject({ alike: true });
    expect((await found('harbuor')).ids.sort()).toEqual(['2', '3', '9']);
    expect(await found('xylophone quartet')).toEqual({ ids: [], total: 0, alike: true });
  });

  it.each([
    ['a percent sign', '%'],
    ['an underscore', '_'],
    ['quotes', "' OR 1=1 --"],
    ['a backslash', '\\'],
    ['half of a surrogate pair', '\ud800'],
    ['a NUL', 'a\u0000b'],
    ['a word of 10 000 letters', 'x'.repeat(10_000)],
    ['5 000 words', 'song '.repeat(5_000)],
    ['signs of a query language', '() | & ! :*'],
  ])('is safe from %s', async (_, q) => {
    const { rows, total } = await tracks({ q });
    expect(rows).toHaveLength(total);
    expect((await tracks()).total).toBe(9);
  });

  it('refuses a filter that no stored text can equal', async () => {
    await expect(tracks({ filter: { artist: 'a\u0000b' } })).rejects.toThrow('artist: holds a sign that no text has');
    await expect(tracks({ ids: ['a\u0000b'] })).rejects.toThrow('id: holds a sign that no text has');
    await expect(tracks({ filter: { duplicate: 'maybe' } })).rejects.toThrow('duplicate: is true or false');
    await expect(tracks({ sort: 'searchText' })).rejects.toThrow("can't sort by searchText");
  });
});

describe('the lists of albums and artists', () => {
  it('are summed from the tracks', async () => {
    const { rows } = await ask<LibraryAlbum>('library-albums', { filter: { libraryId: 'server-3' } });
    expect(rows.map(({ title, tracks: count, belowProfile, hasArt }) => ({ title, count, belowProfile, hasArt }))).toEqual([
      { title: 'Best Of', count: 3, belowProfile: false, hasArt: false },
      { title: 'Crossings', count: 3, belowProfile: true, hasArt: true },
      { title: '東京の夜', count: 2, belowProfile: false, hasArt: true },
    ]);
    const artists = await ask<LibraryArtist>('library-artists');
    expect(artists.rows).toMatchObject([
      { name: 'Old Ferry', albums: 3, tracks: 7, albumsWithoutArt: 1, albumsBelowProfile: 1 },
      { name: '椎名', albums: 1, tracks: 2 },
    ]);
    expect((await ask<LibraryAlbum>('library-albums', { filter: { artistFold: artists.rows[0]?.id ?? '' } })).total).toBe(3);
  });

  it('are narrowed and searched as the tracks are', async () => {
    const titles = async (query: Omit<ResourceQuery, 'resource'>) =>
      (await ask<LibraryAlbum>('library-albums', query)).rows.map(({ id }) => id).sort();
    expect(await titles({ filter: { belowProfile: 'true' } })).toEqual(['crossings']);
    expect(await titles({ filter: { duplicate: 'true' } })).toEqual(['best', 'crossings', 'tokyo']);
    expect(await titles({ filter: { placedByUs: 'false' } })).toHaveLength(4);
    expect(await titles({ q: '夜' })).toEqual(['tokyo']);
    expect((await ask<LibraryArtist>('library-artists', { q: 'old fery' })).rows).toMatchObject([{ name: 'Old Ferry' }]);
    expect((await ask<LibraryArtist>('library-artists', { filter: { lacksArt: 'true' } })).total).toBe(1);
  });
});

describe('the read models of the library', () => {
  it('equal their rebuild, and the marks come back after one', async () => {
    for (const name of ['library-tracks', 'library-albums', 'placed-files'])
      expect(await on.ask(adminSubject('plex-svc', 'verify'), { name })).toMatchObject({ differing: [] });
    const before = await ids({ filter: { duplicate: 'true' }, sort: 'path' });
    await on.ask(adminSubject('plex-svc', 'rebuild'), { name: 'library-tracks' });
    await eventually(
      () => ids({ filter: { duplicate: 'true' }, sort: 'path' }),
      (now) => now.join() === before.join(),
    );
  }, 30_000);
});

// Last: the tracks it adds would be counted above.
it('shows the nearest first of what is spelt alike', async () => {
  const named = (id: string, title: string) => track(id, { title, artist: 'Lantern', albumArtist: 'Lantern', album: 'Lanterns' });
  // By their ids they stand the other way round.
  const minPosition = await albumOf('lanterns', 'Lanterns', 'Lantern', [
    named('n1', 'Windowsills'),
    named('n2', 'Windowsill'),
    named('n3', 'Windows'),
  ]);
  const { rows, alike } = await tracks({ q: 'windosw', minPosition });
  expect({ titles: rows.map(({ title }) => title), alike }).toEqual({ titles: ['Windows', 'Windowsill', 'Windowsills'], alike: true });
});
