import type { Logger } from '@soulsync/event-store';
import { keepRunning } from '@soulsync/event-store';

/** Something that runs as long as the service does; a throw begins it again with growing waits. */
export interface Worker {
  readonly name: string;
  /** Until the signal aborts. */
  run(signal: AbortSignal): Promise<void>;
}

export function workerGroup(workers: readonly Worker[], logger: Logger) {
  const stopping = new AbortController();
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
