import { decodeBytes } from '../normalise/decode-bytes.js';
import { foldKeys } from '../normalise/fold-text.js';

/** The texts of one file's tags, decoded as they were meant. */
export interface TagTexts {
  decode(text: string): string;
  /** Some of them are in a character set that could not be found out: they are left as they are. */
  readonly garbled: boolean;
}

/** What people wrote tags in that say they are Latin-1, the likeliest first; the names are those of the Encoding Standard. */
const pages = (
  'windows-1251 koi8-r ibm866 iso-8859-5 windows-1250 iso-8859-2 windows-1253 windows-1254 windows-1255 windows-1256 windows-1257 ' +
  'windows-1258 windows-874 macintosh shift_jis gb18030 big5 euc-kr euc-jp'
).split(' ');

/** No name is longer; what is cut off may end within a sign. */
const LONGEST_TEXT = 1_000;
/** ID3v1 cuts a text at 30 bytes, wherever in a sign that is; blanks at the end are lost. */
const cutBytes = (bytes: number) => bytes >= 28 && bytes <= 30;
/** So much of a name is no coincidence, where the rest of it is cut off. */
const LEAST_OF_A_CUT_NAME = 8;

/**
 * Tags often say that they are Latin-1 and hold something else. What is valid UTF-8 is that beyond doubt. Other character sets can't be told
 * apart by their bytes: the one is taken in which a text is what a witness says, as the names in the file's path do, or those that are wanted.
 */
export function tagTexts(texts: readonly string[], witnesses: readonly string[]): TagTexts {
  const doubtful = [...new Set(texts)].filter((text) => !plain.test(text));
  const decoded = new Map<string, string>();
  for (const text of doubtful) decoded.set(text, fromUtf8(fromUtf8(text)));
  const unsure = doubtful.filter((text) => decoded.get(text) === text && bytesOf(text, 'windows-1252') !== null && letters.test(text));
  const names = unsure.length === 0 ? [] : keysOf(witnesses);
  if (names.length > 0 && !unsure.some((text) => agrees(text, names))) {
    const page = pageOf(unsure, names, witnesses.join('\n').toLowerCase());
    for (const text of unsure) decoded.set(text, (page === null ? null : inPage(text, page)) ?? text);
  }
  for (const text of unsure) if (decoded.get(text) === text) decoded.set(text, asWindows1252(text));
  return {
    decode: (text) => decoded.get(text) ?? text,
    garbled: unsure.some((text) => isGarbled(decoded.get(text) ?? text)),
  };
}

const plain = /^[\x20-\x7e]*$/;
const letters = /[\u0080-\u00ff]/;

/** Signs that no name holds, or more letters with accents in a row than any language of Latin-1 writes. */
export const isGarbled = (text: string): boolean =>
  /[\u0080-\u009f]/.test(text) || /(?=[\u00a1-\u00ff]*[\u00c0-\u00ff])[\u00a1-\u00ff]{4}/.test(text);

/** What UTF-8 is taken for, and how many bytes more than signs are no coincidence: "РІ" is a word of its own. */
const readingsOfUtf8 = [
  ['windows-1252', 1],
  ['windows-1251', 2],
] as const;

/** UTF-8 that was read as another character set and perhaps stored anew; else the text itself. */
function fromUtf8(text: string): string {
  for (const [readAs, least] of readingsOfUtf8) {
    const bytes = bytesOf(text, readAs);
    const decoded = bytes && decode(bytes, 'utf-8', text.length > LONGEST_TEXT || cutBytes(bytes.length));
    if (decoded && bytes.length - decoded.length >= least && !control.test(decoded)) return decoded;
  }
  return text;
}

/** Windows says Latin-1 and means its own quotation marks and dashes as well: a few signs among letters. */
function asWindows1252(text: string): string {
  const few = (text.match(/[^\x20-\x7e]/g) ?? []).length <= text.length / 3;
  const bytes = few && /[\u0080-\u009f]/.test(text) ? bytesOf(text, 'windows-1252') : null;
  const decoded = bytes && decodeBytes(bytes, 'windows-1252');
  return decoded && !unlikely.test(decoded) ? decoded : text;
}

/** The character set in which the most is what the witnesses say; null: none of them. */
function pageOf(texts: readonly string[], names: readonly string[], written: string): string | null {
  let best: string | null = null;
  let most = 0;
  for (const page of pages) {
    let worth = 0;
    for (const text of texts) {
      const decoded = inPage(text, page);
      if (decoded === null || !agrees(decoded, names)) continue;
      worth += written.includes(decoded.normalize('NFC').toLowerCase().trim()) ? 3 : 2;
    }
    if (worth > most) [best, most] = [page, worth];
  }
  return best;
}

/** null: it is nothing in this character set. */
function inPage(text: string, page: string): string | null {
  const bytes = bytesOf(text, 'windows-1252');
  const decoded = bytes && decode(bytes, page, text.length > LONGEST_TEXT || cutBytes(bytes.length));
  return decoded && !unlikely.test(decoded) && !mixed.test(decoded) ? decoded : null;
}

const control = /[\u0000-\u0008\u000e-\u001f\u007f\ufffd]/;
/** Control signs, and signs that no standard gives a meaning. */
const unlikely = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\ufffd\p{Co}\p{Cn}]/u;
const otherAlphabets = String.raw`\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Thai}`;
/** "Mot\u0446rhead": a word of two alphabets was a word with an accent. */
const mixed = new RegExp(
  String.raw`\p{Script=Latin}[${otherAlphabets}]|[${otherAlphabets}]\p{Script=Latin}|\p{Script=Latin}[\p{Script=Han}\p{Script=Hangul}]\p{Script=Latin}`,
  'u',
);

const MOST_WITNESSES = 40;
/** Their keys, each between blanks. */
const keysOf = (witnesses: readonly string[]): readonly string[] =>
  witnesses.slice(0, MOST_WITNESSES).flatMap((name) => foldKeys(name).map((key) => ` ${key} `));

/** The names in a file's path that may tell what its tags say: its own and those of the nearest folders, whole and in the parts a dash makes. */
export const pathWitnesses = (path: string): readonly string[] =>
  path
    .replace(/\.\w{1,5}$/, '')
    .split('/')
    .slice(-6)
    .reverse()
    .flatMap((segment) => [segment, ...segment.split(/ [-\u2013] /, 5).map((part) => part.replace(/^\d{1,3}[ ._-]+/, ''))]);

/** Is the text, whole, part of a name, or a name, whole, part of it? The latter only in letters that another character set would not have. */
function agrees(text: string, names: readonly string[]): boolean {
  return foldKeys(text).some((key) => {
    if ([...key].length < 2) return false;
    const within = (name: string) => LEAST_OTHER_LETTERS.test(name) && ` ${key} `.includes(name);
    // Scripts without blanks have no words to be whole.
    if (unspaced.test(key)) return names.some((name) => name.includes(key) || within(name.trim()));
    const cut = cutBytes(text.length) && key.length >= LEAST_OF_A_CUT_NAME;
    return names.some((name) => name.includes(cut ? ` ${key}` : ` ${key} `) || within(name));
  });
}
const LEAST_OTHER_LETTERS = /[\u0370-\u{10ffff}].*[\u0370-\u{10ffff}]/u;
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** null: these are no bytes of it. `open`: the last sign may be there in part. */
function decode(bytes: Uint8Array, encoding: string, open: boolean): string | null {
  if (encoding === 'windows-1252') return decodeBytes(bytes, encoding); // every byte is a sign of it
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: open });
  } catch {
    return null; // that is the answer: the decoder is asked whether they are
  }
}

/** The bytes that were read as this; null: it has a sign that none of them is read as, or nothing beyond ASCII. */
function bytesOf(text: string, encoding: string): Uint8Array | null {
  const cut = text.slice(0, LONGEST_TEXT);
  if (plain.test(cut)) return null;
  const codes = codesOf(encoding);
  const bytes = new Uint8Array(cut.length);
  for (let place = 0; place < cut.length; place += 1) {
    const code = codes.get(cut.charCodeAt(place));
    if (code === undefined) return null;
    bytes[place] = code;
  }
  return bytes;
}

const known = new Map<string, ReadonlyMap<number, number>>();
function codesOf(encoding: string): ReadonlyMap<number, number> {
  const made = known.get(encoding);
  if (made) return made;
  const codes = new Map<number, number>();
  // Parsers differ: some leave 0x80 to 0x9f as they are.
  if (encoding === 'windows-1252') for (let byte = 0x80; byte < 0xa0; byte += 1) codes.set(byte, byte);
  const all = decodeBytes(
    Uint8Array.from({ length: 256 }, (_, byte) => byte),
    encoding,
  );
  for (let byte = 0; byte < 256; byte += 1) codes.set(all.charCodeAt(byte), byte);
  known.set(encoding, codes);
  return codes;
}
