import { foldKeys, foldText } from './fold-text.js';

/** Scripts that part no words: their signs are searched one by one. */
const unparted = '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Hangul}';
const unpartedSign = new RegExp(`[${unparted}]`, 'gu');
const pieces = new RegExp(`[${unparted}]+|[^\\s${unparted}]+`, 'gu');
const startsUnparted = new RegExp(`^[${unparted}]`, 'u');

const single = (text: string) => text.replace(/\s+/g, ' ');

/** What a list is searched in: every spelling of the names, folded, one space before and behind each word and each sign of an unparted script. */
export const searchText = (names: readonly (string | null)[]): string =>
  single(` ${[...new Set(names.flatMap((name) => (name === null ? [] : foldKeys(name))))].join(' ').replace(unpartedSign, ' $& ')} `);

/** More words than a name has. */
const MAX_TERMS = 24;

/**
 * Pieces that must all occur in a `searchText`: a longer word anywhere, one of up to two letters at the start of a word, signs of an
 * unparted script side by side. [] only for text without any visible sign.
 */
export function searchTerms(q: string): readonly string[] {
  const found = foldText(q).match(pieces) ?? [];
  const terms = found.map((piece) =>
    startsUnparted.test(piece) ? ` ${[...piece].join(' ')} ` : [...piece].length < 3 ? ` ${piece}` : piece,
  );
  return [...new Set(terms)].slice(0, MAX_TERMS);
}
