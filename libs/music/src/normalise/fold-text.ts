import { boundedText } from './bounded-text.js';
import { repairHomoglyphs } from './homoglyphs.js';
import { latinSpellings } from './transliterate.js';

/** Letters that no decomposition takes apart. */
const spelt: Readonly<Record<string, string>> = { ß: 'ss', ø: 'o', ł: 'l', æ: 'ae', œ: 'oe', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ħ: 'h' };
const speltLetters = new RegExp(`[${Object.keys(spelt).join('')}]`, 'g');

/** Accents and pointing that spelling leaves out at will. Marks that make another letter (kana voicing, Indic vowels) stay. */
const looseMarks = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+/g;

/** Initials written with dots: `b.i.g.` is `big`. */
const dottedInitials = /(?<![\p{L}\p{N}])(?:\p{L}\.){2,}\p{L}?(?![\p{L}\p{N}])/gu;

const ascii = /^[\x20-\x7e]*$/;
const plainAscii = /^[a-z0-9 ]*$/;
/** `rock'n'roll`, `guns 'n roses`; never `o'neal`. */
const rockNRoll = /(?<=[ \p{L}])['’‘ʼ′`´]n(?:['’‘ʼ′`´](?=[ \p{L}])|(?= ))/gu;

const apostrophe = /['’‘ʼ′`´]/;
const apostrophes = /['’‘ʼ′`´]/g;

const onlyAnd = /^(?:and ?)+$/;

/**
 * The comparison key of a name: case, accents, width, apostrophes, punctuation and `&`/and do not count; scripts are kept. A name of
 * symbols only (`!!!`, `÷`) is its own key. Folding twice changes nothing. '' only for text without any visible sign.
 */
export function foldText(text: string): string {
  const plain = boundedText(text).toLowerCase();
  if (plainAscii.test(plain)) return plain;
  if (ascii.test(plain)) return foldAscii(plain);
  const stripped = repairHomoglyphs(plain.normalize('NFD').replace(looseMarks, '').normalize('NFC'));
  let name = stripped.replace(speltLetters, (letter) => spelt[letter] ?? letter);
  if (apostrophe.test(name)) name = name.replace(rockNRoll, ' and ').replace(apostrophes, '');
  if (name.includes('.')) name = name.replace(dottedInitials, (initials) => initials.replaceAll('.', ''));
  if (name.includes('$')) name = name.replace(/(?<=\p{L})\$+|\$+(?=\p{L})/gu, (sign) => 's'.repeat(sign.length));
  if (name.includes('!')) name = name.replace(/(?<=\p{L})!(?=\p{L})/gu, 'i');
  const letters = name
    .replace(/[&+]/g, ' and ')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();
  return letters === '' || onlyAnd.test(letters) ? plain.normalize('NFC') : letters;
}

/** The same rules where a letter is one of 26. Expects lower case. */
function foldAscii(plain: string): string {
  let text = plain;
  if (/['`]/.test(text)) text = text.replace(/(?<=[ a-z])['`]n(?:['`](?=[ a-z])|(?= ))/g, ' and ').replace(/['`]/g, '');
  if (text.includes('.'))
    text = text.replace(/(?<![a-z0-9])(?:[a-z]\.){2,}[a-z]?(?![a-z0-9])/g, (initials) => initials.replaceAll('.', ''));
  if (text.includes('$')) text = text.replace(/(?<=[a-z])\$+|\$+(?=[a-z])/g, (sign) => 's'.repeat(sign.length));
  if (text.includes('!')) text = text.replace(/(?<=[a-z])!(?=[a-z])/g, 'i');
  if (/[&+]/.test(text)) text = text.replace(/[&+]/g, ' and ');
  const words = text.replace(/[^a-z0-9]+/g, ' ').trim();
  return words === '' || onlyAnd.test(words) ? plain : words;
}

/** The key, and further spellings of the same name: Latin for Cyrillic and Greek, umlauts spelt out. The first is `foldText`. */
export function foldKeys(text: string): readonly string[] {
  const folded = foldText(text);
  if (ascii.test(text)) return [folded];
  const spellings = latinSpellings(folded).map((latin) => latin.replace(/\s+/g, ' ').trim());
  const keys = [folded, ...spellings.filter((latin) => latin !== '' && latin !== folded)];
  const bounded = boundedText(text).normalize('NFC');
  if (/[äöüÄÖÜ]/.test(bounded)) keys.push(foldText(bounded.replace(/[äöüÄÖÜ]/g, (vowel) => `${vowel.normalize('NFD').charAt(0)}e`)));
  return keys;
}

/** A key without its spaces: `2 pac` is `2pac`. */
export const compactKey = (folded: string): string => folded.replaceAll(' ', '');
