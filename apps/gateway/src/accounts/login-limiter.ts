/** Five tries a minute for an address and account, then growing waits. */
export interface LoginLimiter {
  /** Milliseconds to wait; 0: go ahead. */
  waitMs(who: string): number;
  failed(who: string): void;
  succeeded(who: string): void;
}

const FREE_TRIES = 5;
const MINUTE_MS = 60_000;
const LONGEST_MS = 15 * MINUTE_MS;
const REMEMBERED = 10_000;

export function loginLimiter(nowMs: () => number): LoginLimiter {
  const tries = new Map<string, { failures: number; lastMs: number }>();
  return {
    waitMs(who) {
      const known = tries.get(who);
      if (!known || known.failures < FREE_TRIES) return 0;
      const wait = Math.min(LONGEST_MS, MINUTE_MS * 2 ** (known.failures - FREE_TRIES));
      return Math.max(0, known.lastMs + wait - nowMs());
    },
    failed(who) {
      const known = tries.get(who);
      const fresh = known === undefined || nowMs() - known.lastMs > LONGEST_MS;
      if (tries.size > REMEMBERED) tries.clear();
      tries.set(who, { failures: fresh ? 1 : known.failures + 1, lastMs: nowMs() });
    },
    succeeded: (who) => void tries.delete(who),
  };
}
