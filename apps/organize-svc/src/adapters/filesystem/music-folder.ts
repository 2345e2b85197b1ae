import { constants } from 'node:fs';
import { copyFile, link, mkdir, open, readdir, rename, rm, stat, unlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { FileRefusal } from '@soulsync/contracts';
import type { MusicFolder } from '../../ports/filing-tools.js';
import { hashFile } from './hash-file.js';

/** Hidden, on the music folder's own file system: publishing is a rename within it. Libraries skip names that begin with a dot. */
export const STAGING = '.soulsync-staging';

export function musicFolder(root: string): MusicFolder {
  const stagingOf = (filingId: string) => join(root, STAGING, filingId);
  return {
    async stage(filingId, source, extension) {
      const folder = stagingOf(filingId);
      await rm(folder, { recursive: true, force: true });
      await mkdir(folder, { recursive: true });
      const target = join(folder, `track.${extension}`);
      await copyFile(source, target, constants.COPYFILE_FICLONE);
      return target;
    },
    async staged(filingId, extension) {
      const target = join(stagingOf(filingId), `track.${extension}`);
      return (await exists(target)) ? target : null;
    },
    async hashAt(path) {
      const target = join(root, path);
      return (await exists(target)) ? hashFile(target) : null;
    },
    async publish(staged, path) {
      const target = join(root, path);
      await sync(staged);
      await mkdir(dirname(target), { recursive: true });
      // A link fails where something is; a rename would overwrite it.
      await link(staged, target);
      await sync(dirname(target));
      await unlink(staged);
    },
    clean: (filingId) => rm(stagingOf(filingId), { recursive: true, force: true }),
    async cleanOthers(filingIds) {
      const names = await readdir(join(root, STAGING)).catch(() => []); // no staging yet
      for (const name of names) if (!filingIds.has(name)) await rm(join(root, STAGING, name), { recursive: true, force: true });
    },
  };
}

/** Moves a refused file away with its reasons beside it; answers its place, relative to the quarantine folder. */
export async function quarantine(
  folder: string,
  filingId: string,
  source: string | null,
  reasons: readonly FileRefusal[],
): Promise<string> {
  const own = join(folder, filingId);
  await mkdir(own, { recursive: true });
  await writeFile(join(own, 'reasons.json'), `${JSON.stringify({ reasons }, null, 2)}\n`);
  if (source === null) return filingId;
  const name = basename(source).slice(-100);
  await moveFile(source, join(own, name));
  return join(filingId, name);
}

/** A rename, or across file systems a durable copy and then the removal. */
async function moveFile(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EXDEV')) throw error;
    await copyFile(from, to);
    await sync(to);
    await unlink(from);
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return false;
    throw error;
  }
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
