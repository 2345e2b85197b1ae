import { constants } from 'node:fs';
import { copyFile, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isCode } from '@soulsync/service-kit';
import type { HeldMusicFolder, MusicFolder } from '../../filing/ports/music-folder.js';
import type { Root } from '../../roots/root-folder.js';
import { makeFolders, syncFile, syncFolder } from './durable.js';
import { hashFile } from './hash-file.js';
import { holdRoot } from './held-root.js';
import { moveExclusively } from './move-exclusively.js';
import { findPublishingWays } from './publishing-ways.js';
import type { Link, PublishingWays } from './publishing-ways.js';
import { releaseReservation } from './reservation.js';
import { spelledAsThere } from './spelling.js';

/** Hidden, on the music folder's own file system: publishing is a rename within it. Libraries skip names that begin with a dot. */
export const STAGING = '.soulsync-staging';

/** `found` hears how files are published here: once at the start, and again when another file system is there. */
export function musicFolder(root: Root, found: (ways: PublishingWays) => void = () => undefined, hardLink?: Link): MusicFolder {
  let known: { readonly device: number; readonly ways: Promise<PublishingWays> } | null = null;
  async function waysOf(base: string): Promise<PublishingWays> {
    const { dev: device } = await stat(base);
    if (known?.device !== device) known = { device, ways: probed(base) };
    return known.ways;
  }
  async function probed(base: string): Promise<PublishingWays> {
    try {
      const ways = await findPublishingWays(await makeFolders(base, STAGING), hardLink);
      found(ways);
      return ways;
    } catch (error) {
      known = null; // full, or read-only: asked again
      throw error;
    }
  }
  return {
    hold: (work) => holdRoot(root, (base) => work(heldFolder(base, () => waysOf(base), hardLink))),
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

function heldFolder(base: string, waysOf: () => Promise<PublishingWays>, hardLink?: Link): HeldMusicFolder {
  const stagingOf = (filingId: string) => join(base, STAGING, filingId);
  const release = async (filingId: string) => {
    const staging = stagingOf(filingId);
    const staged = (await namesIn(staging)).find((name) => name.startsWith('track.'));
    await releaseReservation(base, staging, staged === undefined ? null : join(staging, staged));
  };
  const clean = async (filingId: string) => {
    await release(filingId);
    await rm(stagingOf(filingId), { recursive: true, force: true });
  };
  return {
    async stage(filingId, source, extension) {
      await clean(filingId);
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
    spelled: async (path) => ((await waysOf()).ignoresCase ? spelledAsThere(base, path) : path),
    async publish(filingId, staged, path) {
      await syncFile(staged);
      await makeFolders(base, dirname(path));
      await moveExclusively({ base, staging: stagingOf(filingId), staged, path }, await waysOf(), hardLink);
    },
    async settle(path) {
      await syncFile(join(base, path));
      await syncFolder(dirname(join(base, path)));
    },
    release,
    clean,
    async probe() {
      await waysOf();
    },
    async cleanOthers(filingIds) {
      for (const name of await namesIn(join(base, STAGING))) if (!filingIds.has(name)) await clean(name);
    },
  };
}

/** Empty where there is no such folder. */
async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isCode(error, 'ENOENT', 'ENOTDIR')) return [];
    throw error;
  }
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
