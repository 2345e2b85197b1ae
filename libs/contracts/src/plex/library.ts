import type { AcquisitionId, FilingId, Instant, LibraryAlbumId, LibraryTrackId, ScanId } from '../ids.js';

export interface IndexedTrack {
  readonly libraryTrackId: LibraryTrackId;
  /** The server's own key; opaque. */
  readonly serverKey: string;
  readonly title: string;
  readonly artist: string;
  readonly albumArtist: string | null;
  readonly album: string | null;
  readonly discNumber: number | null;
  readonly trackNumber: number | null;
  readonly durationMs: number | null;
  readonly isrc: string | null;
  /** MusicBrainz recording id, where the file or the source says it. */
  readonly mbid?: string | null;
  /** The server's own lasting name of the recording (`plex://track/…`); it outlives the server's keys. */
  readonly guid?: string | null;
  /** Relative to our music folder, `/` between segments, NFC; null when the server's path maps to none of ours. */
  readonly path: string | null;
  readonly sizeBytes: number | null;
  readonly format: string | null;
  readonly bitrateKbps: number | null;
}

export type LibraryAlbumEvent =
  | {
      type: 'AlbumIndexed';
      data: { libraryAlbumId: LibraryAlbumId; title: string; artist: string; year: number | null; indexedAt: Instant };
    }
  | { type: 'TracksIndexed'; data: { libraryAlbumId: LibraryAlbumId; tracks: readonly IndexedTrack[]; indexedAt: Instant } }
  | { type: 'TracksChanged'; data: { libraryAlbumId: LibraryAlbumId; tracks: readonly IndexedTrack[]; changedAt: Instant } }
  | { type: 'TracksRemoved'; data: { libraryAlbumId: LibraryAlbumId; libraryTrackIds: readonly LibraryTrackId[]; removedAt: Instant } };

/** What lies in the library's folders and could not be taken in. */
export interface UnreadFile {
  /** Relative to the music folder. */
  readonly path: string;
  readonly kind: 'file' | 'folder';
  readonly reason: 'no-rights' | 'unreadable' | 'empty' | 'not-audio' | 'twin-name';
  /** For people. */
  readonly detail: string;
}

/** Aggregate `library`, one per server and section. */
export type LibraryEvent =
  | { type: 'LibrarySweepStarted'; data: { libraryId: string; sweepId: string; startedAt: Instant } }
  /** Only a complete sweep (every page arrived, counts agree) is told; an incomplete one is a health issue. */
  | {
      type: 'LibrarySweepFinished';
      data: {
        libraryId: string;
        sweepId: string;
        albums: number;
        tracks: number;
        /** The first of them. */
        unread?: readonly UnreadFile[];
        unreadCount?: number;
        finishedAt: Instant;
      };
    };

export interface ScannedFile {
  readonly filingId: FilingId;
  readonly acquisitionId: AcquisitionId;
  /** Relative to the music folder. */
  readonly path: string;
}

export type LibraryScanEvent =
  | { type: 'ScanRequested'; data: { scanId: ScanId; folder: string; files: readonly ScannedFile[]; requestedAt: Instant } }
  | { type: 'ScanStarted'; data: { scanId: ScanId; startedAt: Instant } }
  | {
      type: 'FileIndexed';
      data: {
        scanId: ScanId;
        filingId: FilingId;
        acquisitionId: AcquisitionId;
        path: string;
        libraryTrackId: LibraryTrackId;
        indexedAt: Instant;
      };
    }
  | { type: 'ScanFinished'; data: { scanId: ScanId; finishedAt: Instant } }
  | { type: 'ScanFailed'; data: { scanId: ScanId; cause: string; detail: string; failedAt: Instant } };
