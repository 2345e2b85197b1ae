import { published } from '@soulsync/contracts';
import type { IndexedFile, IndexedTrack } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';

export interface LibraryTrackRow {
  readonly id: string;
  /** Server and section; null: stored before libraries were told apart. */
  readonly libraryId: string | null;
  readonly libraryAlbumId: string;
  readonly serverKey: string;
  readonly albumKey: string | null;
  readonly artistKey: string | null;
  readonly title: string;
  readonly artist: string;
  readonly albumArtist: string | null;
  readonly album: string | null;
  readonly year: number | null;
  readonly discNumber: number | null;
  readonly trackNumber: number | null;
  readonly durationMs: number | null;
  readonly isrc: string | null;
  readonly mbid: string | null;
  readonly guid: string | null;
  readonly hasArt: boolean | null;
  readonly path: string | null;
  readonly sizeBytes: number | null;
  readonly format: string | null;
  readonly bitrateKbps: number | null;
  readonly sampleRateHz: number | null;
  readonly bitDepth: number | null;
  readonly otherFiles: readonly IndexedFile[];
  /** The complete sweep that did not show it; null: it was there when last looked. */
  readonly missedIn: string | null;
  readonly indexedAt: string;
}

/** What the library holds, track by track. */
export const libraryTracksProjection = projection<LibraryTrackRow>({
  name: 'library-tracks',
  version: 2,
  key: 'id',
  columns: {
    id: 'text',
    libraryId: 'text',
    libraryAlbumId: 'text',
    serverKey: 'text',
    albumKey: 'text',
    artistKey: 'text',
    title: 'text',
    artist: 'text',
    albumArtist: 'text',
    album: 'text',
    year: 'integer',
    discNumber: 'integer',
    trackNumber: 'integer',
    durationMs: 'integer',
    isrc: 'text',
    mbid: 'text',
    guid: 'text',
    hasArt: 'boolean',
    path: 'text',
    sizeBytes: 'bigint',
    format: 'text',
    bitrateKbps: 'integer',
    sampleRateHz: 'integer',
    bitDepth: 'integer',
    otherFiles: 'jsonb',
    missedIn: 'text',
    indexedAt: 'timestamptz',
  },
  indexes: ['("libraryAlbumId")', '("path")'],
  keys(envelope) {
    const event = published(envelope);
    switch (event.type) {
      case 'TracksIndexed':
      case 'TracksChanged':
        return event.data.tracks.map((track) => track.libraryTrackId);
      case 'TracksMissed':
      case 'TracksFound':
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
        return rowOf(event.data, id, row?.indexedAt ?? event.data.indexedAt) ?? row;
      case 'TracksChanged':
        return rowOf(event.data, id, row?.indexedAt ?? event.data.changedAt) ?? row;
      case 'TracksMissed':
        return row && row.libraryAlbumId === event.data.libraryAlbumId ? { ...row, missedIn: event.data.sweepId } : row;
      case 'TracksFound':
        return row && row.libraryAlbumId === event.data.libraryAlbumId ? { ...row, missedIn: null } : row;
      case 'TracksRemoved':
        // One that moved to another album was told there first.
        return row && row.libraryAlbumId === event.data.libraryAlbumId ? null : row;
      default:
        return row;
    }
  },
});

interface Told {
  readonly libraryAlbumId: string;
  readonly libraryId?: string;
  readonly tracks: readonly IndexedTrack[];
}

function rowOf({ libraryAlbumId, libraryId, tracks }: Told, id: string, indexedAt: string): LibraryTrackRow | null {
  const track = tracks.find((candidate) => candidate.libraryTrackId === id);
  if (!track) return null;
  const { libraryTrackId, albumKey = null, artistKey = null, year = null, mbid = null, guid = null, hasArt = null, ...fields } = track;
  const { sampleRateHz = null, bitDepth = null, otherFiles = [], ...rest } = fields;
  return {
    id: libraryTrackId,
    libraryId: libraryId ?? null,
    libraryAlbumId,
    albumKey,
    artistKey,
    year,
    mbid,
    guid,
    hasArt,
    sampleRateHz,
    bitDepth,
    otherFiles,
    ...rest,
    missedIn: null,
    indexedAt,
  };
}
