import { say } from '../terminal.js';
import { stopAllSupervised } from './supervised.js';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const INTERRUPTED = 130;
/** Far more than any orderly stop takes. */
const STOP_PATIENCE_MS = 90_000;
/** Who stops things in order at the next signal; null: nobody, all is ended at once. */
let waiting: (() => void) | null = null;

/**
 * From the first moment on: a signal leaves no process behind, whatever the command is doing. An orderly stop that does not come to its end
 * is cut short by a second signal, or by itself; what is stored stands a crash.
 */
export function stopAllOnSignal(): void {
  for (const signal of signals)
    process.on(signal, () => {
      const stopInOrder = waiting;
      waiting = null;
      if (!stopInOrder) {
        endAll();
        return;
      }
      stopInOrder();
      setTimeout(() => {
        say('stopping does not come to its end and is cut short');
        endAll();
      }, STOP_PATIENCE_MS).unref();
    });
  // Nor does a fault of our own, such as a connection whose other end was stopped first.
  process.on('uncaughtException', (error) => {
    if (ending) return;
    say(error.stack ?? error.message);
    endAll(1);
  });
}

let ending = false;

function endAll(code = INTERRUPTED): void {
  ending = true;
  void stopAllSupervised().finally(() => process.exit(code));
}

/** Resolves at the next signal; from then on stopping is the caller's. */
export function untilSignal(): Promise<void> {
  return new Promise((resolve) => (waiting = resolve));
}
