import { appendFile, lstat, open, readFile, rm, unlink, writeFile } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isCode } from '@soulsync/service-kit';
import { syncFile, syncFolder } from './durable.js';

/**
 * The place of a file, held by an empty one of ours while no link can put the whole file there. The note beside the staged file tells a later
 * run of it: written before the place is taken, completed (`made`) when it is, gone when the file is in its place.
 */
export const RESERVATION = 'reservation';

/** Takes the place; throws EEXIST where something is. */
export async function reserve(base: string, staging: string, path: string): Promise<FileHandle> {
  const note = join(staging, RESERVATION);
  await writeFile(note, `${JSON.stringify(path)}\n`);
  await syncFile(note);
  await syncFolder(staging);
  let place: FileHandle;
  try {
    place = await open(join(base, path), 'wx+');
  } catch (error) {
    await rm(note, { force: true }); // what is there is not ours
    throw error;
  }
  try {
    await appendFile(note, 'made\n');
    await syncFile(note);
    return place;
  } catch (error) {
    await place.close();
    throw error;
  }
}

export const forgetReservation = (staging: string): Promise<void> => rm(join(staging, RESERVATION), { force: true });

/**
 * Removes what a killed run left in a place it had taken: the empty file, or the part of a copy. What somebody else put there since, and what
 * is whole, stays. Does nothing where no place was taken.
 */
export async function releaseReservation(base: string, staging: string, staged: string | null): Promise<void> {
  const note = await readNote(join(staging, RESERVATION));
  if (note === null) return;
  const place = join(base, note.path);
  if (await isLeftover(place, note.made ? staged : null)) {
    await unlink(place);
    await syncFolder(dirname(place));
  }
  await forgetReservation(staging);
}

async function readNote(path: string): Promise<{ readonly path: string; readonly made: boolean } | null> {
  try {
    const [first = '', made] = (await readFile(path, 'utf8')).split('\n');
    const reserved: unknown = JSON.parse(first);
    return typeof reserved === 'string' ? { path: reserved, made: made === 'made' } : null;
  } catch (error) {
    if (isCode(error, 'ENOENT', 'ENOTDIR') || error instanceof SyntaxError) return null; // cut short: the place was not taken yet
    throw error;
  }
}

/** Empty, or the beginning of the staged file and then nothing or zeros (a power cut keeps the length, not the bytes). */
async function isLeftover(place: string, staged: string | null): Promise<boolean> {
  try {
    const there = await lstat(place);
    if (!there.isFile()) return false;
    if (there.size === 0) return true;
    return staged !== null && (await isBroken(place, staged, there.size));
  } catch (error) {
    if (isCode(error, 'ENOENT', 'ENOTDIR')) return false;
    throw error;
  }
}

const CHUNK_BYTES = 1 << 20;

/** false: it is whole, or holds something else. */
async function isBroken(part: string, whole: string, sizeBytes: number): Promise<boolean> {
  const [one, other] = await Promise.all([open(part, 'r'), open(whole, 'r')]);
  try {
    const { size } = await other.stat();
    if (sizeBytes > size) return false;
    for (let at = 0, zerosFrom = Infinity; at < sizeBytes; at += CHUNK_BYTES) {
      const [a, b] = await Promise.all([chunk(one, at), chunk(other, at)]);
      for (let byte = 0; byte < a.length; byte += 1) {
        if (a[byte] !== b[byte]) zerosFrom = Math.min(zerosFrom, at + byte);
        if (at + byte >= zerosFrom && a[byte] !== 0) return false;
      }
      if (at + CHUNK_BYTES >= sizeBytes) return sizeBytes < size || zerosFrom < sizeBytes;
    }
    return false;
  } finally {
    await Promise.all([one.close(), other.close()]);
  }
}

async function chunk(file: FileHandle, at: number): Promise<Buffer> {
  const buffer = Buffer.alloc(CHUNK_BYTES);
  const { bytesRead } = await file.read(buffer, 0, CHUNK_BYTES, at);
  return buffer.subarray(0, bytesRead);
}
