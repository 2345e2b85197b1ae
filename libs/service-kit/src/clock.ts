import type { Instant } from '@soulsync/contracts';

export interface Clock {
  /** Wall time, for what people read and what outlives the process. It may be set back or forward at any moment. */
  now(): Instant;
  /** Milliseconds since some moment before; never goes back, whatever happens to the wall time: for waits, limits and ages. */
  monotonicMs(): number;
}

export const systemClock: Clock = { now: () => new Date().toISOString(), monotonicMs: () => performance.now() };

/** Ends early, without a throw, when one of the signals aborts; the sleeper looks at them itself. */
export function sleep(ms: number, ...signals: readonly AbortSignal[]): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(wake, ms);
    for (const signal of signals) signal.addEventListener('abort', wake);
    if (signals.some(({ aborted }) => aborted)) wake();
    function wake() {
      clearTimeout(timer);
      for (const signal of signals) signal.removeEventListener('abort', wake);
      resolve();
    }
  });
}
