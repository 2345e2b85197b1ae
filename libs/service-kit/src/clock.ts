import { setTimeout as delay } from 'node:timers/promises';
import type { Instant } from '@soulsync/contracts';

export interface Clock {
  now(): Instant;
}

export const systemClock: Clock = { now: () => new Date().toISOString() };

/** Ends early, without a throw, when the signal aborts. */
export async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await delay(ms, undefined, { signal }).catch(() => undefined); // aborted: the sleeper looks at the signal itself
}
