import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** A path as the disk has it; bytes where they are no UTF-8. */
export type DiskPath = string | Buffer;

export interface DiskEntry {
  /** As people write it: NFC; bytes that are no UTF-8 are read as Latin-1, which is what they nearly always are. */
  readonly name: string;
  readonly path: DiskPath;
  readonly kind: 'file' | 'folder' | 'link' | 'other';
}

/** What a decoder writes for bytes that it can't read. */
const UNREADABLE = '\ufffd';

/** The entries of a folder in an order that is the same every time. Throws what the file system says. */
export async function listFolder(folder: DiskPath): Promise<readonly DiskEntry[]> {
  const entries = Buffer.isBuffer(folder) ? await listBytes(folder) : await listText(folder);
  return entries.sort((a, b) => (a.name === b.name ? compare(String(a.path), String(b.path)) : compare(a.name, b.name)));
}

/** The order of names in a walk: by code unit, not by language. */
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

async function listText(folder: string): Promise<DiskEntry[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  if (entries.some(({ name }) => name.includes(UNREADABLE))) return listBytes(Buffer.from(folder));
  return entries.map((entry) => ({ name: entry.name.normalize('NFC'), path: join(folder, entry.name), kind: kindOf(entry) }));
}

async function listBytes(folder: Buffer): Promise<DiskEntry[]> {
  const entries = await readdir(folder, { withFileTypes: true, encoding: 'buffer' });
  return entries.map((entry) => {
    const text = entry.name.toString();
    const readable = !text.includes(UNREADABLE);
    const path = Buffer.concat([folder, Buffer.from('/'), entry.name]);
    return {
      name: (readable ? text : entry.name.toString('latin1')).normalize('NFC'),
      path: readable && !path.toString().includes(UNREADABLE) ? path.toString() : path,
      kind: kindOf(entry),
    };
  });
}

function kindOf(entry: Dirent<string> | Dirent<Buffer>): DiskEntry['kind'] {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  return entry.isSymbolicLink() ? 'link' : 'other';
}
