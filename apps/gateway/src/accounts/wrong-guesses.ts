import { createHmac, randomBytes } from 'node:crypto';

/** Guesses that were wrong in the last hour: the same one again needs no hash and is no new guess. */
export interface WrongGuesses {
  has(name: string, password: string, hash: string): boolean;
  add(name: string, password: string, hash: string): void;
}

const KEPT_MS = 60 * 60_000;
const KEPT = 2_000;

/** Kept as seals under a key that this process alone knows, together with the hash they were compared with: a new password forgets them. */
export function wrongGuesses(nowMs: () => number): WrongGuesses {
  const key = randomBytes(32);
  const seals = new Map<string, number>();
  const sealOf = (...guess: readonly string[]) => createHmac('sha256', key).update(JSON.stringify(guess)).digest('base64');
  return {
    has: (...guess) => (seals.get(sealOf(...guess)) ?? -Infinity) > nowMs() - KEPT_MS,
    add(...guess) {
      seals.set(sealOf(...guess), nowMs());
      const [oldest] = seals.keys();
      if (oldest !== undefined && seals.size > KEPT) seals.delete(oldest);
    },
  };
}
