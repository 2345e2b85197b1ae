import { open, stat } from 'node:fs/promises';
import type { DiskPath } from './disk-name.js';

/** Larger than any sheet. */
const LONGEST_SHEET_BYTES = 256 * 1_024;
/** A disc has 99 tracks. */
const MOST_FILES = 200;

export interface SheetFile {
  /** As the sheet names it, without folders; it may end otherwise than the file itself. */
  readonly name: string;
  readonly songs: number;
}

/** The files a cue sheet speaks of. A song belongs to the file in which it begins: its pause may lie at the end of the file before. */
export function filesOfSheet(sheet: string): readonly SheetFile[] {
  const files: { name: string; songs: number }[] = [];
  for (const line of sheet.slice(0, LONGEST_SHEET_BYTES).split(/[\r\n]+/)) {
    const file = /^\s*FILE\s+(?:"([^"]*)"|(\S+))/i.exec(line);
    const last = files.at(-1);
    if (files.length >= MOST_FILES) break;
    if (file) files.push({ name: (file[1] ?? file[2] ?? '').replace(/^.*[\\/]/, ''), songs: 0 });
    else if (last && /^\s*INDEX\s+0*1\s/i.test(line)) last.songs += 1;
  }
  return files;
}

/** How many songs a sheet inside of a file names; null: no more than one. */
export function songsOfSheet(sheet: string): number | null {
  const songs = filesOfSheet(/^[ \t]*FILE[ \t]/im.test(sheet.slice(0, LONGEST_SHEET_BYTES)) ? sheet : `FILE "" WAVE\n${sheet}`).reduce(
    (sum, file) => sum + file.songs,
    0,
  );
  return songs > 1 ? songs : null;
}

const stemOf = (name: string) => name.replace(/\.[^.]*$/, '').toLowerCase();

/** Which of a folder's audio files are whole albums by the sheets beside them: name of the file, songs in it. */
export function albumsInOneFile(
  sheets: readonly { readonly name: string; readonly text: string }[],
  audio: readonly string[],
): ReadonlyMap<string, number> {
  const albums = new Map<string, number>();
  const byName = new Map(audio.map((one) => [one.toLowerCase(), one]));
  const byStem = new Map(audio.map((one) => [stemOf(one), one]));
  for (const { name: sheetName, text } of sheets) {
    const files = filesOfSheet(text);
    for (const { name, songs } of files) {
      // Sheets go on naming the WAV of which the file was made.
      const composed = name.normalize('NFC');
      const found =
        byName.get(composed.toLowerCase()) ??
        byStem.get(stemOf(composed)) ??
        (files.length === 1 ? byStem.get(stemOf(sheetName)) : undefined);
      if (songs > 1 && found !== undefined) albums.set(found, Math.max(songs, albums.get(found) ?? 0));
    }
  }
  return albums;
}

/** Its text; '' for what can't be read: it is a note beside the music, and the music is read all the same. */
export async function readSheet(path: DiskPath): Promise<string> {
  try {
    if (!(await stat(path)).isFile()) return ''; // a pipe would never end
    const file = await open(path, 'r');
    try {
      const bytes = Buffer.alloc(LONGEST_SHEET_BYTES);
      const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
      return decoded(bytes.subarray(0, bytesRead));
    } finally {
      await file.close();
    }
  } catch {
    return '';
  }
}

function decoded(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const text = new TextDecoder('utf-8').decode(bytes);
  return text.includes('\ufffd') ? Buffer.from(bytes).toString('latin1') : text;
}
