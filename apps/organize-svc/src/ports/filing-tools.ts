import type { FileRefusal, FinishedTransfer, RecordingDescription } from '@soulsync/contracts';
import type { FileFacts } from '../domain/filing/check-file.js';

/** The place files end in. Throws what the file system throws: a full disk is not an answer. */
export interface MusicFolder {
  stage(filingId: string, source: string, extension: string): Promise<string>;
  staged(filingId: string, extension: string): Promise<string | null>;
  hashAt(path: string): Promise<string | null>;
  publish(staged: string, path: string): Promise<void>;
  clean(filingId: string): Promise<void>;
  cleanOthers(filingIds: ReadonlySet<string>): Promise<void>;
}

/** What filing needs of the world. */
export interface FilingTools {
  /** null: the file is not there (yet). */
  find(transfer: FinishedTransfer): Promise<string | null>;
  probe(path: string, extension: string): Promise<Pick<FileFacts, 'audio' | 'damage'>>;
  hash(path: string): Promise<string>;
  /** Of the music alone: equal before and after tags were written. */
  payloadHash(path: string, extension: string): Promise<string>;
  writeTags(path: string, recording: RecordingDescription, cover: Buffer | null): void;
  /** null: none to be had. */
  cover(url: string | null): Promise<Buffer | null>;
  quarantine(filingId: string, source: string | null, reasons: readonly FileRefusal[]): Promise<string>;
  readonly music: MusicFolder;
}
