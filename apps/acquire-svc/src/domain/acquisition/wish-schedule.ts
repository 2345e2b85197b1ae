export interface WishSchedule {
  /** Waits after the first, second, … attempt; the last one repeats. */
  readonly waitsMs: readonly number[];
  /** After so many attempts a wish waits for a person. */
  readonly maxAttempts: number;
}

/** When a wish is tried again; null: it stays listed and waits for a person. */
export function nextAttemptAt(schedule: WishSchedule, attempts: number, nowMs: number): string | null {
  if (attempts >= schedule.maxAttempts) return null;
  const waitMs = schedule.waitsMs[Math.min(attempts, schedule.waitsMs.length) - 1] ?? 0;
  return new Date(nowMs + waitMs).toISOString();
}
