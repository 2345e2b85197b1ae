import { link, lstat, mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises';
import type { BigIntStats } from 'node:fs';
import { join } from 'node:path';
import { isCode } from '@soulsync/service-kit';

export type Link = typeof link;

/** What the file system of the music folder can do; found out by trying, for no mount option and no name of a file system says it. */
export interface PublishingWays {
  /** `rename`: no hard links, as on exFAT, many shares and FUSE. `copy`: not even a rename over a file of ours. */
  readonly way: 'link' | 'rename' | 'copy';
  /** An open file and its path have the same number; without it only its size tells a reservation. */
  readonly inodes: boolean;
  /** `Song` and `song` are one name. */
  readonly ignoresCase: boolean;
}

/** Refusals that another way of publishing would meet as well: the place is taken, or the disk is full, read-only, failing. */
const NO_OTHER_WAY = ['EEXIST', 'ENOENT', 'ENOTDIR', 'ENOSPC', 'EDQUOT', 'EROFS', 'EIO', 'ESTALE', 'ENOTCONN', 'ENAMETOOLONG'] as const;

/** Every file system has its own word for "I can't do that" (EPERM, ENOTSUP, ENOSYS, EINVAL, EACCES, EXDEV, …). */
export const mayGoAnotherWay = (error: unknown): boolean => !isCode(error, ...NO_OTHER_WAY);

/** Some file systems refuse to rename over any file, one of ours too. */
export const mayCopyInstead = (error: unknown): boolean => mayGoAnotherWay(error) || isCode(error, 'EEXIST');

export const sameFile = (a: BigIntStats, b: BigIntStats): boolean => a.dev === b.dev && a.ino === b.ino;

/** Tries it in a folder of its own below `staging`, which is gone afterwards. Throws where nothing can be written, or nothing exclusively. */
export async function findPublishingWays(staging: string, hardLink: Link = link): Promise<PublishingWays> {
  const folder = join(staging, `probe-${process.pid}`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  try {
    const file = join(folder, 'file');
    const held = join(folder, 'held');
    await writeFile(file, 'probe');
    const links = await able(() => hardLink(file, join(folder, 'link')), mayGoAnotherWay);
    const handle = await open(held, 'wx');
    const inodes = sameFile(await handle.stat({ bigint: true }), await lstat(held, { bigint: true }));
    await handle.close();
    await mustBeExclusive(held);
    const renames = await able(() => rename(file, held), mayCopyInstead);
    return { way: links ? 'link' : renames ? 'rename' : 'copy', inodes, ignoresCase: await isThere(join(folder, 'HELD')) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function mustBeExclusive(path: string): Promise<void> {
  try {
    await (await open(path, 'wx')).close();
  } catch (error) {
    if (isCode(error, 'EEXIST')) return;
    throw error;
  }
  const message = `ENOTSUP: the file system makes a file where one is (O_EXCL), so nothing can be kept from being overwritten, open '${path}'`;
  throw Object.assign(new Error(message), { code: 'ENOTSUP' });
}

async function able(work: () => Promise<void>, isRefusal: (error: unknown) => boolean): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (isRefusal(error)) return false;
    throw error;
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return false;
    throw error;
  }
}
