import type { FilingId, Instant, LibraryAlbumId, LibraryTrackId, ScanId } from '../ids.js';

/** One file of a track. */
export interface IndexedFile {
  /** Relative to our music folder, `/` between segments, NFC; null when the server's path maps to none of ours. */
  readonly path: string | null;
  readonly sizeBytes: number | null;
  readonly format: string | null;
  readonly bitrateKbps: number | null;
  readonly sampleRateHz?: number | null;
  readonly bitDepth?: number | null;
}

/** Its file is the best of those the server holds. Fields that were added later are absent in older events. */
export interface IndexedTrack extends IndexedFile {
  readonly libraryTrackId: LibraryTrackId;
  /** The server's own key; opaque, and may change while the track stays the same. */
  readonly serverKey: string;
  readonly albumKey?: string;
  readonly artistKey?: string | null;
  readonly title: string;
  readonly artist: string;
  readonly albumArtist: string | null;
  readonly album: string | null;
  readonly year?: number | null;
  readonly discNumber: number | null;
  readonly trackNumber: number | null;
  readonly durationMs: number | null;
  /** Several, as a file may bear, are joined by `;`. */
  readonly isrc: string | null;
  /** MusicBrainz recording id, where the file or the source says it. */
  readonly mbid?: string | null;
  /** The server's own lasting name of the track (`plex://track/…`); it outlives the server's keys. */
  readonly guid?: string | null;
  /** Does its album show a picture? null: not known. */
  readonly hasArt?: boolean | null;
  /** Files of the same track beside the best one. */
  readonly otherFiles?: readonly IndexedFile[];
}

/** Tracks are of one library (`libraryId`: server and section); a removal concerns only tracks that are still on this album. */
export type LibraryAlbumEvent =
  | {
      type: 'AlbumIndexed';
      data: { libraryAlbumId: LibraryAlbumId; title: string; artist: string; year: number | null; indexedAt: Instant };
    }
  | {
      type: 'TracksIndexed';
      data: { libraryAlbumId: LibraryAlbumId; libraryId?: string; tracks: readonly IndexedTrack[]; indexedAt: Instant };
    }
  | {
      type: 'TracksChanged';
      data: { libraryAlbumId: LibraryAlbumId; libraryId?: string; tracks: readonly IndexedTrack[]; changedAt: Instant };
    }
  /** A complete full sync did not show them; they stay owned until another one does not either. */
  | {
      type: 'TracksMissed';
      data: { libraryAlbumId: LibraryAlbumId; libraryTrackIds: readonly LibraryTrackId[]; sweepId: string; missedAt: Instant };
    }
  /** Shown again, as they were. */
  | { type: 'TracksFound'; data: { libraryAlbumId: LibraryAlbumId; libraryTrackIds: readonly LibraryTrackId[]; foundAt: Instant } }
  | { type: 'TracksRemoved'; data: { libraryAlbumId: LibraryAlbumId; libraryTrackIds: readonly LibraryTrackId[]; removedAt: Instant } };

/** Of a file that is in the library all the same. */
type TakenInPart = 'album-in-one-file' | 'unknown-encoding' | 'no-artist';

/** What lies in the library's folders and could not be taken in, or not in full. */
export interface UnreadFile {
  /** Relative to the music folder. */
  readonly path: string;
  readonly kind: 'file' | 'folder';
  readonly reason: 'no-rights' | 'unreadable' | 'empty' | 'not-audio' | 'twin-name' | TakenInPart;
  /** For people. */
  readonly detail: string;
}

const inPart: ReadonlySet<UnreadFile['reason']> = new Set<TakenInPart>(['album-in-one-file', 'unknown-encoding', 'no-artist']);
export const isTakenInPart = ({ reason }: UnreadFile): boolean => inPart.has(reason);

/** So much was missing at once that nobody may believe it without asking. */
export interface SuspectedLoss {
  /** Relative to the music folder; '' is the whole library. */
  readonly folder: string;
  readonly missing: number;
  readonly of: number;
}

/** Aggregate `library`, one per server and section. */
export type LibraryEvent =
  | {
      type: 'LibrarySweepStarted';
      data: { libraryId: string; sweepId: string; server?: string; serverName?: string; title?: string; startedAt: Instant };
    }
  /** Only a complete full sync (every page arrived, counts agree) is told; an incomplete one is a health issue. */
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
        /** Known tracks this full sync did not show. */
        missed?: number;
        removed?: number;
        /** Present: nothing was taken off, a person is asked. */
        loss?: SuspectedLoss | null;
        finishedAt: Instant;
      };
    }
  /** A person said that what is missing is really gone; it holds for the next complete full sync. */
  | { type: 'LibraryLossAccepted'; data: { libraryId: string; loss: SuspectedLoss; by: string; at: Instant } }
  /** Its server is no longer read from; its tracks were removed before. Read from again, it begins anew. */
  | { type: 'LibraryRetired'; data: { libraryId: string; server: string; retiredAt: Instant } };

export interface ScannedFile {
  readonly filingId: FilingId;
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
        path: string;
        libraryTrackId: LibraryTrackId;
        indexedAt: Instant;
      };
    }
  | { type: 'ScanFinished'; data: { scanId: ScanId; finishedAt: Instant } }
  | { type: 'ScanFailed'; data: { scanId: ScanId; cause: 'not-seen-by-server'; detail: string; failedAt: Instant } };

/** Why none of a server's files is found here: the given path map does not fit, or nothing like them is below the music folder. */
export type UnprovenPaths = 'map-does-not-fit' | 'nothing-found';

/** Do the server's paths and ours mean the same files? */
export interface PathProof {
  readonly server: string;
  /** `guessed`: found out from files both see, and used. `nothing-to-prove`: no real paths, or no files yet. */
  readonly state: 'proven' | 'guessed' | 'unproven' | 'nothing-to-prove';
  /** Of the files asked for, those found here under the map, with the same size. */
  readonly seen: number;
  readonly of: number;
  readonly pairs: readonly { readonly server: string; readonly local: string }[];
  /** The first that is not here; where all are, any. */
  readonly example: { readonly server: string; readonly ours: string | null } | null;
  /** Of `unproven`. */
  readonly cause: UnprovenPaths | null;
  /** Below which our files are. */
  readonly musicDir: string;
}
