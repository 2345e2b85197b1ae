import { mkdir, readdir, rename, unlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { FileRefusal } from '@soulsync/contracts';
import { isCode } from '@soulsync/service-kit';
import { copyDurably, syncFile, syncFolder } from './durable.js';
import { inFolder, isForbidden } from './held-root.js';

const REASONS = 'reasons.json';

/** Moves a refused file away with its reasons beside it; answers its place, relative to the quarantine folder. */
export function quarantine(folder: string, filingId: string, source: string | null, reasons: readonly FileRefusal[]): Promise<string> {
  return inFolder('data', folder, async () => {
    const own = join(folder, filingId);
    await mkdir(own, { recursive: true });
    await writeFile(join(own, REASONS), `${JSON.stringify({ reasons }, null, 2)}\n`);
    if (source !== null) {
      const name = basename(source).slice(-100);
      await moveFile(source, join(own, name));
      return join(filingId, name);
    }
    // A run that was killed after the move finds nothing left to move.
    const moved = (await readdir(own)).find((name) => name !== REASONS && !name.endsWith('.part'));
    return moved === undefined ? filingId : join(filingId, moved);
  });
}

/** A rename, or across file systems and out of read-only ones a durable copy and then the removal, as far as it is allowed. */
async function moveFile(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
    await syncFile(to);
    await syncFolder(join(to, '..'));
  } catch (error) {
    if (!isCode(error, 'EXDEV') && !isForbidden(error)) throw error;
    await copyDurably(from, to);
    await unlink(from).catch((failure: unknown) => {
      if (!isForbidden(failure) && !isCode(failure, 'ENOENT')) throw failure;
    });
  }
}
