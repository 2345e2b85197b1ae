import type { FileRefusal, FinishedTransfer } from '@soulsync/contracts';
import type { AudioProbe } from './audio-probe.js';
import type { CoverSource } from './cover-source.js';
import type { MusicFolder } from './music-folder.js';
import type { TagWriter } from './tag-writer.js';

/** Where the peer network puts what it fetched. Throws RootAway and FolderTrouble. */
export interface DownloadFolder {
  readonly path: string;
  /** null: the file is not there (yet). */
  find(transfer: FinishedTransfer): Promise<string | null>;
  /** Where it is looked for, the likeliest first. */
  placesOf(transfer: FinishedTransfer): readonly string[];
  /** Errors of the file system in the work are told as this folder's. */
  use<T>(work: () => Promise<T>): Promise<T>;
  /** null: it is gone. */
  hashOf(path: string): Promise<string | null>;
  /** Removes the file and its then empty folder, as far as they are still there; false: we may not. */
  remove(path: string): Promise<boolean>;
}

/** What filing needs of the world. */
export interface FilingTools extends AudioProbe, TagWriter, CoverSource {
  hash(path: string): Promise<string>;
  quarantine(filingId: string, source: string | null, reasons: readonly FileRefusal[]): Promise<string>;
  readonly downloads: DownloadFolder;
  readonly music: MusicFolder;
}
