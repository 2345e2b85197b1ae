import { aliasKeys } from '../artists/parse-artists.js';
import { Gap, Word, plainWords } from '../normalise/plain-words.js';
import type { PlainWords } from '../normalise/plain-words.js';
import { hashOf, hashOfLetters } from './hashes.js';
import { shapeOfLetters } from './shape.js';
import type { Shape } from './shape.js';

/** What a plain title is filed under. */
export interface PlainTitle {
  /** Of the head alone, and of the whole where it says more. */
  readonly hashes: readonly number[];
  readonly shape: Shape;
  /** It holds a word that may begin a list of guests. */
  readonly mayHaveGuests: boolean;
}

const [A, N, D, NINE, ZERO] = [97, 110, 100, 57, 48] as const;

/** The keys `titleKeysOf` has for a title, without a string for any of them; null where its rules have to be asked. */
export function plainTitle(title: string, artist: string): PlainTitle | null {
  if (!isLetter(title.charCodeAt(0))) return null;
  const words = plainWords(title);
  if (words === null) return null;
  const { count, gaps, kinds } = words;
  let head = count;
  let mayHaveGuests = false;
  for (let word = 0; word < count; word += 1) {
    const gap = gaps[word] ?? 0;
    const kind = kinds[word] ?? 0;
    if ((kind & Word.counting) !== 0 || (gap & Gap.odd) !== 0 || hasOddNumber(words, word)) return null;
    // "Artist - Title".
    if ((gap & Gap.spacedDash) !== 0 && !startsOtherwise(title, artist)) return null;
    if ((kind & Word.guest) !== 0) mayHaveGuests = true;
    const parts = (gap & (Gap.bracket | Gap.dash)) !== 0 || ((kind & Word.guest) !== 0 && (gap & Gap.afterSpace) !== 0);
    if (!parts || word === 0) continue;
    if ((gap & Gap.and) !== 0) return null;
    if (head === count) head = word;
  }
  // "Wall, The".
  if ((((kinds[head - 1] ?? 0) | (kinds[count - 1] ?? 0)) & Word.article) !== 0) return null;
  const length = writeTitle(words, head);
  const shape = shapeOfLetters(key, length);
  const hash = hashOfLetters(key, length);
  return { hashes: head === count ? [hash] : [hash, hashOfLetters(key, writeTitle(words, count))], shape, mayHaveGuests };
}

/** A number with leading zeros, or that letters stand before. */
function hasOddNumber({ letters, ends }: PlainWords, word: number): boolean {
  const start = word === 0 ? 0 : (ends[word - 1] ?? 0);
  const first = letters[start] ?? 0;
  if (first <= NINE) return first === ZERO;
  for (let place = start + 1; place < (ends[word] ?? 0); place += 1) if ((letters[place] ?? 0) <= NINE) return true;
  return false;
}

const isLetter = (code: number) => (code | 32) >= 97 && (code | 32) <= 122;

/** Certainly not the same name, by its first letter. */
const startsOtherwise = (title: string, artist: string) =>
  isLetter(artist.charCodeAt(0)) && (title.charCodeAt(0) | 32) !== (artist.charCodeAt(0) | 32);

/** A key's letters; the next key overwrites them. */
const key = new Uint8Array(1_000);

/** Writes the key of the words from `from` up to `end`, without those of `leftOut`; its length. */
function writeKey({ letters, ends, gaps, kinds }: PlainWords, from: number, end: number, leftOut: number, ands: boolean): number {
  let length = 0;
  for (let word = from; word < end; word += 1) {
    if (ands && ((gaps[word] ?? 0) & Gap.and) !== 0) {
      key[length] = A;
      key[length + 1] = N;
      key[length + 2] = D;
      length += 3;
    }
    if (((kinds[word] ?? 0) & leftOut) !== 0) continue;
    for (let place = word === 0 ? 0 : (ends[word - 1] ?? 0); place < (ends[word] ?? 0); place += 1) key[length++] = letters[place] ?? 0;
  }
  return length;
}

/** Without the article that a title of more words begins with. */
const writeTitle = (words: PlainWords, end: number) =>
  writeKey(words, end > 1 && ((words.kinds[0] ?? 0) & Word.article) !== 0 ? 1 : 0, end, 0, true);

const PARTING_SIGNS = Gap.parting | Gap.sign;

/** The hashes of the names in a credit, as `namesIn` has them; null where its rules have to be asked. */
export function plainCredit(credit: string): readonly number[] | null {
  const words = plainWords(credit);
  if (words === null) return null;
  const { count, gaps, kinds } = words;
  for (let word = 0; word <= count; word += 1) {
    if (word < count && ((kinds[word] ?? 0) & (Word.parting | Word.guest)) !== 0) return null;
    // Between two parting signs another sign may be a name.
    if (((gaps[word] ?? 0) & PARTING_SIGNS) === PARTING_SIGNS) return null;
  }
  const found: number[] = [];
  const take = (from: number, end: number): boolean => {
    const length = writeKey(words, from, end, Word.article, false);
    const hash = hashOfLetters(key, length);
    const mayBeAnd = key[0] === A && key[1] === N && key[2] === D; // such a name may be its own key
    if (length === 0 || mayBeAnd || mayHaveOtherName(hash)) return false;
    if (found.length < ARTISTS_INDEXED && !found.includes(hash)) found.push(hash);
    return true;
  };
  if (!take(0, count)) return null;
  let from = 0;
  for (let word = 1; word <= count; word += 1) {
    if (word < count && ((gaps[word] ?? 0) & Gap.parting) === 0) continue;
    if ((from > 0 || word < count) && !take(from, word)) return null;
    from = word;
  }
  return found;
}

/** Names of a credit that a track is filed under. */
export const ARTISTS_INDEXED = 6;

/** By the lowest bits of its hash: a renamed artist, or one who happens to share them. */
let renamed: Uint8Array | null = null;

function mayHaveOtherName(hash: number): boolean {
  if (renamed === null) {
    renamed = new Uint8Array(4_096);
    for (const other of aliasKeys()) renamed[hashOf(other) & 4_095] = 1;
  }
  return renamed[hash & 4_095] === 1;
}
