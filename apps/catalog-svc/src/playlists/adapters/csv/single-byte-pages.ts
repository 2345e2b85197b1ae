import { decode } from './decode.js';

/** Could this word, which holds a letter beyond ASCII, be one of a language? */
type Language = (word: string) => boolean;

/** Words of ASCII and these letters, in either case; three letters in a row beyond ASCII, or a capital behind a small letter, are no word. */
function latin(letters: string): Language {
  const own = new Set([...letters, ...letters.toUpperCase()]);
  return (word) =>
    [...word].every((sign) => sign < '\x80' || own.has(sign)) && !/[^\0-\x7f]{3}/u.test(word) && !/\p{Ll}(?![\0-\x7f])\p{Lu}/u.test(word);
}

/** Words of one script alone; from four letters on they have a vowel. */
function script(letters: RegExp, vowel: RegExp, never: RegExp): Language {
  return (word) => letters.test(word) && !never.test(word) && (word.length < 4 || vowel.test(word)) && !/\p{Ll}\p{Lu}/u.test(word);
}

const german = latin('äöüß');
const french = latin('àâæçéèêëîïôœùûüÿ');
const spanish = latin('áéíñóúüªº');
const portuguese = latin('áâãàçéêíóôõú');
const italian = latin('àèéìíòóùú');
const catalan = latin('àçèéíïòóúü');
const dutch = latin('éëïöüáóè');
const danish = latin('æøåéó');
const swedish = latin('åäöé');
const finnish = latin('äöåšž');
const western = [german, french, spanish, portuguese, italian, catalan, dutch, danish, swedish];
const icelandicLetters = latin('áéíóúýþæöð');
/** A thorn begins a word or follows a vowel before one, an eth never begins it: what Turkish letters look like in windows-1252 does not. */
const icelandic: Language = (word) => icelandicLetters(word) && !/^ð|þ(?![aeiouyáéíóúýæöjrv])|[b-df-hj-np-tv-z]þ/iu.test(word);
const central = [
  latin('ąćęłńóśźż'),
  latin('áčďéěíňóřšťúůýž'),
  latin('áäčďéíĺľňóôŕšťúýž'),
  latin('áéíóöőúüű'),
  latin('ăâîşţ'),
  latin('čćđšž'),
];
const turkish = latin('çğıİöşüâîû');
const baltic = [latin('ąčęėįšųūž'), latin('āčēģīķļņšūž'), latin('õäöüšž')];

const cyrillic = script(/^[\u0400-\u045f\u0490\u0491]+$/u, /[аеёиоуыэюяіїєў]/iu, /^[ьъы]/iu);
const greek = script(/^[\u0386-\u03ce]+$/u, /[αειουηωάέήίόύώϊϋΐΰ]/iu, /ς./u);
const hebrew = script(/^[\u05d0-\u05ea][\u05b0-\u05c2\u05d0-\u05ea]*$/u, /./u, /[ךםןףץ]./u);
const arabic = script(/^[\u0600-\u06ff]+$/u, /./u, /^[\u064b-\u0652]/u);
const thai = script(/^[\u0e01-\u0e2e\u0e40-\u0e44][\u0e01-\u0e5b]*$/u, /[\u0e01-\u0e2e]/u, /[\u0e47-\u0e4e]{3}/u);

/** What spreadsheets and older programs save in, the likeliest first. All these names are those of `TextDecoder`. */
const pages: readonly { readonly encoding: string; readonly languages: readonly Language[] }[] = [
  { encoding: 'windows-1252', languages: [...western, icelandic, finnish, latin('áéíóúýäöüõšž')] },
  { encoding: 'windows-1250', languages: [...central, german] },
  { encoding: 'iso-8859-2', languages: [...central, german] },
  { encoding: 'windows-1254', languages: [turkish] },
  { encoding: 'windows-1257', languages: baltic },
  { encoding: 'macintosh', languages: western },
  { encoding: 'windows-1255', languages: [hebrew] },
  { encoding: 'windows-1253', languages: [greek] },
  { encoding: 'windows-1251', languages: [cyrillic] },
  { encoding: 'windows-1256', languages: [arabic] },
  { encoding: 'windows-874', languages: [thai] },
  { encoding: 'koi8-r', languages: [cyrillic] },
  { encoding: 'ibm866', languages: [cyrillic] },
];

/** By how much of the words another page must read better than the usual one. */
const CLEARLY = 0.2;
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
  const [usual, ...others] = pages.map(({ encoding, languages }) => {
    const table = tableOf(encoding);
    return { encoding, languages, read: words.map((word) => [...word].map((sign) => table[sign.charCodeAt(0)] ?? '').join('')) };
  });
  let best: PageGuess = { encoding: 'windows-1252', share: usual ? shareOf(usual.read, usual.languages) : 0 };
  if (!usual) return best;
  let lead = CLEARLY;
  for (const { encoding, languages, read } of others) {
    // Words that read the same either way say nothing.
    const differing = words.flatMap((_, at) => (read[at] === usual.read[at] ? [] : [at]));
    const pick = (all: readonly string[]) => differing.map((at) => all[at] ?? '');
    if (differing.length === 0) continue;
    const gain = shareOf(pick(read), languages) - shareOf(pick(usual.read), usual.languages);
    if (gain <= lead) continue;
    lead = gain;
    best = { encoding, share: shareOf(read, languages) };
  }
  return best;
}

const shareOf = (words: readonly string[], languages: readonly Language[]) =>
  words.length === 0 ? 1 : words.filter((word) => isWord(word, languages)).length / words.length;

/** Quotation marks and dashes stand between words, signs of trade behind them. */
const between = /[’‘“”„‚«»‹›–—…•\u00a0]+/u;

function isWord(text: string, languages: readonly Language[]): boolean {
  const pieces = text
    .split(between)
    .map((piece) => piece.replace(/^[¿¡]+|[®™©°]+$/gu, ''))
    .filter((piece) => /[^\0-\x7f]/u.test(piece));
  return pieces.length === 0 || languages.some((language) => pieces.every(language));
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
const tableOf = (encoding: string): readonly string[] => [...decode(everyByte, encoding)];

const everyByte = Uint8Array.from({ length: 256 }, (_, byte) => byte);
