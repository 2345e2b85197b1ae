import { foldKeys, foldText } from './fold-text.js';
import { memo } from './memo.js';

/** Scripts that part no words: their signs are searched one by one. */
const unparted = '\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Hangul}';
const unpartedSign = new RegExp(`[${unparted}]`, 'gu');
const pieces = new RegExp(`[${unparted}]+|[^\\s${unparted}]+`, 'gu');
const startsUnparted = new RegExp(`^[${unparted}]`, 'u');

/** Signs at the beginning of such a word that tell it from others. */
const SIGNS_SHOWN = 8;
/** Trigrams know letters and digits only: a word of signs alone is written by the numbers of its signs. */
const spelt = (signs: string) => [...signs].map((sign) => `qx${(sign.codePointAt(0) ?? 0).toString(16)}`).join('');
const signsAlone = /(?<=\s)[^\s\p{L}\p{N}]+(?=\s)/gu;
const hasLetter = /[\p{L}\p{N}]/u;
const plain = /^[a-z0-9 ]*$/;

const single = (text: string) => text.replace(/\s+/g, ' ');

/** An album's tracks share most of their names. */
const wordsOf = memo(2_000, (name): readonly string[] => foldKeys(name).map(inWords));

function inWords(key: string): string {
  if (plain.test(key)) return single(key).trim();
  return single(` ${key.replace(unpartedSign, ' $& ')} `)
    .replace(signsAlone, spelt)
    .trim();
}

/** What a list is searched in: every spelling of the names, folded, one space before and behind each word and each sign of an unparted script. */
export function searchText(names: readonly (string | null)[]): string {
  const words = new Set(names.flatMap((name) => (name === null ? [] : wordsOf(name))));
  words.delete('');
  return words.size === 0 ? ' ' : ` ${[...words].join(' ')} `;
}

/** More words than a name has. */
const MAX_TERMS = 24;

/**
 * Pieces that must all occur in a `searchText`: a longer word anywhere, one of up to two letters or of signs alone at the start of a word,
 * signs of an unparted script side by side. [] only for text without any visible sign.
 */
export function searchTerms(q: string): readonly string[] {
  const found = foldText(q).match(pieces) ?? [];
  return [...new Set(found.map(termOf))].slice(0, MAX_TERMS);
}

function termOf(piece: string): string {
  // Radicals (⺀) belong to such a script and are no letters.
  if (startsUnparted.test(piece)) return ` ${[...piece].map((sign) => (hasLetter.test(sign) ? sign : spelt(sign))).join(' ')} `;
  if (!hasLetter.test(piece)) return ` ${spelt([...piece].slice(0, SIGNS_SHOWN).join(''))}`;
  return [...piece].length < 3 ? ` ${piece}` : piece;
}
