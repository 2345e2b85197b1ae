import { access, constants, link, open, readdir, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { FolderProblem } from '@soulsync/contracts';
import { messageOf, newId } from '@soulsync/event-store';
import { isCode } from '@soulsync/service-kit';
import type { ProbedFolder } from '../../roots/ports/folder-probe.js';

/** A segment of a path, by POSIX and every file system of today; ecryptfs has 143. */
const NAME_BYTES = [255, 143, 63] as const;

const nothingKnown = {
  exists: false,
  writable: false,
  freeBytes: null,
  totalBytes: null,
  isSameFilesystem: null,
  canHardLink: null,
  longestNameBytes: null,
  isCaseSensitive: null,
} as const;

/**
 * Looks at a folder as filing will use it: files of a name of ours are made, linked and removed, whatever comes of it, and nothing else is touched.
 * `other`: the folder that files go to or come from.
 */
export async function probeFolder(path: string, other: string | null): Promise<ProbedFolder> {
  const found = await stat(path).catch((error: unknown) => {
    if (isCode(error, 'ENOENT', 'ENOTDIR')) return null;
    throw error;
  });
  if (found === null)
    return {
      ...nothingKnown,
      problems: [problem('folder-missing', `There is no folder ${path} here.`, 'Create it, mount it, or correct the path.')],
    };
  if (!found.isDirectory())
    return { ...nothingKnown, problems: [problem('folder-is-file', `${path} is a file, no folder.`, 'Name the folder it is in.')] };
  const room = await statfs(path).then(
    ({ bavail, blocks, bsize }) => ({ freeBytes: bavail * bsize, totalBytes: blocks * bsize }),
    () => ({ freeBytes: null, totalBytes: null }), // some mounts don't say
  );
  const beside = other === null ? null : await stat(other).catch(() => null);
  const isSameFilesystem = beside?.isDirectory() ? beside.dev === found.dev : null;
  const unreadable = await readdir(path).then(
    () => null,
    (error: unknown) => messageOf(error),
  );
  const known = { ...nothingKnown, exists: true, ...room, isSameFilesystem };
  if (unreadable !== null)
    return { ...known, problems: [problem('folder-not-readable', `SoulSync may not read ${path}, as ${user()}.`, rightsFix)] };
  const refusal = await writeRefusal(path);
  if (refusal !== null)
    return {
      ...known,
      problems: [problem('folder-not-writable', `SoulSync may not write to ${path}, as ${user()} (${refusal}).`, rightsFix)],
    };
  const longestNameBytes = await longestName(path);
  return {
    ...known,
    writable: true,
    canHardLink: beside?.isDirectory() && other !== null ? await links(path, other) : null,
    longestNameBytes,
    isCaseSensitive: await tellsCaseApart(path),
    problems:
      longestNameBytes < NAME_BYTES[0]
        ? [
            problem(
              'folder-short-names',
              `Names may have ${longestNameBytes} bytes in ${path}; longer ones of songs are cut.`,
              'An encrypted home folder does that; another disk takes whole names.',
            ),
          ]
        : [],
  };
}

const problem = (code: FolderProblem['code'], detail: string, fix: string): FolderProblem => ({ code, detail, fix });
const user = () => (process.getuid ? `uid ${process.getuid()}, gid ${process.getgid?.() ?? 0}` : 'this user');
const rightsFix = 'Give that user the right, or in containers set PUID and PGID to the owner of the folder.';

/** A name of ours with so many bytes, that no other file has. */
const probeName = (bytes: number) => `.soulsync-probe-${newId()}-`.padEnd(bytes, 'x');

/** A file of this name, gone again when `use` is done. */
async function withFile<T>(path: string, use: () => Promise<T>): Promise<T> {
  const file = await open(path, 'wx');
  try {
    await file.close();
    return await use();
  } finally {
    await rm(path, { force: true });
  }
}

/** null: it can be written to. */
async function writeRefusal(folder: string): Promise<string | null> {
  try {
    await access(folder, constants.W_OK | constants.X_OK);
    await withFile(join(folder, probeName(64)), async () => undefined);
    return null;
  } catch (error) {
    if (isCode(error, 'EACCES', 'EPERM')) return 'no permission';
    if (isCode(error, 'EROFS')) return 'it is mounted read-only';
    if (isCode(error, 'ENOSPC', 'EDQUOT')) return 'its disk is full';
    return messageOf(error);
  }
}

async function longestName(folder: string): Promise<number> {
  for (const bytes of NAME_BYTES)
    try {
      return await withFile(join(folder, probeName(bytes)), async () => bytes);
    } catch (error) {
      if (!isCode(error, 'ENAMETOOLONG', 'EINVAL')) throw error;
    }
  return NAME_BYTES[NAME_BYTES.length - 1] ?? 0;
}

/** Whether a file here can have a second name there. */
async function links(folder: string, other: string): Promise<boolean> {
  const [name, second] = [join(folder, probeName(64)), join(other, probeName(64))];
  return withFile(name, async () => {
    try {
      await link(name, second);
      return true;
    } catch {
      return false; // another disk, no such thing there, or no right: files are copied then
    } finally {
      await rm(second, { force: true });
    }
  });
}

/** false: a file is also found by its name in capitals. */
async function tellsCaseApart(folder: string): Promise<boolean> {
  const name = probeName(64);
  return withFile(join(folder, name), async () => {
    const found = await stat(join(folder, name.toUpperCase())).catch(() => null);
    return found === null;
  });
}
