import { keepRunning } from '@soulsync/event-store';
import type { Logger } from '@soulsync/event-store';
import { underSignals } from '@soulsync/service-kit';
import type { Worker } from '@soulsync/service-kit';
import { NEVER } from 'rxjs';
import type { Observable } from 'rxjs';

/** Servers as the settings have them at the moment. */
export interface ServerSet<S> {
  /** The first one proves published files. A server is the same object as long as nothing about it changes, and so is the list. */
  all(): readonly S[];
  /** The one of them that works on the connection to the chosen media server; null: none does. */
  connected(): S | null;
  /** After each change. */
  readonly changes: Observable<unknown>;
}

/** A set that never changes. */
export const fixedServers = <S>(all: readonly S[]): ServerSet<S> => ({
  all: () => all,
  connected: () => null,
  changes: NEVER,
});

export interface WorkersParts<T> {
  readonly name: string;
  /** What there is to work on, by identity. */
  readonly wanted: () => readonly T[];
  readonly changes: Observable<unknown>;
  readonly workerOf: (one: T) => Worker;
  readonly logger: Logger;
}

/**
 * One worker for each thing that is wanted: it begins when that appears and ends when that is gone. What is gone has come to its end before
 * anything new begins, so that no two of a kind ever work side by side.
 */
export function workersFor<T>({ name, wanted, changes, workerOf, logger }: WorkersParts<T>): Worker {
  return {
    name,
    async run(signal) {
      const running = new Map<T, { readonly stop: AbortController; readonly ended: Promise<void> }>();
      let changed = new AbortController();
      const subscription = changes.subscribe(() => changed.abort());
      const end = async (gone: readonly T[]) => {
        const ending = [...running].filter(([one]) => gone.includes(one)).map(([, worker]) => worker);
        for (const { stop } of ending) stop.abort();
        await Promise.all(ending.map(({ ended }) => ended));
        for (const one of gone) running.delete(one);
      };
      try {
        while (!signal.aborted) {
          changed = new AbortController();
          const now = wanted();
          await end([...running.keys()].filter((one) => !now.includes(one)));
          for (const one of now) if (!running.has(one)) running.set(one, begun(workerOf(one)));
          await underSignals([signal, changed.signal], aborted);
        }
      } finally {
        subscription.unsubscribe();
        await end([...running.keys()]);
      }
    },
  };

  function begun(worker: Worker) {
    const stop = new AbortController();
    return { stop, ended: keepRunning(`worker ${worker.name}`, (stopped) => worker.run(stopped), stop.signal, logger) };
  }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((done) => {
    if (signal.aborted) done();
    else signal.addEventListener('abort', () => done(), { once: true });
  });

/** What was made for an object is made once, and forgotten with it. */
export function oncePer<T extends object, Made>(make: (of: T) => Made): (of: T) => Made {
  const made = new WeakMap<T, { readonly it: Made }>();
  return (of) => {
    const known = made.get(of) ?? { it: make(of) };
    made.set(of, known);
    return known.it;
  };
}
