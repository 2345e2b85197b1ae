import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { CsvUnreadable } from '../../ports/playlist-file.js';
import type { CsvPlaylist } from '../../ports/playlist-file.js';
import { MAX_CSV_BYTES } from './list-limits.js';
import { readPlaylistCsv } from './read-playlist-csv.js';

/** Reads an export from disk; of a file that is too large, or of a device that never ends, no more than tells so. Throws `CsvUnreadable`. */
export async function readPlaylistFile(path: string): Promise<CsvPlaylist> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of createReadStream(path, { end: MAX_CSV_BYTES })) chunks.push(chunk as Buffer); // no encoding is set: bytes
  } catch (error) {
    throw new CsvUnreadable(`${path} can't be read: ${reasonOf(error)}`, { cause: error });
  }
  return readPlaylistCsv(Buffer.concat(chunks), basename(path));
}

function reasonOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);
  const words: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file',
    EISDIR: 'it is a folder',
    EACCES: 'its permissions do not allow it',
  };
  return words[code] ?? code;
}
