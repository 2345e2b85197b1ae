import { published } from '@soulsync/contracts';
import type { IndexedTrack, LibraryAlbumId, MatchedTrack } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';

type LibraryFileRow = MatchedTrack & { readonly libraryTrackId: string };

/** The library's tracks with their files, as far as an entry shows of what it was matched with. */
export const libraryFilesProjection = projection<LibraryFileRow>({
  name: 'library-files',
  version: 1,
  key: 'libraryTrackId',
  columns: {
    libraryTrackId: 'text',
    libraryAlbumId: 'text',
    title: 'text',
    artist: 'text',
    album: 'text',
    durationMs: 'double precision', // whatever a file claims: a number that does not fit must not lose its album
    path: 'text',
    format: 'text',
    bitrateKbps: 'double precision',
    sampleRateHz: 'double precision',
    bitDepth: 'double precision',
    sizeBytes: 'double precision',
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
        return track ? rowOf(track, event.data.libraryAlbumId) : row;
      }
      case 'TracksRemoved':
        return row?.libraryAlbumId === event.data.libraryAlbumId ? null : row; // one that moved is on another album by now
      default:
        return row;
    }
  },
});

const rowOf = (track: IndexedTrack, libraryAlbumId: LibraryAlbumId): LibraryFileRow => {
  const {
    libraryTrackId,
    title,
    artist,
    album,
    durationMs,
    path,
    format,
    bitrateKbps,
    sampleRateHz = null,
    bitDepth = null,
    sizeBytes,
  } = track;
  return { libraryTrackId, libraryAlbumId, title, artist, album, durationMs, path, format, bitrateKbps, sampleRateHz, bitDepth, sizeBytes };
};
