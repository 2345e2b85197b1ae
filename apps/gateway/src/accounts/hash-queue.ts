import { Abandoned, TryLater } from './try-later.js';

/** 0: a browser that has signed in before; 1: an address that has; 2: a stranger. */
export type Rank = 0 | 1 | 2;

export interface Turn {
  /** Lower ones go first. */
  readonly rank: Rank;
  /** Aborts when the client goes: its turn is given to the next. */
  readonly gone?: AbortSignal;
}

export type HashQueue = <T>(turn: Turn, work: () => Promise<T>) => Promise<T>;

const BUSY_RETRY_MS = 5_000;

/** So many at once, each takes 64 MiB; so many more of each rank wait; the rest throws TryLater. */
export function hashQueue(atOnce: number, waitingAtMost: number): HashQueue {
  const lines: readonly [(() => void)[], (() => void)[], (() => void)[]] = [[], [], []];
  let running = 0;

  async function turnOf({ rank, gone }: Turn): Promise<void> {
    if (gone?.aborted) throw new Abandoned();
    if (running < atOnce) {
      running += 1;
      return;
    }
    const line = lines[rank];
    if (line.length >= waitingAtMost) throw new TryLater('busy', BUSY_RETRY_MS);
    await new Promise<void>((resolve, reject) => {
      const leave = () => {
        line.splice(line.indexOf(begin), 1);
        reject(new Abandoned());
      };
      const begin = () => {
        gone?.removeEventListener('abort', leave);
        resolve();
      };
      gone?.addEventListener('abort', leave, { once: true });
      line.push(begin);
    });
  }

  return async (turn, work) => {
    await turnOf(turn);
    try {
      return await work();
    } finally {
      const next = lines.find((line) => line.length > 0)?.shift();
      // The place is handed over, not given back: nobody slips in between.
      if (next) next();
      else running -= 1;
    }
  };
}
