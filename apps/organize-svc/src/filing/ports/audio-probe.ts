import type { FileProperties } from '../domain/filing/check-file.js';

/** Reads files as audio. Throws where the file can't be read at all: that says nothing of what is in it. */
export interface AudioProbe {
  /** `audio` null: it is none. */
  probe(path: string, extension: string): Promise<Pick<FileProperties, 'audio' | 'damage'>>;
  /** SHA-256 of the music alone, hex: equal before and after tags were written. */
  payloadHash(path: string, extension: string): Promise<string>;
}
