/** What is known of a server that runs: how often in a row it did not answer, and what was done about it. */
export interface Watched {
  readonly silences: number;
  readonly restarts: number;
  /** Not started again before; monotonic. */
  readonly restEndsAtMs: number;
  /** Its disk had no room at the last poll. */
  readonly full: boolean;
}

export interface Poll {
  readonly answers: boolean;
  /** null: it can't be told. */
  readonly freeBytes: number | null;
  /** Monotonic. */
  readonly nowMs: number;
}

export const unwatched: Watched = { silences: 0, restarts: 0, restEndsAtMs: 0, full: false };

/** One missed answer is a busy machine; three in a row are not. */
const SILENCES = 3;
/** nats-server writes whole blocks; with less than this the next one fails again. */
const ROOM_BYTES = 8 * 1_048_576;
/** After the first, second, … restart. */
const RESTS_MS = [15_000, 30_000, 60_000, 120_000, 300_000];

/**
 * Whether a server that runs and does not answer is started again: after three silences, then less and less often, and at once when its
 * disk has room again. It is started on a full disk too: it answers readers again, until somebody stores something.
 */
export function afterPoll(before: Watched, { answers, freeBytes, nowMs }: Poll): { readonly watched: Watched; readonly restart: boolean } {
  const full = freeBytes !== null && freeBytes < ROOM_BYTES;
  if (answers) {
    // Only one that keeps answering has recovered.
    const recovered = before.restarts > 0 && nowMs > before.restEndsAtMs;
    return { watched: { ...before, silences: 0, restarts: recovered ? 0 : before.restarts, full }, restart: false };
  }
  const silences = before.silences + 1;
  const roomAgain = before.full && !full;
  if (silences < SILENCES || (nowMs < before.restEndsAtMs && !roomAgain))
    // That there is room again is remembered until it is used.
    return { watched: { ...before, silences, full: full || (before.full && silences < SILENCES) }, restart: false };
  const restMs = RESTS_MS[Math.min(before.restarts, RESTS_MS.length - 1)] ?? 300_000;
  return { watched: { silences: 0, restarts: before.restarts + 1, restEndsAtMs: nowMs + restMs, full }, restart: true };
}
