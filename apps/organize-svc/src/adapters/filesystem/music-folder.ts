import { constants } from 'node:fs';
import { copyFile, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isCode } from '@soulsync/service-kit';
import type { HeldMusicFolder, MusicFolder } from '../../ports/filing-tools.js';
import type { Root } from '../../ports/roots.js';
import { makeFolders, moveExclusively, syncFile, syncFolder } from './durable.js';
import type { Link } from './durable.js';
import { hashFile } from './hash-file.js';
import { holdRoot } from './held-root.js';

/** Hidden, on the music folder's own file system: publishing is a rename within it. Libraries skip names that begin with a dot. */
export const STAGING = '.soulsync-staging';

export function musicFolder(root: Root, hardLink?: Link): MusicFolder {
  return {
    hold: (work) => holdRoot(root, (base) => work(heldFolder(base, hardLink))),
    holds: (path, sha256) =>
      holdRoot(root, async (base) => {
        // By its own path, as everybody else will read it, and not through the handle.
        const own = join(root.path, path);
        const whole = (await exists(own)) && (await hashFile(own)) === sha256;
        await root.mustBeInOrder();
        return whole && (await sameFolder(root.path, base));
      }),
  };
}

function heldFolder(base: string, hardLink?: Link): HeldMusicFolder {
  const stagingOf = (filingId: string) => join(base, STAGING, filingId);
  return {
    async stage(filingId, source, extension) {
      await rm(stagingOf(filingId), { recursive: true, force: true });
      const target = join(await makeFolders(base, `${STAGING}/${filingId}`), `track.${extension}`);
      await copyFile(source, target, constants.COPYFILE_FICLONE);
      return target;
    },
    async staged(filingId, extension) {
      const target = join(stagingOf(filingId), `track.${extension}`);
      return (await exists(target)) ? target : null;
    },
    async hashAt(path) {
      const target = join(base, path);
      return (await exists(target)) ? hashFile(target) : null;
    },
    async publish(staged, path) {
      await syncFile(staged);
      await makeFolders(base, dirname(path));
      await moveExclusively(staged, join(base, path), hardLink);
    },
    async settle(path) {
      await syncFile(join(base, path));
      await syncFolder(dirname(join(base, path)));
    },
    clean: (filingId) => rm(stagingOf(filingId), { recursive: true, force: true }),
    async cleanOthers(filingIds) {
      const names = await readdir(join(base, STAGING)).catch(() => []); // no staging yet
      for (const name of names) if (!filingIds.has(name)) await rm(join(base, STAGING, name), { recursive: true, force: true });
    },
  };
}

async function sameFolder(a: string, b: string): Promise<boolean> {
  const [one, other] = await Promise.all([stat(a), stat(b)]);
  return one.dev === other.dev && one.ino === other.ino;
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (isCode(error, 'ENOENT', 'ENOTDIR')) return false;
    throw error;
  }
}
