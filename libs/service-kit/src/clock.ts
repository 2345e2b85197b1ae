import type { Instant } from '@soulsync/contracts';

export interface Clock {
  now(): Instant;
}

export const systemClock: Clock = { now: () => new Date().toISOString() };

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
