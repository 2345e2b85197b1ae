/** Growing waits between tries to connect, up to 5 min. */
const WAITS_MS = [1_000, 2_000, 5_000, 15_000, 60_000, 300_000] as const;
const LONGEST_MS = 300_000;

/** Wait after so many failures in a row (from 1). `chance` (0..1) spreads it by a fifth to either side; never over 5 min. */
export function reconnectWaitMs(failures: number, chance: number): number {
  const base = WAITS_MS[Math.min(Math.max(failures, 1), WAITS_MS.length) - 1] ?? LONGEST_MS;
  return Math.min(LONGEST_MS, Math.round(base * (0.8 + 0.4 * chance)));
}
