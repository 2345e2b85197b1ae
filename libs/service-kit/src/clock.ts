import type { Instant } from '@soulsync/contracts';
import type { DriverClock } from '@soulsync/event-store';

export interface Clock {
  /** Wall time, for what people read and what outlives the process. It may be set back or forward at any moment. */
  now(): Instant;
  /** Milliseconds since some moment before; never goes back, whatever happens to the wall time: for waits, limits and ages. */
  monotonicMs(): number;
}

export const systemClock: Clock = { now: () => new Date().toISOString(), monotonicMs: () => performance.now() };

/** A service's time as its drivers need it. */
export const driverClock = ({ clock, sleep }: { readonly clock: Clock; readonly sleep: DriverClock['sleep'] }): DriverClock => ({
  now: () => clock.now(),
  monotonicMs: () => clock.monotonicMs(),
  sleep: (ms, ...signals) => sleep(ms, ...signals),
});

/**
 * Wall times that were stored, as this process sees them: how far one lies away is settled when it is first asked about, from then on the
 * monotonic time counts. So a clock that is set while we run moves nothing, and one that was set meanwhile moves it once, within bounds.
 */
export interface StoredTimes {
  /** Milliseconds since then; of a time in the future: since it was first asked about. `what` names the row. */
  ageMs(what: string, at: Instant | number): number;
  /** Milliseconds until then, at first sight `longestMs` at most; 0 or less: it is due. */
  leftMs(what: string, dueAt: Instant | number, longestMs: number): number;
}

/** Forgetting one only settles it anew. */
const REMEMBERED = 20_000;

export function storedTimes(clock: Clock): StoredTimes {
  const seen = new Map<string, { readonly atMs: number; readonly aheadMs: number; readonly seenAtMs: number }>();
  function observe(what: string, at: Instant | number) {
    const atMs = typeof at === 'number' ? at : Date.parse(at);
    const known = seen.get(what);
    if (known?.atMs === atMs) return known;
    const observe = { atMs, aheadMs: atMs - Date.parse(clock.now()), seenAtMs: clock.monotonicMs() };
    if (seen.size >= REMEMBERED) seen.clear();
    seen.set(what, observe);
    return observe;
  }
  return {
    ageMs(what, at) {
      const { aheadMs, seenAtMs } = observe(what, at);
      return Math.max(0, -aheadMs) + clock.monotonicMs() - seenAtMs;
    },
    leftMs(what, dueAt, longestMs) {
      const { aheadMs, seenAtMs } = observe(what, dueAt);
      return Math.min(aheadMs, longestMs) - (clock.monotonicMs() - seenAtMs);
    },
  };
}

/** Ends early, without a throw, when one of the signals aborts; the sleeper looks at them itself. */
export function sleep(ms: number, ...signals: readonly AbortSignal[]): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(wake, ms);
    for (const signal of signals) signal.addEventListener('abort', wake);
    if (signals.some(({ aborted }) => aborted)) wake();
    function wake() {
      clearTimeout(timer);
      for (const signal of signals) signal.removeEventListener('abort', wake);
      resolve();
    }
  });
}

/** What it answers, or an error when that takes longer; it is not ended. */
export async function within<T>(ms: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, failed) => (timer = setTimeout(() => failed(new Error(`no answer within ${ms} ms`)), ms)));
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
