import { appendFileSync } from 'node:fs';
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { LogDestination } from './log-output.js';

export interface LogLimits {
  /** Of the file and all that were rotated out of it. */
  readonly maxBytes: number;
  /** The one that is written and the older ones. */
  readonly files: number;
  /** Nothing older is kept. */
  readonly maxAgeMs: number;
}

interface Open {
  readonly handle: FileHandle;
  readonly device: number;
  readonly inode: number;
  /** A pipe or /dev/null is neither measured nor rotated. */
  readonly regular: boolean;
  readonly beganMs: number;
  bytes: number;
}

/** Whether the path still is our file is looked at this often. */
const POLL_MS = 1_000;

/**
 * A file that is rotated (`<path>.1` is the youngest of the old ones) once it has its share of the bytes or of the age; the oldest goes. When
 * somebody else moved or deleted it, a new one is begun. Node's own calls: libraries for this are streams that end for good with their first
 * error, and a full disk is one.
 */
export function logFile(path: string, limitsNow: () => LogLimits, nowMs: () => number = Date.now): LogDestination {
  let file: Open | null = null;
  let lookedAtMs = 0;
  /** The last line was cut off by an error: the next one begins on a line of its own. */
  let torn = false;

  async function current(moreBytes: number): Promise<Open> {
    if (file && Math.abs(nowMs() - lookedAtMs) >= POLL_MS) {
      // The clock may have been set back.
      lookedAtMs = nowMs();
      const there = await stat(path).catch(unlessAbsent);
      if (there?.dev === file.device && there.ino === file.inode)
        file.bytes = there.size; // another process may log there too
      else await shut();
    }
    file ??= await begin();
    const { regular, bytes, beganMs } = file;
    const { maxBytes, maxAgeMs, files } = limitsNow();
    if (!regular || bytes === 0 || (bytes + moreBytes <= maxBytes / files && nowMs() - beganMs < maxAgeMs / files)) return file;
    await shut();
    await rotate();
    return (file = await begin());
  }

  async function begin(): Promise<Open> {
    const handle = await open(path, 'a', 0o600);
    try {
      const { dev, ino, size, birthtimeMs, mtimeMs, mode } = await handle.stat();
      const regular = (mode & 0o170000) === 0o100000;
      if (regular && (mode & 0o077) !== 0) await handle.chmod(0o600);
      if (regular) await removeOld();
      lookedAtMs = nowMs();
      // Some file systems remember no birth.
      return { handle, device: dev, inode: ino, regular, bytes: size, beganMs: size === 0 ? nowMs() : birthtimeMs || mtimeMs };
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  async function shut(): Promise<void> {
    const closing = file;
    file = null;
    await closing?.handle.close();
  }

  async function rotate(): Promise<void> {
    const { files } = limitsNow();
    if (files === 1) return rm(path, { force: true });
    for (let place = files - 1; place >= 1; place -= 1)
      await rename(place === 1 ? path : `${path}.${place - 1}`, `${path}.${place}`).catch(unlessAbsent);
  }

  async function removeOld(): Promise<void> {
    const name = basename(path);
    const { files, maxAgeMs } = limitsNow();
    for (const other of await readdir(dirname(path))) {
      const place = other.startsWith(`${name}.`) ? /^[1-9]\d*$/.exec(other.slice(name.length + 1)) : null;
      if (!place) continue;
      const old = join(dirname(path), other);
      const writtenAtMs = (await stat(old).catch(unlessAbsent))?.mtimeMs ?? 0;
      if (Number(place[0]) >= files || nowMs() - writtenAtMs > maxAgeMs) await rm(old, { force: true });
    }
  }

  return {
    async write(text) {
      const bytes = Buffer.from(torn ? `\n${text}` : text);
      const to = await current(bytes.length);
      for (let written = 0; written < bytes.length;) {
        torn = written > 0 || torn;
        // A disk with little room takes a part and says so only at the next call.
        const { bytesWritten } = await to.handle.write(bytes, written);
        to.bytes += bytesWritten;
        written += bytesWritten;
      }
      torn = false;
    },
    writeNow: (text) => appendFileSync(path, text, { mode: 0o600 }),
    close: shut,
  };
}

function unlessAbsent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
