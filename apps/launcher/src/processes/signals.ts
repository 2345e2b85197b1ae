import { stopAllSupervised } from './supervised.js';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const INTERRUPTED = 130;
let awaited = false;

/** From the first moment on: a signal leaves no process behind, whatever the command is doing. */
export function stopAllOnSignal(): void {
  for (const signal of signals)
    process.on(signal, () => {
      if (!awaited) void stopAllSupervised().finally(() => process.exit(INTERRUPTED));
    });
}

/** Resolves at the first signal; from the call on, stopping is the caller's. */
export function untilSignal(): Promise<void> {
  awaited = true;
  return new Promise((resolve) => {
    for (const signal of signals) process.on(signal, () => resolve());
  });
}
