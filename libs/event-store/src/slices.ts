import { setImmediate as nextTurn } from 'node:timers/promises';

/** Awaited between the steps of a long work; undefined: go on at once. */
export type Pause = () => Promise<void> | undefined;

/** Longest stretch of work before the event loop gets its turn; a single step may add some milliseconds. */
const SLICE_MS = 10;

/** Gives the event loop its turn whenever a slice is over. */
export function slices(): Pause {
  let endsAt = performance.now() + SLICE_MS;
  return () => {
    if (performance.now() < endsAt) return undefined;
    return nextTurn().then(() => {
      endsAt = performance.now() + SLICE_MS;
    });
  };
}

/** For work that nobody waits beside. */
export const noPause: Pause = () => undefined;
