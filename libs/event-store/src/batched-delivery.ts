import type { CommitHandler, StoredCommit, Subscription } from './event-store.js';
import { slices } from './slices.js';

/** More than this many commits wait for the handler at most; then the source waits. */
const AHEAD = 1_000;

/**
 * Runs a source and a handler side by side: whatever arrived while the handler was busy is its next batch, so that a quiet log is handed
 * over at once and a long one in large batches. The source must end soon after `stopped` aborts.
 */
export function batchedDelivery(
  handler: CommitHandler,
  maxBatch: number,
  source: (push: (commit: StoredCommit) => Promise<void>, stopped: AbortSignal) => Promise<void>,
): Subscription {
  const stopping = new AbortController();
  const buffer: StoredCommit[] = [];
  let wakeHandler: () => void = () => undefined;
  let wakeSource: () => void = () => undefined;
  let sourceEnded = false;
  const pause = slices();

  const push = async (commit: StoredCommit) => {
    buffer.push(commit);
    wakeHandler();
    if (buffer.length >= AHEAD) await new Promise<void>((resolve) => (wakeSource = resolve));
    await pause(); // commits may lie ready by the thousand
  };
  const reading = source(push, stopping.signal).finally(() => {
    sourceEnded = true;
    wakeHandler();
  });

  const handling = (async () => {
    while (!stopping.signal.aborted) {
      if (buffer.length === 0) {
        if (sourceEnded) return;
        await new Promise<void>((resolve) => (wakeHandler = resolve));
        continue;
      }
      const batch = buffer.splice(0, maxBatch);
      wakeSource();
      await handler(batch);
    }
  })();
  stopping.signal.addEventListener('abort', () => {
    wakeHandler();
    wakeSource();
  });

  // Also where the source failed after all that it gave was handed over.
  const done = Promise.all([handling, reading])
    .then(() => undefined)
    .finally(() => stopping.abort());
  done.catch(() => undefined); // whoever awaits `done` hears of it; nobody has to
  return {
    done,
    async stop() {
      stopping.abort();
      await Promise.allSettled([handling, reading]);
    },
  };
}
