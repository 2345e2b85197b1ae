import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { messageOf } from '@soulsync/event-store';
import { say } from '../terminal.js';

/**
 * Puts every file and folder below on the disk that changed at or after `sinceMs`. A sync is of the file, not of who wrote it: what another
 * process has written is on the disk after it. Files that come and go meanwhile are of no account.
 */
export async function syncStore(folder: string, sinceMs = 0): Promise<number> {
  let synced = 0;
  const entries = await readdir(folder, { withFileTypes: true }).catch(ignoreGone);
  for (const entry of entries ?? []) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) synced += await syncStore(path, sinceMs);
    else if (entry.isFile()) synced += await syncIfChanged(path, sinceMs);
  }
  // Names last: what they stand for is there.
  return synced + (await syncIfChanged(folder, sinceMs));
}

async function syncIfChanged(path: string, sinceMs: number): Promise<number> {
  const found = await stat(path).catch(ignoreGone);
  if (!found || found.mtimeMs < sinceMs) return 0;
  const file = await open(path, 'r').catch(ignoreGone);
  if (!file) return 0;
  try {
    await file.sync();
  } finally {
    await file.close();
  }
  return 1;
}

function ignoreGone(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
  throw error;
}

/** Clocks of file systems tick in steps, and a write may end while it is looked at. */
const OVERLAP_MS = 2_000;

export interface StoreSync {
  /** Ends, and puts everything on the disk a last time: to be called when the server has ended. */
  stop(): Promise<void>;
}

/** For a server that leaves its writes to the system for minutes. `everyMs` null: only at the end. */
export function keepSynced(folder: string, everyMs: number | null): StoreSync {
  const stopping = new AbortController();
  let failing = false;
  const running = everyMs === null ? Promise.resolve() : run(everyMs);

  async function run(pauseMs: number): Promise<void> {
    let sinceMs = 0;
    while (!stopping.signal.aborted) {
      const beganMs = Date.now();
      try {
        await syncStore(folder, beganMs < sinceMs ? 0 : sinceMs); // by the files' own times: after a clock was set back, all of them
        sinceMs = beganMs - OVERLAP_MS;
        failing = false;
      } catch (error) {
        if (!failing) say(`the event log could not be put on the disk and is tried again: ${messageOf(error)}`);
        failing = true;
      }
      await delay(pauseMs, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined); // aborted: the loop ends
    }
  }

  return {
    async stop() {
      stopping.abort();
      await running;
      await syncStore(folder).catch((error: unknown) => say(`the event log could not be put on the disk: ${messageOf(error)}`));
    },
  };
}
