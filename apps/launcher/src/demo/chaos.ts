import { setTimeout as delay } from 'node:timers/promises';
import type { Supervised } from '../processes/supervised.js';
import { say } from '../terminal.js';

const KILLS = 8;
const FIRST_MS = 3_000;

/** A seeded stream of numbers in 0..1 (mulberry32). */
export function seeded(seed: string): () => number {
  let state = [...seed].reduce((hash, letter) => (Math.imul(hash, 31) + (letter.codePointAt(0) ?? 0)) | 0, 7);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Kills parts at random moments, one after the other; the supervisor brings them back. Answers whom it killed. */
export async function chaos(parts: readonly Supervised[], seed: string, stopped: AbortSignal): Promise<readonly string[]> {
  const random = seeded(seed);
  const killed: string[] = [];
  const sleep = (ms: number) => delay(ms, undefined, { signal: stopped }).catch(() => undefined); // stopped: the loop ends
  await sleep(FIRST_MS);
  while (killed.length < KILLS && !stopped.aborted) {
    const part = parts[Math.floor(random() * parts.length)];
    if (part) {
      say(`chaos: SIGKILL to ${part.name}`);
      part.kill();
      killed.push(part.name);
    }
    await sleep(3_000 + random() * 3_000);
  }
  return killed;
}
