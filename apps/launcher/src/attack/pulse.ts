import { setTimeout as delay } from 'node:timers/promises';
import { send } from './send.js';

/** Asks /ping again and again, and remembers the longest wait. */
export interface Pulse {
  readonly longestMs: number;
  readonly asked: number;
  stop(): Promise<void>;
}

const EVERY_MS = 50;
const GIVE_UP_MS = 15_000;

export function pulse(url: string): Pulse {
  let stopped = false;
  let longestMs = 0;
  let asked = 0;
  const beating = (async () => {
    while (!stopped) {
      const { ms } = await send(url, { method: 'GET', path: '/ping', timeoutMs: GIVE_UP_MS });
      asked += 1;
      longestMs = Math.max(longestMs, ms);
      await delay(EVERY_MS);
    }
  })();
  return {
    get longestMs() {
      return longestMs;
    },
    get asked() {
      return asked;
    },
    async stop() {
      stopped = true;
      await beating;
    },
  };
}
