import { published } from '@soulsync/contracts';
import type { IndexedTrack, LibraryAlbumId, LibraryTrackId } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';

/** A library track as far as matching asks. */
export interface LibraryIndexRow {
  readonly libraryTrackId: LibraryTrackId;
  /** null: it left the library; the row stays for the server's lasting name, by which the recording is known again. */
  readonly libraryAlbumId: LibraryAlbumId | null;
  readonly title: string;
  readonly artist: string;
  readonly albumArtist: string | null;
  readonly album: string | null;
  readonly durationMs: number | null;
  readonly isrc: string | null;
  readonly mbid: string | null;
  readonly guid: string | null;
  readonly path: string | null;
  /** When it came into the library: the index is filled in this order, the albums whole. */
  readonly since: string;
}

/** Which tracks the library holds; fills the index when the service starts. */
export const libraryIndexProjection = projection<LibraryIndexRow>({
  name: 'library-index',
  version: 1,
  key: 'libraryTrackId',
  columns: {
    libraryTrackId: 'text',
    libraryAlbumId: 'text',
    title: 'text',
    artist: 'text',
    albumArtist: 'text',
    album: 'text',
    durationMs: 'double precision', // whatever a file claims: a number that does not fit must not lose its album
    isrc: 'text',
    mbid: 'text',
    guid: 'text',
    path: 'text',
    since: 'timestamptz',
  },
  keys(envelope) {
    const event = published(envelope);
    switch (event.type) {
      case 'TracksIndexed':
      case 'TracksChanged':
        return event.data.tracks.map(({ libraryTrackId }) => libraryTrackId);
      case 'TracksRemoved':
        return event.data.libraryTrackIds;
      default:
        return [];
    }
  },
  evolve(row, envelope, id) {
    const event = published(envelope);
    switch (event.type) {
      case 'TracksIndexed':
      case 'TracksChanged': {
        const track = event.data.tracks.findLast(({ libraryTrackId }) => libraryTrackId === id);
        const at = event.type === 'TracksIndexed' ? event.data.indexedAt : event.data.changedAt;
        return track ? rowOf(track, event.data.libraryAlbumId, row?.libraryAlbumId ? row.since : at) : row;
      }
      case 'TracksRemoved':
        // A track that moved may be told of by its new album before its old one misses it.
        if (row?.libraryAlbumId !== event.data.libraryAlbumId) return row;
        return row.guid === null ? null : { ...row, libraryAlbumId: null };
      default:
        return row;
    }
  },
});

const rowOf = (track: IndexedTrack, libraryAlbumId: LibraryAlbumId, since: string): LibraryIndexRow => ({
  libraryTrackId: track.libraryTrackId,
  libraryAlbumId,
  title: track.title,
  artist: track.artist,
  albumArtist: track.albumArtist,
  album: track.album,
  durationMs: track.durationMs,
  isrc: track.isrc,
  mbid: track.mbid ?? null,
  guid: track.guid ?? null,
  path: track.path,
  since,
});
