import { createReadStream } from 'node:fs';
import { link, lstat, open, rename, unlink } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { syncFolder } from './durable.js';
import { hashFile } from './hash-file.js';
import { mayCopyInstead, mayGoAnotherWay, sameFile } from './publishing-ways.js';
import type { Link, PublishingWays } from './publishing-ways.js';
import { forgetReservation, releaseReservation, reserve } from './reservation.js';

interface Move {
  /** The music folder. */
  readonly base: string;
  /** The filing's own folder, with the note of its reservation. */
  readonly staging: string;
  readonly staged: string;
  /** Where it is to be, relative to `base`; its folder is there. */
  readonly path: string;
}

/** Gives the staged file its place; throws EEXIST where something is, never overwrites. Durable when it returns. */
export async function moveExclusively(move: Move, ways: PublishingWays, hardLink: Link = link): Promise<void> {
  if (ways.way === 'link' && (await linked(move, hardLink))) return;
  const place = await reserve(move.base, move.staging, move.path);
  if (ways.way === 'copy') await copied(move, place);
  else if (!(await renamed(move, place, ways.inodes))) await copied(move, await open(join(move.base, move.path), 'r+'));
}

/** A link fails where something is; a rename would overwrite it. */
async function linked({ base, staged, path }: Move, hardLink: Link): Promise<boolean> {
  const to = join(base, path);
  try {
    await hardLink(staged, to);
  } catch (error) {
    if (mayGoAnotherWay(error)) return false; // too many links, or another file system below this folder
    throw error;
  }
  await syncFolder(dirname(to));
  await unlink(staged);
  return true;
}

/** Over the reservation alone, which is closed before: shares don't let an open file be replaced. */
async function renamed({ base, staging, staged, path }: Move, place: FileHandle, inodes: boolean): Promise<boolean> {
  const to = join(base, path);
  try {
    const [ours, there] = await Promise.all([place.stat({ bigint: true }), lstat(to, { bigint: true })]);
    if (there.size > 0n || (inodes && !sameFile(ours, there))) await losePlace(staging, to);
  } finally {
    await place.close();
  }
  try {
    await rename(staged, to);
  } catch (error) {
    if (mayCopyInstead(error)) return false;
    throw error;
  }
  await syncFolder(dirname(to));
  await forgetReservation(staging);
  return true;
}

/** Into the reservation: others see it grow, and a part of it is ours to remove. */
async function copied({ base, staging, staged, path }: Move, place: FileHandle): Promise<void> {
  const to = join(base, path);
  try {
    if ((await place.stat()).size > 0) await losePlace(staging, to);
    for await (const chunk of createReadStream(staged, { highWaterMark: 1 << 20 })) await place.writeFile(chunk as Buffer); // a stream without encoding gives buffers
    await place.sync();
  } catch (error) {
    await place.close();
    await releaseReservation(base, staging, staged);
    throw error;
  }
  await place.close();
  if ((await hashFile(to)) !== (await hashFile(staged))) throw new Error(`the copy at ${to} is not like the staged file`);
  await syncFolder(dirname(to));
  await forgetReservation(staging);
  await unlink(staged);
}

async function losePlace(staging: string, to: string): Promise<never> {
  await forgetReservation(staging);
  throw Object.assign(new Error(`EEXIST: somebody took the place while it was held, open '${to}'`), { code: 'EEXIST' });
}
