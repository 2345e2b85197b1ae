import { copyFile, mkdir, open, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isCode } from '@soulsync/service-kit';
import { hashFile } from './hash-file.js';

/** To the disk itself. */
export async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The names in a folder; some shares can't sync a folder at all, and have nothing better. */
export async function syncFolder(path: string): Promise<void> {
  try {
    await syncFile(path);
  } catch (error) {
    if (!isCode(error, 'EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'EISDIR', 'EBADF', 'ENOSYS')) throw error;
  }
}

/** Makes the folders of a relative path below `base`, never `base` itself, each durable. */
export async function makeFolders(base: string, relative: string): Promise<string> {
  let folder = base;
  for (const segment of relative.split('/').filter((part) => part !== '' && part !== '.')) {
    const parent = folder;
    folder = join(parent, segment);
    try {
      await mkdir(folder);
    } catch (error) {
      if (isCode(error, 'EEXIST')) continue;
      throw error;
    }
    await syncFolder(parent);
  }
  return folder;
}

/** A durable copy that was read back and compared; whole or not there. */
export async function copyDurably(from: string, to: string): Promise<void> {
  const part = `${to}.part`;
  await copyFile(from, part);
  await syncFile(part);
  if ((await hashFile(part)) !== (await hashFile(from))) throw new Error(`the copy of ${from} is not like it`);
  await rename(part, to);
  await syncFolder(dirname(to));
}
