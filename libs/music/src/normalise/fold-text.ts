import { boundedText } from './bounded-text.js';
import { withOneHanForm } from './han-forms.js';
import { repairHomoglyphs } from './homoglyphs.js';
import { inOneForm } from './letter-forms.js';
import { latinSpellings } from './transliterate.js';

/** Accents and pointing that spelling leaves out at will. Marks that make another letter (kana voicing, Indic vowels) stay. */
const looseMarks = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+/g;

/** Initials written with dots: `b.i.g.` is `big`. */
const dottedInitials = /(?<![\p{L}\p{N}])(?:\p{L}\.){2,}\p{L}?(?![\p{L}\p{N}])/gu;

/** They choose how a sign is drawn (❤ or ❤️), never which one it is. */
const selectors = /[\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}]/gu;

const ascii = /^[\x20-\x7e]*$/;
const plainAscii = /^[a-z0-9 ]*$/;
/** `rock'n'roll`, `guns 'n roses`; never `o'neal`. */
const rockNRoll = /(?<=[ \p{L}])['’‘‛ʻʼʽʾʿʹˈꞌ՚׳′`´]n(?:['’‘‛ʻʼʽʾʿʹˈꞌ՚׳′`´](?=[ \p{L}])|(?= ))/gu;

const apostrophe = /['’‘‛ʻʼʽʾʿʹˈꞌ՚׳′`´]/;
const apostrophes = /['’‘‛ʻʼʽʾʿʹˈꞌ՚׳′`´]/g;

const onlyAnd = /^(?:and ?)+$/;

/**
 * The comparison key of a name: case, accents, width, apostrophes, punctuation and `&`/and do not count; scripts are kept. A name of
 * symbols only (`!!!`, `÷`) is its own key. Folding twice changes nothing. '' only for text without any visible sign.
 */
export function foldText(text: string): string {
  const plain = boundedText(text).toLowerCase().replace(selectors, '');
  if (plainAscii.test(plain)) return plain;
  if (ascii.test(plain)) return foldAscii(plain);
  let name = inOneForm(repairHomoglyphs(plain.normalize('NFD').replace(looseMarks, '').normalize('NFC')));
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

/** The key, and further spellings of the same name: Latin for Cyrillic and Greek, Han signs in one form, umlauts spelt out. The first is `foldText`. */
export function foldKeys(text: string): readonly string[] {
  const folded = foldText(text);
  if (ascii.test(text)) return [folded];
  const spellings = latinSpellings(folded).map((latin) => latin.replace(/\s+/g, ' ').trim());
  const keys = [folded, ...spellings.filter((latin) => latin !== '' && latin !== folded)];
  const oneForm = withOneHanForm(folded);
  if (oneForm !== folded) keys.push(oneForm);
  const bounded = boundedText(text).normalize('NFC');
  if (/[äöüÄÖÜ]/.test(bounded)) keys.push(foldText(bounded.replace(/[äöüÄÖÜ]/g, (vowel) => `${vowel.normalize('NFD').charAt(0)}e`)));
  return keys;
}

/** A key without its spaces: `2 pac` is `2pac`. */
export const compactKey = (folded: string): string => folded.replaceAll(' ', '');
