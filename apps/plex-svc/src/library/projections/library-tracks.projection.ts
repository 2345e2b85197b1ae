import { published } from '@soulsync/contracts';
import type { IndexedTrack, LibraryTrackRow } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';
import { foldText, qualityOf, searchText } from '@soulsync/music';
import { recordingKey, SEPARATOR } from '../domain/library/recording-key.js';

type StoredTrack = Omit<LibraryTrackRow, 'belowProfile' | 'duplicate' | 'missed' | keyof LibraryTrackDerived> & {
  readonly serverKey: string;
  readonly albumKey: string | null;
  readonly artistKey: string | null;
  readonly guid: string | null;
  /** The complete full sync that did not show it; null: it was there when last looked. */
  readonly missedIn: string | null;
  /** null: it says too little of itself to be told from others. */
  readonly recordingKey: string | null;
  readonly byTitle: string;
  /** Artist, album, disc, number: an artist's tracks lie by album, disc and number. */
  readonly byArtist: string;
  /** null: on no album. */
  readonly byAlbum: string | null;
  readonly searchText: string;
};

/** What holds between tracks, and between tracks and files; `workers/derive-columns.ts` fills them. */
export interface LibraryTrackDerived {
  readonly placedByUs: boolean;
  /** Why it counts as a duplicate; null: it is none. */
  readonly copies: 'same-file-twice-on-album' | 'same-recording-elsewhere' | null;
}

/** What every list may be narrowed by lies in every index, so that none of it is looked up row by row. */
const sortedBy = (column: string) =>
  `("${column}" DESC NULLS LAST, "id" DESC) INCLUDE ("quality", "hasArt", "placedByUs", "copies", "missedIn", "format")`;

/** What the library holds, track by track. */
export const libraryTracksProjection = projection<StoredTrack>({
  name: 'library-tracks',
  version: 5,
  key: 'id',
  columns: {
    // First, since a search reads it of very many rows, and a row is read from its front.
    searchText: 'text',
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
    // Whatever a file claims: a number that does not fit must not lose its track.
    year: 'double precision',
    discNumber: 'double precision',
    trackNumber: 'double precision',
    durationMs: 'double precision',
    isrc: 'text',
    mbid: 'text',
    guid: 'text',
    hasArt: 'boolean',
    path: 'text',
    sizeBytes: 'double precision',
    format: 'text',
    bitrateKbps: 'double precision',
    sampleRateHz: 'double precision',
    bitDepth: 'double precision',
    otherFiles: 'jsonb',
    missedIn: 'text',
    indexedAt: 'timestamptz',
    quality: 'double precision',
    recordingKey: 'text',
    byTitle: 'text',
    byArtist: 'text',
    byAlbum: 'text',
  },
  derived: { placedByUs: 'boolean NOT NULL DEFAULT false', copies: 'text' },
  indexes: ['("libraryAlbumId")', '("path")'],
  lateIndexes: [
    'USING gin ("searchText" public.gin_trgm_ops)',
    ...['byTitle', 'byArtist', 'byAlbum', 'year', 'durationMs', 'quality', 'sizeBytes', 'indexedAt', 'path'].map(sortedBy),
  ],
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

interface IndexedTracks {
  readonly libraryAlbumId: string;
  readonly libraryId?: string;
  readonly tracks: readonly IndexedTrack[];
}

function rowOf({ libraryAlbumId, libraryId, tracks }: IndexedTracks, id: string, indexedAt: string): StoredTrack | null {
  const track = tracks.find((candidate) => candidate.libraryTrackId === id);
  if (!track) return null;
  // Field by field, as in `workers/observed-library.ts`.
  return {
    id: track.libraryTrackId,
    libraryId: libraryId ?? null,
    libraryAlbumId,
    serverKey: track.serverKey,
    albumKey: track.albumKey ?? null,
    artistKey: track.artistKey ?? null,
    title: track.title,
    artist: track.artist,
    albumArtist: track.albumArtist,
    album: track.album,
    year: track.year ?? null,
    discNumber: track.discNumber,
    trackNumber: track.trackNumber,
    durationMs: track.durationMs,
    isrc: track.isrc,
    mbid: track.mbid ?? null,
    guid: track.guid ?? null,
    hasArt: track.hasArt ?? null,
    path: track.path,
    sizeBytes: track.sizeBytes,
    format: track.format,
    bitrateKbps: track.bitrateKbps,
    sampleRateHz: track.sampleRateHz ?? null,
    bitDepth: track.bitDepth ?? null,
    otherFiles: track.otherFiles ?? [],
    missedIn: null,
    indexedAt,
    quality: qualityOf({ ...track, bitDepth: track.bitDepth ?? null }),
    recordingKey: recordingKey(track),
    ...sortKeys(track),
    searchText: searchText([track.title, track.artist, track.album, track.albumArtist]),
  };
}

function sortKeys({ title, artist, album, discNumber, trackNumber }: IndexedTrack) {
  const place = [discNumber, trackNumber].map((number) => String(number ?? 0).padStart(4, '0')).join(SEPARATOR);
  const byAlbum = album === null ? null : [foldText(album), place].join(SEPARATOR);
  return { byTitle: foldText(title), byArtist: [foldText(artist), byAlbum ?? foldText(title)].join(SEPARATOR), byAlbum };
}
