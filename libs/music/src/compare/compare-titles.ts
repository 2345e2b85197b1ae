import { compactKey, foldKeys } from '../normalise/fold-text.js';
import { otherPictures, picturesIn } from '../normalise/pictures.js';
import { editSimilarity } from '../normalise/similarity.js';
import { isSlip } from '../normalise/spelling-slip.js';
import { titleKey } from '../normalise/title-key.js';
import { withArabicMovement, withSpeltKeys } from '../titles/classical.js';
import { hasPhraseLength, splitBrackets } from '../titles/qualifiers.js';
import type { ParsedTitle } from '../titles/parse-title.js';
import { usualParameters } from './match-parameters.js';
import type { TitleParameters } from './match-parameters.js';

/** A title's keys, worked out once for many comparisons. */
export interface TitleKeys {
  /** Spellings of the base title, words apart. */
  readonly spaced: readonly string[];
  readonly compact: readonly string[];
  /** Compact keys of the base without its subtitle; [] when it has none. */
  readonly short: readonly string[];
  /** Compact keys of the base without the number it begins with; [] when it has none. */
  readonly unnumbered: readonly string[];
  /** Pictures among its words, in order: letters alone don't tell `Love ❤` and `Love ☁` apart. */
  readonly pictures: string;
  /** What stands in its brackets is a phrase; a word or two may as well be a version. */
  readonly phrase: boolean;
}

/** Is all that stands in the brackets of a name a phrase, not a word or two, which may as well be a version? */
const isPhrase = (name: string) => splitBrackets(name).parts.every(({ text, bracketed }) => !bracketed || hasPhraseLength(text));

export function keysOf(parsed: Pick<ParsedTitle, 'base' | 'withoutSubtitle' | 'withoutNumber'>): TitleKeys {
  const spaced = foldKeys(withSpeltKeys(withArabicMovement(parsed.base))).map(titleKey);
  return {
    spaced,
    compact: spaced.map(compactKey),
    short: compactKeys(parsed.withoutSubtitle),
    unnumbered: compactKeys(parsed.withoutNumber),
    pictures: picturesIn(parsed.base),
    phrase: parsed.withoutSubtitle !== null && isPhrase(parsed.base),
  };
}

/** Keys of a bare name. */
export const keysOfName = (name: string): TitleKeys => keysOf({ base: name, withoutSubtitle: null, withoutNumber: null });

const compactKeys = (name: string | null) => (name === null ? [] : foldKeys(name).map((key) => compactKey(titleKey(key))));

/** The most that titles of other numbers, and of other words, are alike. */
const [OTHER_NUMBERS, OTHER_WORDS] = [0.5, 0.8];

/** 0..1, symmetric; 1 is the same title. Other numbers are another song. */
export function titleSimilarity(a: TitleKeys, b: TitleKeys, parameters: TitleParameters = usualParameters): number {
  if (otherPictures(a.pictures, b.pictures)) return OTHER_NUMBERS;
  if (a.compact.some((key) => b.compact.includes(key))) return a.pictures === b.pictures ? 1 : parameters.subtitleMissing;
  if (subtitleMissing(a, b) || subtitleMissing(b, a))
    return Math.min((a.compact[0] ?? '').length, (b.compact[0] ?? '').length) > 5 ? parameters.subtitleMissing : parameters.subtitleTells;
  if (numberMissing(a, b) || numberMissing(b, a)) return parameters.numberMissing;
  let best = 0;
  for (const left of a.spaced) for (const right of b.spaced) best = Math.max(best, spelling(left, right, parameters));
  return best;
}

/** Has a title a bracket that the other lacks, and that nobody could read? It may be any version: `(off vocal)`. */
export const addsUnread = (long: TitleKeys, short: TitleKeys): boolean =>
  !long.compact.some((key) => short.compact.includes(key)) && subtitleMissing(long, short);

/** Does one title have a bracket or a picture that the other lacks, and that nobody could read? */
export const leavesUnread = (a: TitleKeys, b: TitleKeys): 'phrase' | 'word' | null => {
  if (a.compact.some((key) => b.compact.includes(key))) return a.pictures === b.pictures ? null : 'phrase';
  const long = addsUnread(a, b) ? a : addsUnread(b, a) ? b : null;
  return long === null ? null : long.phrase ? 'phrase' : 'word';
};

const numberMissing = (long: TitleKeys, short: TitleKeys) => long.unnumbered.some((key) => short.compact.includes(key));
const subtitleMissing = (long: TitleKeys, short: TitleKeys) => long.short.some((key) => short.compact.includes(key));

function spelling(a: string, b: string, parameters: TitleParameters): number {
  const similarity = editSimilarity(a, b);
  if (similarity <= OTHER_NUMBERS) return similarity;
  if (numbers(a) !== numbers(b)) return OTHER_NUMBERS;
  if (similarity <= OTHER_WORDS) return similarity;
  return Math.min(a.length, b.length) >= parameters.longTitle && misspelt(a, b, parameters) ? similarity : OTHER_WORDS;
}

const numbers = (key: string) => (key.match(/\d+/g) ?? []).join(' ');

/** Do two titles differ by a single slip of the keyboard? Only worth something when everything else agrees. */
export const differBySlip = (a: TitleKeys, b: TitleKeys, { slipTitle }: TitleParameters = usualParameters): boolean =>
  a.compact.some((left) =>
    b.compact.some((right) => Math.min(left.length, right.length) >= slipTitle && !/\d/.test(left + right) && isSlip(left, right)),
  );

/** Word for word the same but for letters inside long words; a changed short word ("in", "my") or another word is another title. */
function misspelt(a: string, b: string, { longWord, misspeltWord }: TitleParameters): boolean {
  const left = a.split(' ');
  const right = b.split(' ');
  if (left.length !== right.length)
    return editSimilarity(a.replaceAll(' ', ''), b.replaceAll(' ', '')) >= 0.94 && Math.min(a.length, b.length) > 14;
  return left.every((word, place) => {
    const other = right[place] ?? '';
    return (
      word === other ||
      (Math.min(word.length, other.length) >= longWord && editSimilarity(word, other) >= misspeltWord && word[0] === other[0])
    );
  });
}
