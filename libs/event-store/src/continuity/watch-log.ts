import { messageOf } from '../logger.js';
import { isBorneOut, newestRead } from './reconcile-with-log.js';
import type { LogReaders } from './reconcile-with-log.js';

/** A look is two short questions to the log and one to the database. */
const EVERY_MS = 5_000;

export interface WatchOptions {
  /** The log is not the one that was read. Called once, then the watch ends. */
  diverged(): void;
  /** null: it can be read again. Called when that changes. */
  unreadable(why: string | null): void;
  /** That the log does not answer is known and told already: a poll that fails meanwhile finds nothing new. */
  readonly isKnownAway?: () => boolean;
  readonly everyMs?: number;
}

/** Looks in a row that a server may need to begin again. */
const PATIENCE = 2;

export interface LogWatch {
  stop(): Promise<void>;
}

/** Looks now and then, and after each reconnect, whether the log still bears out what was read of it. */
export function watchLog(
  readers: LogReaders,
  { diverged, unreadable, isKnownAway = () => false, everyMs = EVERY_MS }: WatchOptions,
): LogWatch {
  let stopped = false;
  let wake: () => void = () => undefined;
  let failures = 0;
  const unwatch = readers.store.onReconnect(() => wake());

  /** false: it does not. */
  async function poll(): Promise<boolean> {
    let newest;
    try {
      newest = await newestRead(readers);
    } catch {
      return true; // the database is away, which says nothing about the log; the next poll may tell
    }
    const wasAway = isKnownAway();
    try {
      const borneOut = await isBorneOut(readers.store, newest);
      if (failures >= PATIENCE) unreadable(null);
      failures = 0;
      return borneOut;
    } catch (error) {
      if (wasAway || isKnownAway()) return true;
      failures += 1;
      if (failures === PATIENCE) unreadable(messageOf(error));
      return true; // nobody knows; the next poll may tell
    }
  }

  const watching = (async () => {
    while (!stopped) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, everyMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      if (stopped || (await poll())) continue;
      diverged();
      return;
    }
  })();
  return {
    async stop() {
      stopped = true;
      unwatch();
      wake();
      await watching;
    },
  };
}
