/** By how much a file may be shorter or longer than what is wanted: one limit for what is asked of peers and for what is filed. */
export interface LengthTolerance {
  readonly shorterByMs: number;
  readonly longerByMs: number;
}

/** A file that was cut is shorter; silence before and behind a track makes it longer. */
export const usualLengthTolerance: LengthTolerance = { shorterByMs: 3_000, longerByMs: 5_000 };

/** What clients leave out who tell whole seconds. */
const WHOLE_SECOND_MS = 999;

/** A file's own length against what is wanted; null: it fits. */
export function lengthRefusal(durationMs: number, wantedMs: number, tolerance: LengthTolerance): 'too-short' | 'too-long' | null {
  if (durationMs < wantedMs - tolerance.shorterByMs) return 'too-short';
  return durationMs > wantedMs + tolerance.longerByMs ? 'too-long' : null;
}

/** A length in whole seconds, as peers tell it: `refused` if the file is surely of a wrong length, `doubtful` if it may be. */
export function announcedLength(lengthS: number, wantedMs: number, tolerance: LengthTolerance): 'fits' | 'doubtful' | 'refused' {
  const verdicts = [lengthS * 1_000, lengthS * 1_000 + WHOLE_SECOND_MS].map((ms) => lengthRefusal(ms, wantedMs, tolerance));
  if (verdicts[0] === 'too-long' || verdicts[1] === 'too-short') return 'refused';
  return verdicts.every((verdict) => verdict === null) ? 'fits' : 'doubtful';
}
