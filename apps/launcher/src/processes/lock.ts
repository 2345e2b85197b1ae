import { spawnSync } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { Explained } from '../terminal.js';

/** Of BSD and macOS: open and lock in one call. Node passes the flag on and has no name for it. */
const O_EXLOCK = 0x20;
const opening = constants.O_RDWR | constants.O_CREAT;
const TAKEN = 1;

/**
 * A kernel lock on a file, held by this very process: its end, however it comes, frees it. Answers how to let go; null: somebody else has
 * it. Node has no flock(2), but the lock belongs to the open file, not to who asked for it: the program `flock` takes it on the file that
 * it inherits from us, and ends.
 */
export function tryLock(path: string): (() => void) | null {
  if (process.platform === 'darwin') return lockedByOpening(path);
  const file = openSync(path, opening, 0o600);
  const { status, error, stderr } = spawnSync('flock', ['-x', '-n', '3'], { stdio: ['ignore', 'ignore', 'pipe', file], encoding: 'utf8' });
  if (status === 0) return () => closeSync(file);
  closeSync(file);
  if (status === TAKEN && stderr.trim() === '') return null;
  throw new Explained(
    `${path} could not be locked (${error?.message ?? stderr.trim()}); the program flock (of util-linux) is needed, and a file system that knows locks`,
  );
}

function lockedByOpening(path: string): (() => void) | null {
  try {
    const file = openSync(path, opening | O_EXLOCK | constants.O_NONBLOCK, 0o600);
    return () => closeSync(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return null;
    throw error;
  }
}
