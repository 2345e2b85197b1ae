import type { FileRefusal, FinishedTransfer, RecordingDescription } from '@soulsync/contracts';
import type { FileFacts } from '../domain/filing/check-file.js';

/** The place files end in. Throws RootAway and FolderTrouble: a full disk is not an answer. */
export interface MusicFolder {
  /**
   * The folder held open for one step of a filing: what is written while it is held lands in this very folder, or fails, also when it is
   * unmounted in the meantime.
   */
  hold<T>(work: (held: HeldMusicFolder) => Promise<T>): Promise<T>;
  /** Read again from its final place, in a folder that is still the one we know: is it whole there? */
  holds(path: string, sha256: string): Promise<boolean>;
}

export interface HeldMusicFolder {
  /** A copy of the source to work on; its path is good while the folder is held. */
  stage(filingId: string, source: string, extension: string): Promise<string>;
  staged(filingId: string, extension: string): Promise<string | null>;
  hashAt(path: string): Promise<string | null>;
  /** Durable when it returns. Never overwrites. */
  publish(staged: string, path: string): Promise<void>;
  /** Makes durable what a killed run published. */
  settle(path: string): Promise<void>;
  clean(filingId: string): Promise<void>;
  cleanOthers(filingIds: ReadonlySet<string>): Promise<void>;
}

/** Where the peer network puts what it fetched. Throws RootAway and FolderTrouble. */
export interface DownloadFolder {
  /** null: the file is not there (yet). */
  find(transfer: FinishedTransfer): Promise<string | null>;
  /** Errors of the file system in the work are told as this folder's. */
  use<T>(work: () => Promise<T>): Promise<T>;
  /** null: it is gone. */
  hashOf(path: string): Promise<string | null>;
  /** Removes the file and its then empty folder, as far as they are still there; false: we may not. */
  remove(path: string): Promise<boolean>;
}

/** What filing needs of the world. */
export interface FilingTools {
  probe(path: string, extension: string): Promise<Pick<FileFacts, 'audio' | 'damage'>>;
  hash(path: string): Promise<string>;
  /** Of the music alone: equal before and after tags were written. */
  payloadHash(path: string, extension: string): Promise<string>;
  writeTags(path: string, recording: RecordingDescription, cover: Buffer | null): void;
  /** null: none to be had. */
  cover(url: string | null): Promise<Buffer | null>;
  quarantine(filingId: string, source: string | null, reasons: readonly FileRefusal[]): Promise<string>;
  readonly downloads: DownloadFolder;
  readonly music: MusicFolder;
}
