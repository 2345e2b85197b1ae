import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { open, opendir, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { RootName } from '@soulsync/contracts';

/** Hidden: media servers and our own reading of the library skip names that begin with a dot. */
export const ROOT_MARKER = '.soulsync-root';
const MARKER_BYTES = 4_096;

/** What is found at the place of a root now. */
export type RootState =
  | { readonly kind: 'missing' }
  | { readonly kind: 'not-a-folder' }
  | { readonly kind: 'unreadable'; readonly detail: string }
  | {
      readonly kind: 'folder';
      /** null: there is no marker, or none that makes sense. */
      readonly markerId: string | null;
      readonly device: string;
      readonly filesystem: string;
      /** Nothing at all lies in it. */
      readonly empty: boolean;
    };

export async function readRootState(path: string): Promise<RootState> {
  try {
    const stats = await stat(path);
    if (!stats.isDirectory()) return { kind: 'not-a-folder' };
    const [markerId, { type }] = await Promise.all([markerOf(path), statfs(path)]);
    // Looked at every second, a large folder is not listed for what its marker says already.
    const empty = markerId === null && (await isEmpty(path));
    return { kind: 'folder', markerId, device: String(stats.dev), filesystem: type.toString(16), empty };
  } catch (error) {
    if (isCode(error, 'ENOENT')) return { kind: 'missing' };
    if (isCode(error, 'ENOTDIR')) return { kind: 'not-a-folder' };
    return { kind: 'unreadable', detail: error instanceof Error ? error.message : String(error) };
  }
}

async function isEmpty(path: string): Promise<boolean> {
  const folder = await opendir(path, { bufferSize: 1 });
  try {
    return (await folder.read()) === null;
  } finally {
    await folder.close();
  }
}

async function markerOf(path: string): Promise<string | null> {
  let file;
  try {
    file = await open(join(path, ROOT_MARKER), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if (isCode(error, 'ENOENT', 'ELOOP')) return null;
    throw error;
  }
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(MARKER_BYTES), 0, MARKER_BYTES, 0);
    return /^id=([0-9a-f-]{36})$/m.exec(buffer.toString('utf8', 0, bytesRead))?.[1] ?? null;
  } catch (error) {
    if (isCode(error, 'EISDIR')) return null;
    throw error;
  } finally {
    await file.close();
  }
}

/** Marks the folder with a new id, whole or not at all; throws what the file system throws. */
export async function markRoot(path: string, root: RootName): Promise<string> {
  const id = randomUUID();
  const temporary = join(path, `${ROOT_MARKER}.${id}`);
  try {
    const file = await open(temporary, 'wx', 0o644);
    try {
      await file.writeFile(
        `id=${id}\nSoulSync knows its ${root} folder by this file. Without it nothing is filed here:\nthe disk is then taken for unmounted. Please leave it where it is.\n`,
      );
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, join(path, ROOT_MARKER));
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined); // the first error says what is wrong
    throw error;
  }
  return id;
}

/** Does an error of the file system carry one of these codes? */
export const isCode = (error: unknown, ...codes: readonly string[]): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && codes.includes(String(error.code));
