import { describe, expect, it } from '@jest/globals';
import type { EventEnvelope, IndexedTrack, LibraryAlbumEvent, LibraryAlbumId, LibraryTrackId } from '@soulsync/contracts';
import type { AnyProjection } from '@soulsync/event-store';
import { libraryAlbumsProjection } from './library-albums.projection.js';
import { libraryTracksProjection } from './library-tracks.projection.js';

const ids = (id: string) => ({ track: id as LibraryTrackId, album: id as LibraryAlbumId }); // made here
const at = '2026-11-25T10:00:00.000Z';
const later = '2026-11-26T10:00:00.000Z';

const track = (id: string, more: Partial<IndexedTrack> = {}): IndexedTrack => ({
  libraryTrackId: ids(id).track,
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

const albumIndexed = (album: string, title = 'Crossings', artist = 'Old Ferry'): LibraryAlbumEvent => ({
  type: 'AlbumIndexed',
  data: { libraryAlbumId: ids(album).album, title, artist, year: 2001, indexedAt: at },
});
const indexed = (album: string, ...tracks: IndexedTrack[]): LibraryAlbumEvent => ({
  type: 'TracksIndexed',
  data: { libraryAlbumId: ids(album).album, libraryId: 'server-3', tracks, indexedAt: at },
});
const changed = (album: string, ...tracks: IndexedTrack[]): LibraryAlbumEvent => ({
  type: 'TracksChanged',
  data: { libraryAlbumId: ids(album).album, libraryId: 'server-3', tracks, changedAt: later },
});
const removed = (album: string, ...tracks: string[]): LibraryAlbumEvent => ({
  type: 'TracksRemoved',
  data: { libraryAlbumId: ids(album).album, libraryTrackIds: tracks.map((id) => ids(id).track), removedAt: later },
});
const missed = (album: string, ...tracks: string[]): LibraryAlbumEvent => ({
  type: 'TracksMissed',
  data: { libraryAlbumId: ids(album).album, libraryTrackIds: tracks.map((id) => ids(id).track), sweepId: 'sweep', missedAt: later },
});
const found = (album: string, ...tracks: string[]): LibraryAlbumEvent => ({
  type: 'TracksFound',
  data: { libraryAlbumId: ids(album).album, libraryTrackIds: tracks.map((id) => ids(id).track), foundAt: later },
});

/** The rows after these events, by key. */
function rowsAfter(projection: AnyProjection, events: readonly LibraryAlbumEvent[]): Readonly<Record<string, Record<string, unknown>>> {
  const rows = new Map<string, Record<string, unknown> | null>();
  for (const [n, event] of events.entries()) {
    const envelope: EventEnvelope = {
      id: String(n),
      schemaVersion: 1,
      time: at,
      aggregateType: 'library-album',
      aggregateId: event.data.libraryAlbumId,
      version: n + 1,
      correlationId: 'test',
      causationId: null,
      actor: { kind: 'process', id: 'test' },
      traceparent: null,
      ...event,
    };
    for (const key of projection.keys(envelope)) rows.set(key, projection.evolve(rows.get(key) ?? null, envelope, key));
  }
  return Object.fromEntries([...rows].filter((entry): entry is [string, Record<string, unknown>] => entry[1] !== null));
}

const given = (...events: LibraryAlbumEvent[]) => ({
  album: (id: string) => rowsAfter(libraryAlbumsProjection, events)[id],
  track: (id: string) => rowsAfter(libraryTracksProjection, events)[id],
});

describe('an album of the library', () => {
  const two = [albumIndexed('a'), indexed('a', track('1'), track('2', { durationMs: 90_000, format: 'mp3', bitrateKbps: 192 }))];

  it('sums what its tracks are', () => {
    expect(given(...two).album('a')).toMatchObject({
      title: 'Crossings',
      libraryId: 'server-3',
      tracks: 2,
      durationMs: 150_000,
      hasArt: true,
      formats: ['flac', 'mp3'],
      worstQuality: 192,
      bestQuality: 10_000,
      missed: 0,
    });
  });

  it('counts a changed track once, with what it is now', () => {
    expect(given(...two, changed('a', track('2', { durationMs: 95_000 }))).album('a')).toMatchObject({
      tracks: 2,
      durationMs: 155_000,
      formats: ['flac'],
      worstQuality: 10_000,
      indexedAt: at,
    });
  });

  it('gives a track away, whichever album is told first', () => {
    const arrives = [albumIndexed('b', 'Harbours'), indexed('b', track('2', { album: 'Harbours' }))];
    for (const moved of [
      [...arrives, removed('a', '2')],
      [removed('a', '2'), ...arrives],
    ]) {
      const then = given(...two, ...moved);
      expect(then.album('a')).toMatchObject({ tracks: 1, durationMs: 60_000, worstQuality: 10_000 });
      expect(then.album('b')).toMatchObject({ tracks: 1, title: 'Harbours' });
    }
  });

  it('keeps a track that comes back from another album', () => {
    const away = [albumIndexed('b', 'Harbours'), indexed('b', track('2')), removed('a', '2')];
    const then = given(...two, ...away, indexed('a', track('2')), removed('b', '2'));
    expect(then.album('a')).toMatchObject({ tracks: 2 });
    expect(then.album('b')).toMatchObject({ tracks: 0 });
    expect(then.track('2')).toMatchObject({ libraryAlbumId: 'a' });
  });

  it('knows how many of its tracks were not shown, and forgets it when they are shown or changed', () => {
    const missing = [...two, missed('a', '1', '2')];
    expect(given(...missing).album('a')).toMatchObject({ tracks: 2, missed: 2 });
    expect(given(...missing, found('a', '1')).album('a')).toMatchObject({ missed: 1 });
    expect(given(...missing, found('a', '1'), changed('a', track('2'))).album('a')).toMatchObject({ missed: 0 });
    expect(given(...two, missed('a', 'stranger')).album('a')).toMatchObject({ tracks: 2, missed: 0 });
  });

  it('says nothing of pictures and quality that no track tells', () => {
    const row = given(albumIndexed('a'), indexed('a', track('1', { hasArt: null, format: null, bitrateKbps: null }))).album('a');
    expect(row).toMatchObject({ hasArt: null, worstQuality: null, bestQuality: null, formats: [] });
  });

  it('takes its name from its tracks where nobody told it', () => {
    expect(given(indexed('a', track('1'))).album('a')).toMatchObject({ title: 'Crossings', artist: 'Old Ferry' });
  });
});

describe('a track of the library', () => {
  it('is on the album that told it last, and a late removal from the old one does not concern it', () => {
    const then = given(indexed('a', track('1')), indexed('b', track('1', { album: 'Harbours' })), removed('a', '1'));
    expect(then.track('1')).toMatchObject({ libraryAlbumId: 'b', album: 'Harbours', indexedAt: at });
  });

  it('is ordered by artist, album, disc and number', () => {
    const places = [track('1', { trackNumber: 10 }), track('2', { trackNumber: 9 }), track('3', { discNumber: 2, trackNumber: 1 })];
    const then = given(indexed('a', ...places), indexed('b', track('4', { artist: 'Old Ferry Band' })));
    const order = ['1', '2', '3', '4'].sort((a, b) => (String(then.track(a)?.['byArtist']) < String(then.track(b)?.['byArtist']) ? -1 : 1));
    expect(order).toEqual(['2', '1', '3', '4']);
  });

  it('keeps numbers no integer holds', () => {
    expect(given(indexed('a', track('1', { durationMs: 9e12, bitrateKbps: 3e9 }))).track('1')).toMatchObject({ durationMs: 9e12 });
  });
});
