import { published } from '@soulsync/contracts';
import type { IndexedTrack } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';

export interface LibraryTrackRow {
  readonly id: string;
  readonly libraryAlbumId: string;
  readonly serverKey: string;
  readonly title: string;
  readonly artist: string;
  readonly albumArtist: string | null;
  readonly album: string | null;
  readonly discNumber: number | null;
  readonly trackNumber: number | null;
  readonly durationMs: number | null;
  readonly isrc: string | null;
  readonly path: string | null;
  readonly sizeBytes: number | null;
  readonly format: string | null;
  readonly bitrateKbps: number | null;
  readonly indexedAt: string;
}

/** What the library holds, track by track. */
export const libraryTracksProjection = projection<LibraryTrackRow>({
  name: 'library-tracks',
  version: 1,
  key: 'id',
  columns: {
    id: 'text',
    libraryAlbumId: 'text',
    serverKey: 'text',
    title: 'text',
    artist: 'text',
    albumArtist: 'text',
    album: 'text',
    discNumber: 'integer',
    trackNumber: 'integer',
    durationMs: 'integer',
    isrc: 'text',
    path: 'text',
    sizeBytes: 'bigint',
    format: 'text',
    bitrateKbps: 'integer',
    indexedAt: 'timestamptz',
  },
  indexes: ['("libraryAlbumId")', '("path")'],
  keys(envelope) {
    const event = published(envelope);
    switch (event.type) {
      case 'TracksIndexed':
      case 'TracksChanged':
        return event.data.tracks.map((track) => track.libraryTrackId);
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
        return rowOf(event.data.tracks, event.data.libraryAlbumId, id, event.data.indexedAt) ?? row;
      case 'TracksChanged':
        return rowOf(event.data.tracks, event.data.libraryAlbumId, id, row?.indexedAt ?? event.data.changedAt) ?? row;
      case 'TracksRemoved':
        return null;
      default:
        return row;
    }
  },
});

function rowOf(tracks: readonly IndexedTrack[], libraryAlbumId: string, id: string, indexedAt: string): LibraryTrackRow | null {
  const track = tracks.find((candidate) => candidate.libraryTrackId === id);
  if (!track) return null;
  const { libraryTrackId, ...fields } = track;
  return { id: libraryTrackId, libraryAlbumId, ...fields, indexedAt };
}
