import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import type { Instant } from '@soulsync/contracts';
import type { DriverClock } from '../driver/aggregate-driver.js';

export interface SteppedClock extends DriverClock {
  /** Lets all go on that can without time passing. */
  settle(): Promise<void>;
  /** Time passes; sleepers wake in the order of their times, and each does what it can before the next one wakes. */
  advance(ms: number): Promise<void>;
  /** Of the wall alone: as if someone set it. */
  setWall(at: Instant): void;
}

interface Sleeper {
  readonly untilMs: number;
  wake(): void;
}

/** Turns of the event loop after which whatever needs no time is done: a command, its append and its answer are a few each. */
const TURNS = 20;

/** Time that stands still until a test lets it pass. */
export function steppedClock(startsAt: Instant = '2026-01-01T00:00:00.000Z'): SteppedClock {
  let nowMs = 0;
  let wallAheadMs = Date.parse(startsAt);
  const sleepers = new Set<Sleeper>();

  async function settle(): Promise<void> {
    for (let turn = 0; turn < TURNS; turn += 1) await turnOfTheLoop();
  }

  return {
    now: () => new Date(wallAheadMs + nowMs).toISOString(),
    monotonicMs: () => nowMs,
    setWall: (at) => void (wallAheadMs = Date.parse(at) - nowMs),
    settle,
    sleep: (ms, ...signals) =>
      new Promise((resolve) => {
        const sleeper: Sleeper = {
          untilMs: nowMs + ms,
          wake() {
            sleepers.delete(sleeper);
            for (const signal of signals) signal.removeEventListener('abort', sleeper.wake);
            resolve();
          },
        };
        sleepers.add(sleeper);
        for (const signal of signals) signal.addEventListener('abort', sleeper.wake);
        if (signals.some(({ aborted }) => aborted)) sleeper.wake();
      }),
    async advance(ms) {
      const endMs = nowMs + ms;
      for (;;) {
        await settle();
        const [next] = [...sleepers].filter(({ untilMs }) => untilMs <= endMs).sort((a, b) => a.untilMs - b.untilMs);
        if (!next) break;
        nowMs = Math.max(nowMs, next.untilMs);
        next.wake();
      }
      nowMs = endMs;
    },
  };
}
