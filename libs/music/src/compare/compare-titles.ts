import { compactKey, foldKeys } from '../normalise/fold-text.js';
import { editSimilarity } from '../normalise/similarity.js';
import { titleKey } from '../normalise/title-key.js';
import type { ParsedTitle } from '../titles/parse-title.js';

/** A title's keys, worked out once for many comparisons. */
export interface TitleKeys {
  /** Spellings of the base title, words apart. */
  readonly spaced: readonly string[];
  readonly compact: readonly string[];
  /** Compact keys of the base without its subtitle; [] when it has none. */
  readonly short: readonly string[];
}

export function keysOf(parsed: Pick<ParsedTitle, 'base' | 'withoutSubtitle'>): TitleKeys {
  const spaced = foldKeys(parsed.base).map(titleKey);
  const short = parsed.withoutSubtitle === null ? [] : foldKeys(parsed.withoutSubtitle).map((key) => compactKey(titleKey(key)));
  return { spaced, compact: spaced.map(compactKey), short };
}

/** Similarity of a title that was shortened by its subtitle: `C.R.E.A.M. (Cash Rules Everything Around Me)`. */
export const SUBTITLE_MISSING = 0.93;
/** Titles shorter than this may not be misspelt: one letter makes another word ("Stay", "Slay"). */
const LONG_TITLE = 9;

/** 0..1, symmetric; 1 is the same title. Other numbers are another song. */
export function titleSimilarity(a: TitleKeys, b: TitleKeys): number {
  if (a.compact.some((key) => b.compact.includes(key))) return 1;
  if (subtitleMissing(a, b) || subtitleMissing(b, a)) return SUBTITLE_MISSING;
  let best = 0;
  for (const left of a.spaced) for (const right of b.spaced) best = Math.max(best, spelling(left, right));
  return best;
}

const subtitleMissing = (long: TitleKeys, short: TitleKeys) => long.short.some((key) => short.compact.includes(key));

function spelling(a: string, b: string): number {
  const similarity = editSimilarity(a, b);
  if (numbers(a) !== numbers(b)) return Math.min(similarity, 0.5);
  if (Math.min(a.length, b.length) < LONG_TITLE) return Math.min(similarity, 0.8);
  return misspelt(a, b) ? similarity : Math.min(similarity, 0.8);
}

const numbers = (key: string) => (key.match(/\d+/g) ?? []).join(' ');

/** Word for word the same but for letters inside long words; a changed short word ("in", "my") or another word is another title. */
function misspelt(a: string, b: string): boolean {
  const left = a.split(' ');
  const right = b.split(' ');
  if (left.length !== right.length)
    return editSimilarity(a.replaceAll(' ', ''), b.replaceAll(' ', '')) >= 0.94 && Math.min(a.length, b.length) > 14;
  return left.every((word, place) => {
    const other = right[place] ?? '';
    return word === other || (Math.min(word.length, other.length) >= 5 && editSimilarity(word, other) >= 0.8 && word[0] === other[0]);
  });
}
