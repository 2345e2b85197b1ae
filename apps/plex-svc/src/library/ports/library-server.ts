import type { UnreadFile } from '@soulsync/contracts';
import { Unavailable } from '@soulsync/service-kit';
import type { ServerIdentity, ServerKind } from '../../connection/server-identity.js';
import type { OwnPaths } from '../domain/library/path-map.js';

/** One music library of a server. */
export interface Section {
  /** The server's own key; opaque. */
  readonly key: string;
  readonly title: string;
  /** Relative to the music folder, '' is all of it; a root that maps to none of ours is left out. */
  readonly folders: readonly string[];
  /** Another one than before: something may have changed. null: the server has no such counter. */
  readonly stamp: string | null;
}

/** One file of a track; a server may hold several of the same track. */
export interface TrackFile {
  /** Relative to the music folder, NFC; null: it maps to none of ours. */
  readonly path: string | null;
  readonly sizeBytes: number | null;
  readonly format: string | null;
  readonly bitrateKbps: number | null;
  readonly sampleRateHz?: number | null;
  readonly bitDepth?: number | null;
}

/** A track as the server shows it now, in the server's own keys; its file is the best of those that exist. */
export interface ServerTrack extends TrackFile {
  /** Key of its section. */
  readonly section: string;
  readonly serverKey: string;
  readonly albumKey: string;
  readonly artistKey?: string | null;
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
  /** The server's own lasting name of the track (`plex://track/…`); it outlives the server's keys. */
  readonly guid?: string | null;
  /** Does its album show a picture? null: not known. */
  readonly hasArt?: boolean | null;
  /** Files of the same track beside the best one. */
  readonly otherFiles?: readonly TrackFile[];
}

export interface FullSyncPage {
  readonly tracks: readonly ServerTrack[];
  /** Opaque; given back as `resume`, the full sync goes on behind this page. */
  readonly pageCursor: string;
  /** Tracks of the section as the server counts them; null: it does not. */
  readonly total: number | null;
}

export interface FullSyncOptions {
  /** Goes on where an interrupted full sync stood: its last page cursor, and the server keys it had given. */
  readonly resume?: { readonly pageCursor: string; readonly seen: ReadonlySet<string> };
  /** What can't be taken in; it stops nothing. */
  readonly onUnread?: (unread: UnreadFile) => void;
}

export interface ChangesPage {
  readonly tracks: readonly ServerTrack[];
  /** Something seems to be gone: only a full sync can tell. */
  readonly fullSyncAdvised?: boolean;
  /** Where to begin the next time, once all pages were taken. */
  readonly cursor: string;
}

/** A file as the server names it. */
export interface SampledFile {
  readonly serverPath: string;
  readonly sizeBytes: number | null;
}

export interface RealFiles {
  /** What its paths mean with us. */
  readonly paths: OwnPaths;
  /** Some files of different albums. */
  sample(count: number): Promise<readonly SampledFile[]>;
}

/** A published file that the server should hold. */
export interface SoughtFile {
  /** Relative to the music folder, NFC. */
  readonly path: string;
  readonly sizeBytes: number | null;
  readonly durationMs: number | null;
  readonly title: string | null;
}

export interface RunningScan {
  /** `unknown`: it was never seen running; look for the files all the same. */
  progress(): Promise<'queued' | 'running' | 'settled' | 'unknown'>;
}

/** One library server. Throws `Unavailable` when it could not be asked: that is no answer. */
export interface LibraryServer {
  readonly kind: ServerKind;
  identify(): Promise<ServerIdentity>;
  /** Its music libraries with their stamps: the cheapest look there is. */
  sections(): Promise<readonly Section[]>;
  /**
   * All tracks of a section, each once. Throws `Unavailable` when a page is missing or the counts disagree: half a library must not look
   * like a small one; `UnsteadyFullSync`, when it has to begin anew. Only a full sync that ended without a throw may tell that something is gone.
   */
  fullSync(section: string, options?: FullSyncOptions): AsyncIterable<FullSyncPage>;
  /**
   * Tracks that changed since the cursor, and perhaps some that did not. null: none, only where to begin. Never tells what is gone. Throws
   * `FilterIgnored` when the server gave all it has instead.
   */
  changes(section: string, cursor: string | null): AsyncIterable<ChangesPage>;
  /** Asks for a scan of a folder relative to the music folder ('': everything). */
  scan(folder: string): Promise<RunningScan>;
  /** Of these files those the server shows now, whole, by their paths. `sinceMs`: none of them was there before. */
  find(files: readonly SoughtFile[], sinceMs: number): Promise<ReadonlyMap<string, ServerTrack>>;
  /** Absent where it has no real paths. */
  readonly realFiles?: RealFiles;
  /** Calls back when the library may have changed by itself; answers how to stop. */
  watch(changed: () => void): () => Promise<void>;
}

/** The library changed while it was read, or its counts disagree: what was read does not make a whole. */
export class UnsteadyFullSync extends Unavailable {}

/** The server does not know the question "what changed since" and answered with everything. */
export class FilterIgnored extends Error {
  constructor(kind: ServerKind) {
    super(`${kind} ignored the filter and gave everything`);
    this.name = 'FilterIgnored';
  }
}
