import { repairHomoglyphs } from './homoglyphs.js';
import { transliterate } from './transliterate.js';

/** Letters that no decomposition takes apart. */
const spelt: Readonly<Record<string, string>> = { ß: 'ss', ø: 'o', ł: 'l', æ: 'ae', œ: 'oe', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ħ: 'h' };
const speltLetters = new RegExp(`[${Object.keys(spelt).join('')}]`, 'g');
/** Longest text that is compared; nothing real is longer, and hostile input must not cost time. */
const MAX_LENGTH = 500;

/**
 * The comparison key of a name: case, accents, width, apostrophes, punctuation and `&`/and do not count; scripts are kept. A name of
 * symbols only (`!!!`, `÷`) is its own key.
 */
export function foldText(text: string): string {
  const plain = text.slice(0, MAX_LENGTH).toWellFormed().normalize('NFKC').toLowerCase();
  const letters = repairHomoglyphs(
    plain
      .normalize('NFD')
      .replace(/\p{M}+/gu, '')
      .normalize('NFC'),
  )
    .replace(speltLetters, (letter) => spelt[letter] ?? letter)
    .replace(/['’‘ʼ`´]/g, '')
    .replace(/(?<=\p{L})\$|\$(?=\p{L})/gu, 's')
    .replace(/(?<=\p{L})!(?=\p{L})/gu, 'i')
    .replace(/\s*[&+]\s*/g, ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return letters === '' || letters === 'and' ? plain.replace(/\s+/g, ' ').trim() : letters.replace(/\s+/g, ' ');
}

/** The key, and its Latin spelling where that differs. */
export function foldKeys(text: string): readonly string[] {
  const folded = foldText(text);
  const latin = transliterate(folded).replace(/\s+/g, ' ').trim();
  return latin === folded || latin === '' ? [folded] : [folded, latin];
}
