import type { LibraryAlbumId, LibraryTrackId, UnreadFile } from '@soulsync/contracts';

/** A track as the server shows it now. */
export interface ServerTrack {
  readonly libraryTrackId: LibraryTrackId;
  readonly libraryAlbumId: LibraryAlbumId;
  readonly serverKey: string;
  readonly title: string;
  readonly artist: string;
  readonly albumArtist: string | null;
  readonly album: string | null;
  readonly year: number | null;
  readonly discNumber: number | null;
  readonly trackNumber: number | null;
  readonly durationMs: number | null;
  readonly isrc: string | null;
  /** MusicBrainz recording id, where the file or the source says it. */
  readonly mbid?: string | null;
  /** The server's own lasting name of the recording (`plex://track/…`); it outlives the server's keys. */
  readonly guid?: string | null;
  /** Relative to the music folder, NFC; null: it maps to none of ours. */
  readonly path: string | null;
  readonly sizeBytes: number | null;
  readonly format: string | null;
  readonly bitrateKbps: number | null;
}

export interface ScanProgress {
  /** `unknown`: it was never seen running; look for the files all the same. */
  readonly state: 'queued' | 'running' | 'settled' | 'unknown';
}

/** One music library of one server. Throws `Unavailable` when it could not be asked: that is no answer. */
export interface LibraryServer {
  /** Lasting id of server and section. */
  libraryId(): Promise<string>;
  /** All tracks; what can't be taken in is told, and stops nothing. Throws when a page is missing or the counts disagree: half a library must not look like a small one. */
  sweep(tell?: (unread: UnreadFile) => void): AsyncIterable<readonly ServerTrack[]>;
  /** Asks for a scan of a folder relative to the music folder; answers how to follow it. */
  scan(folder: string): Promise<{ progress(): Promise<ScanProgress> }>;
  /** Tracks that lie at these paths now, settled ones only. */
  tracksAt(paths: readonly string[], sinceMs: number): Promise<readonly ServerTrack[]>;
  /** Calls back when the library may have changed by itself; answers how to stop. */
  watch(changed: () => void): () => Promise<void>;
}
