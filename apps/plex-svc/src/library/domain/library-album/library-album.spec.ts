import { describe, expect, it } from '@jest/globals';
import type { IndexedTrack, LibraryAlbumEvent, LibraryAlbumId, LibraryTrackId } from '@soulsync/contracts';
import { libraryAlbum } from './library-album.js';
import type { LibraryAlbumCommand } from './library-album.js';

const libraryAlbumId = 'album' as LibraryAlbumId;
const [one, two] = ['one', 'two'] as LibraryTrackId[] as [LibraryTrackId, LibraryTrackId];
const at = '2026-11-25T10:00:00.000Z';
const head = { title: 'Crossings', artist: 'Old Ferry', year: 2001 };

const track = (libraryTrackId: LibraryTrackId, more: Partial<IndexedTrack> = {}): IndexedTrack => ({
  libraryTrackId,
  serverKey: libraryTrackId,
  title: libraryTrackId,
  artist: 'Old Ferry',
  albumArtist: 'Old Ferry',
  album: 'Crossings',
  discNumber: 1,
  trackNumber: 1,
  durationMs: 1_000,
  isrc: null,
  path: `${libraryTrackId}.flac`,
  sizeBytes: 1,
  format: 'flac',
  bitrateKbps: 900,
  ...more,
});

const report = (...tracks: IndexedTrack[]): LibraryAlbumCommand => ({
  type: 'ReportTracks',
  data: { libraryAlbumId, libraryId: 'server-3', head, tracks, at },
});
const notShown = (sweepId: string, ...libraryTrackIds: LibraryTrackId[]): LibraryAlbumCommand => ({
  type: 'ReportNotShown',
  data: { libraryTrackIds, sweepId, at },
});

const given = (...events: LibraryAlbumEvent[]) => ({
  when: (command: LibraryAlbumCommand) => libraryAlbum.decide(command, events.reduce(libraryAlbum.evolve, libraryAlbum.initialState)),
});
const indexed: LibraryAlbumEvent = { type: 'AlbumIndexed', data: { libraryAlbumId, ...head, indexedAt: at } };
const tracksIndexed = (...tracks: IndexedTrack[]): LibraryAlbumEvent => ({
  type: 'TracksIndexed',
  data: { libraryAlbumId, libraryId: 'server-3', tracks, indexedAt: at },
});
const missed = (sweepId: string, ...libraryTrackIds: LibraryTrackId[]): LibraryAlbumEvent => ({
  type: 'TracksMissed',
  data: { libraryAlbumId, libraryTrackIds, sweepId, missedAt: at },
});

describe('an album of the library', () => {
  it('is told with its tracks when it is first seen', () => {
    expect(given().when(report(track(one)))).toEqual([indexed, tracksIndexed(track(one))]);
  });

  it('says nothing when it is seen again as it was, unknown fields left out or not', () => {
    expect(given(indexed, tracksIndexed(track(one))).when(report(track(one, { mbid: null, otherFiles: [] })))).toEqual([
      {
        type: 'TracksChanged',
        data: { libraryAlbumId, libraryId: 'server-3', tracks: [track(one, { mbid: null, otherFiles: [] })], changedAt: at },
      },
    ]);
    expect(given(indexed, tracksIndexed(track(one))).when(report(track(one, { mbid: null })))).toEqual([]);
  });

  it('loses no track to the first full sync that misses it', () => {
    expect(given(indexed, tracksIndexed(track(one), track(two))).when(notShown('s1', one))).toEqual([missed('s1', one)]);
  });

  it('loses a track to the second full sync that misses it', () => {
    expect(given(indexed, tracksIndexed(track(one), track(two)), missed('s1', one)).when(notShown('s2', one))).toEqual([
      { type: 'TracksRemoved', data: { libraryAlbumId, libraryTrackIds: [one], removedAt: at } },
    ]);
  });

  it('loses nothing when the same full sync is told twice', () => {
    expect(given(indexed, tracksIndexed(track(one)), missed('s1', one)).when(notShown('s1', one))).toEqual([]);
  });

  it('finds a missed track again, so that the next miss is a first one', () => {
    const found: LibraryAlbumEvent = { type: 'TracksFound', data: { libraryAlbumId, libraryTrackIds: [one], foundAt: at } };
    expect(given(indexed, tracksIndexed(track(one)), missed('s1', one)).when(report(track(one)))).toEqual([found]);
    expect(given(indexed, tracksIndexed(track(one)), missed('s1', one), found).when(notShown('s2', one))).toEqual([missed('s2', one)]);
  });

  it('lets a track go at once when it is on another album now', () => {
    expect(given(indexed, tracksIndexed(track(one))).when({ type: 'ReportMoved', data: { libraryTrackIds: [one, two], at } })).toEqual([
      { type: 'TracksRemoved', data: { libraryAlbumId, libraryTrackIds: [one], removedAt: at } },
    ]);
  });
});
