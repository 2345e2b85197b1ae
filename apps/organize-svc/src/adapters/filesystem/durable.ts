import { copyFile, link, mkdir, open, rename, stat, unlink } from 'node:fs/promises';
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

export type Link = typeof link;

/** Gives a file another place on its file system; throws EEXIST where something is, never overwrites. */
export async function moveExclusively(from: string, to: string, hardLink: Link = link): Promise<void> {
  try {
    // A link fails where something is; a rename would overwrite it.
    await hardLink(from, to);
  } catch (error) {
    if (!isCode(error, 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK')) throw error;
    // exFAT, many shares and FUSE have no hard links: an empty file holds the place, and the rename replaces that alone.
    await reserve(to);
    await rename(from, to);
    return syncFolder(dirname(to));
  }
  await syncFolder(dirname(to));
  await unlink(from);
}

async function reserve(path: string): Promise<void> {
  try {
    await (await open(path, 'wx')).close();
  } catch (error) {
    // An empty one is what a run left that was killed here.
    if (!isCode(error, 'EEXIST') || (await stat(path)).size > 0) throw error;
  }
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
