/** Could this word, which holds a letter beyond ASCII, be one of a language? */
export type Language = (word: string) => boolean;

/**
 * Words of ASCII and these letters, in either case. No word has no letter of ASCII, or three letters in a row beyond it, or a capital behind a
 * small letter, nor what this language never writes.
 */
function latin(letters: string, never = /(?!)/u): Language {
  const own = new Set([...letters, ...letters.toUpperCase()]);
  return (word) =>
    [...word].every((sign) => sign < '\x80' || own.has(sign)) &&
    (word.length === 1 || /[a-z]/i.test(word)) &&
    !/[^\0-\x7f]{3}/u.test(word) &&
    !/\p{Ll}(?![\0-\x7f])\p{Lu}/u.test(word) &&
    !never.test(word);
}

/** Words of one script alone, in one case but for a first capital; from four letters on they have a vowel. */
function script(letters: RegExp, vowel: RegExp, never: RegExp): Language {
  return (word) =>
    letters.test(word) && !never.test(word) && (word.length < 4 || vowel.test(word)) && !/\p{Ll}\p{Lu}|\p{Lu}{2}\p{Ll}/u.test(word);
}

/** Where a language has a letter tells it from another one that the same byte is a letter of: `Święto` is no French word `Œwiêto`. */
export const western: readonly Language[] = [
  latin('äöüß'),
  latin('àâæçéèêëîïôœùûüÿ', /ç(?![aouâôû]|$)|è[aeiouy]|œ(?![uidnstcb])/iu),
  latin('áéíñóúü', /ñ(?![aeiouáéíóú])/iu),
  latin('áâãàçéêíóôõú', /ã(?![oes]|$)|õ(?!e)|ç(?![aouáâãóôõú])/iu),
  latin('àèéìòóù', /[àèéìòóù].*[a-z]/iu),
  latin('àçèéíïòóúü', /ç(?![aouàòóú]|$)/iu),
  latin('éëïöüèê', /è[aeiouy]/iu),
  latin('æøåéó'),
  latin('åäöé'),
  latin('äöåšž'),
];
const icelandic = latin('áéíóúýþæöð', /^ð/iu);
const czechInWestern = latin('áéíóúýäöüõšž');

/** A few words may be anything. */
const FEW = 3;

/** Icelandic only where its vowels are about as many as its other letters: alone these are what Turkish looks like there. */
export function westernOf(words: readonly string[]): readonly Language[] {
  const text = words.join(' ');
  const count = (letters: RegExp) => text.match(letters)?.length ?? 0;
  return count(/[þðý]/giu) > Math.max(FEW, 2 * count(/[áíóúæ]/giu)) ? western : [...western, icelandic, czechInWestern];
}

export const central: readonly Language[] = [
  latin('ąćęłńóśźż'),
  latin('áčďéěíňóřšťúůýž'),
  latin('áäčďéíĺľňóôŕšťúýž'),
  latin('áéíóöőúüű'),
  latin('ăâîşţ'),
  latin('čćđšž'),
  latin('äöüß'),
];
export const turkish = latin('çğıİöşüâîû');
export const baltic: readonly Language[] = [latin('ąčęėįšųūž'), latin('āčēģīķļņšūž'), latin('õäöüšž')];

export const cyrillic = script(/^[\u0400-\u045f\u0490\u0491]+$/u, /[аеёиоуыэюяіїє]/iu, /^[ьъы]/iu);

/** A word of more than three letters has one accent, but in capitals. */
export const greek = script(/^[\u0386-\u03ce]+$/u, /[άέήίόύώΐΰ]|^[^\p{Ll}]+$/u, /ς.|[άέήίόύώΐΰ].*[άέήίόύώΐΰ]/u);
const hebrew = script(/^[\u05d0-\u05ea][\u05b0-\u05c2\u05d0-\u05ea]*$/u, /./u, /[ךםןףץ]./u);
/** Before Cyrillic, since few words of that have no letter which ends a word of this; one word may be one. */
export const hebrewOf = (words: readonly string[]): readonly Language[] => (words.join('').length > FEW ? [hebrew] : []);
export const arabic = script(/^[\u0600-\u06ff]+$/u, /./u, /^[\u064b-\u0652]/u);
export const thai = script(/^[\u0e01-\u0e2e\u0e40-\u0e44][\u0e01-\u0e5b]*$/u, /[\u0e01-\u0e2e]/u, /[\u0e47-\u0e4e]{3}/u);
