import { setMaxListeners } from 'node:events';
import type { Logger } from '@soulsync/event-store';
import { keepRunning } from '@soulsync/event-store';
import { underSignals } from './joined-signals.js';

/** Something that runs as long as the service does; a throw begins it again with growing waits. */
export interface Worker {
  readonly name: string;
  /** Until the signal aborts. */
  run(signal: AbortSignal): Promise<void>;
}

export function workerGroup(workers: readonly Worker[], logger: Logger) {
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal); // each worker listens to it
  let running: Promise<unknown> = Promise.resolve();
  return {
    start(): void {
      running = Promise.all(
        workers.map((worker) => keepRunning(`worker ${worker.name}`, (signal) => worker.run(signal), stopping.signal, logger)),
      );
    },
    async stop(): Promise<void> {
      stopping.abort();
      await running;
    },
  };
}

/** Several parts of one worker; where one ends the others end too, and what it failed with is thrown once all have ended. */
export async function sideBySide(signal: AbortSignal, parts: readonly Worker['run'][]): Promise<void> {
  const stopping = new AbortController();
  await underSignals([signal, stopping.signal], async (either) => {
    const ended = await Promise.allSettled(parts.map((run) => run(either).finally(() => stopping.abort())));
    for (const end of ended) if (end.status === 'rejected') throw end.reason;
  });
}
