import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isCode } from '@soulsync/service-kit';

/**
 * A path whose folders are spelled as they are on a file system to which `Pier` and `PIER` are one name: what we make known must be what a
 * media server reads there. Answers NFC, as all our paths are.
 */
export async function spelledAsThere(base: string, path: string): Promise<string> {
  const segments = path.split('/');
  const name = segments.pop() ?? '';
  let folder = base;
  const spelled: string[] = [];
  for (const segment of segments) {
    const there = (await exists(join(folder, segment))) ? await spellingOf(folder, segment) : segment;
    spelled.push(there.normalize('NFC'));
    folder = join(folder, there);
  }
  return [...spelled, name].join('/');
}

async function spellingOf(folder: string, name: string): Promise<string> {
  const names = await readdir(folder);
  if (names.includes(name)) return name;
  return names.find((other) => folded(other) === folded(name)) ?? name;
}

const folded = (name: string) => name.normalize('NFC').toLowerCase();

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (isCode(error, 'ENOENT', 'ENOTDIR')) return false;
    throw error;
  }
}
