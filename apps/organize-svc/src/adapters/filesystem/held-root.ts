import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { messageOf } from '@soulsync/event-store';
import { isCode } from '@soulsync/service-kit';
import { FolderTrouble, RootAway } from '../../roots/root-folder.js';
import type { OwnFolder, Root } from '../../roots/root-folder.js';

/**
 * Works in a root through an open handle. On Linux every path goes through that handle, so that what is mounted or unmounted at the root's
 * path while the work goes on can't turn a write to another disk; elsewhere the path itself is used.
 */
export async function holdRoot<T>(root: Root, work: (base: string) => Promise<T>): Promise<T> {
  const handle = await openRoot(root);
  const base = await baseOf(handle, root.path);
  try {
    await root.mustBeInOrder(base);
    return await inFolder(root.name, root.path, () => work(base), base);
  } finally {
    await handle.close();
  }
}

async function openRoot(root: Root): Promise<FileHandle> {
  try {
    return await open(root.path, constants.O_RDONLY | constants.O_DIRECTORY);
  } catch (error) {
    await root.mustBeInOrder(); // says it in words
    throw error;
  }
}

async function baseOf(handle: FileHandle, path: string): Promise<string> {
  const base = `/proc/self/fd/${handle.fd}`;
  try {
    const [held, reached] = await Promise.all([handle.stat(), stat(base)]);
    return held.dev === reached.dev && held.ino === reached.ino ? base : path;
  } catch {
    return path; // no /proc: not Linux
  }
}

/** Errors of the file system in the work are told as this folder's; `shown` in their words becomes the folder's path. */
export async function inFolder<T>(folder: OwnFolder, path: string, work: () => Promise<T>, shown = path): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FolderTrouble || error instanceof RootAway) throw error;
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
    if (!/^E[A-Z]+$/.test(code)) throw error;
    throw new FolderTrouble(folder, path, code, messageOf(error).replaceAll(shown, path), { cause: error });
  }
}

/** What a file system without rights says: mounted read-only, not ours, or not allowed. */
export const isForbidden = (error: unknown): boolean => isCode(error, 'EROFS', 'EACCES', 'EPERM');
