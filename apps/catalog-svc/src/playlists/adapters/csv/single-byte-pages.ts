import { decodeBytes } from '@soulsync/music';
import { arabic, baltic, central, cyrillic, greek, hebrewOf, thai, turkish, western, westernOf } from './alphabets.js';
import type { Language } from './alphabets.js';

interface CodePage {
  readonly encoding: string;
  /** Of which languages these words may be. */
  readonly languages: (words: readonly string[]) => readonly Language[];
}

const always =
  (...languages: readonly Language[]) =>
  () =>
    languages;

/** What spreadsheets and older programs save in, the likeliest first. All these names are those of `TextDecoder`. */
const pages: readonly CodePage[] = [
  { encoding: 'windows-1252', languages: westernOf },
  { encoding: 'windows-1250', languages: always(...central) },
  { encoding: 'iso-8859-2', languages: always(...central) },
  { encoding: 'windows-1254', languages: always(turkish) },
  { encoding: 'windows-1257', languages: always(...baltic) },
  { encoding: 'macintosh', languages: always(...western) },
  { encoding: 'windows-1255', languages: hebrewOf },
  { encoding: 'windows-1251', languages: always(cyrillic) },
  { encoding: 'windows-1253', languages: always(greek) },
  { encoding: 'windows-1256', languages: always(arabic) },
  { encoding: 'windows-874', languages: always(thai) },
  { encoding: 'koi8-r', languages: always(cyrillic) },
  { encoding: 'ibm866', languages: always(cyrillic) },
];

/** By how much of the words another page must read better than the usual one. */
const CLEARLY = 0.15;
/** So many different words are evidence enough. */
const WORDS_READ = 2_000;

export interface PageGuess {
  readonly encoding: string;
  /** How much of the evidence reads as words, 0 to 1. */
  readonly share: number;
}

/** Under which code page the words beyond ASCII are words; windows-1252 where none is clearly better. */
export function likeliestPage(sample: Uint8Array): PageGuess {
  const words = wordsIn(sample);
  const [usual, ...others] = pages.map((page) => readUnder(page, words));
  let best: PageGuess = { encoding: 'windows-1252', share: usual?.share ?? 1 };
  if (!usual) return best;
  const least = usual.share + CLEARLY;
  for (const { encoding, share } of others) if (share >= least && share > best.share) best = { encoding, share };
  return best;
}

/** How much of these words are words under a code page. */
function readUnder({ encoding, languages }: CodePage, words: readonly string[]): PageGuess {
  const table = tableOf(encoding);
  const read = words.map((word) => [...word].map((sign) => table[sign.charCodeAt(0)] ?? '').join(''));
  const possible = languages(read);
  return { encoding, share: words.length === 0 ? 1 : read.filter((word) => isWord(word, possible)).length / words.length };
}

/** Quotation marks and dashes stand between words, signs of trade and of order behind them. */
const between = /[’‘“”„‚«»‹›–—…•´`\u00a0]+/u;

function isWord(text: string, languages: readonly Language[]): boolean {
  const pieces = text
    .split(between)
    .map((piece) => piece.replace(/^[¿¡]+|[¿¡®™©°ºª]+$/gu, ''))
    .filter((piece) => /[^\0-\x7f]/u.test(piece));
  const beyond = pieces.join('');
  if (beyond === '' || /^[\p{S}\p{P}\p{N}]$/u.test(beyond)) return true; // one sign is one in any language
  return languages.some((language) => pieces.every(language));
}

/** Different runs of ASCII letters and bytes beyond ASCII that hold one of the latter, byte by byte. */
function wordsIn(sample: Uint8Array): readonly string[] {
  const found = new Set<string>();
  for (const [run] of Buffer.from(sample)
    .toString('latin1')
    .matchAll(/[A-Za-z\x80-\xff]+/g)) {
    if (/[\x80-\xff]/.test(run)) found.add(run);
    if (found.size === WORDS_READ) break;
  }
  return [...found];
}

/** What each byte means. */
const tableOf = (encoding: string): readonly string[] => [...decodeBytes(everyByte, encoding)];

const everyByte = Uint8Array.from({ length: 256 }, (_, byte) => byte);
