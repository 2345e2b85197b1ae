export interface WishSchedule {
  /** Waits after the first, second, … attempt; the last one repeats. */
  readonly waitsMs: readonly number[];
  /** After so many attempts a wish waits for a person. */
  readonly maxAttempts: number;
}

/** Waits grow: an hour, an hour, four, a day, a week where the first is an hour. */
export const wishWaitsMs = (firstMs: number): readonly number[] => [1, 1, 4, 24, 168].map((times) => times * firstMs);

/** When a wish is tried again; null: it stays listed and waits for a person. */
export function nextAttemptAt(schedule: WishSchedule, attempts: number, nowMs: number): string | null {
  if (attempts >= schedule.maxAttempts) return null;
  const waitMs = schedule.waitsMs[Math.min(attempts, schedule.waitsMs.length) - 1] ?? 0;
  return new Date(nowMs + waitMs).toISOString();
}
