import { boundedText } from '../normalise/bounded-text.js';
import { foldText } from '../normalise/fold-text.js';
import { withBlanks, wordsOf } from './name-words.js';
import type { Word } from './name-words.js';

/** A file's or folder's name in words. */
export interface Name {
  readonly text: string;
  readonly words: readonly Word[];
  /** Each word. */
  readonly lowered: readonly string[];
  /** Signs stand for its blanks. */
  readonly isJoined: boolean;
}

/** Words from `from` up to `to`. */
export interface Place {
  readonly from: number;
  readonly to: number;
}

/** Words of one piece of the name that are no known name; its text is without the "by" of "Insightful Remix by FARR". */
export interface Leftover extends Place {
  readonly text: string;
  readonly folded: string;
}

export function nameOf(written: string): Name {
  const bounded = boundedText(written);
  const text = withBlanks(bounded);
  const words = wordsOf(text);
  return { text, words, lowered: words.map(({ start, end }) => text.slice(start, end).toLowerCase()), isJoined: !bounded.includes(' ') };
}

/** What folding may add to a name, in letters: "and" for "&", a number in words. */
const SLACK = 6;
/** Words that it may take away. */
const loose = new Set(['the', 'les', 'and', 'und', 'et', 'y']);

export type KeysOf = (text: string) => readonly string[];

/** Where words stand that make one of these keys; the longest first, of equal ones the last. */
export function placesOf(name: Name, keys: readonly string[], keysOf: KeysOf): readonly Place[] {
  if (keys.length === 0) return [];
  const lengths = keys.map((key) => key.length);
  const [least, most] = [Math.min(...lengths) - SLACK, Math.max(...lengths) + SLACK];
  const found: Place[] = [];
  for (let from = 0; from < name.words.length; from += 1) {
    const first = name.lowered[from] ?? '';
    // Folding leaves the first letter of such a word.
    if (/^[a-z]/.test(first) && !loose.has(first) && !keys.some((key) => key[0] === first[0])) continue;
    let letters = 0;
    let firm = 0;
    for (let to = from + 1; to <= name.words.length; to += 1) {
      const word = name.lowered[to - 1] ?? '';
      letters += word.length;
      if (!loose.has(word)) firm += word.length;
      if (firm > most) break;
      // "Jay-Z - The Black Album": the article behind the dash is not the artist's.
      const isOthers = to - from > 1 && loose.has(word) && name.words[to - 1]?.parted === true;
      if (letters >= least && !isOthers && keysOf(textOf(name, { from, to })).some((key) => keys.includes(key))) found.push({ from, to });
    }
  }
  return found.sort((a, b) => b.to - b.from - (a.to - a.from) || b.from - a.from);
}

export const textOf = ({ text, words }: Name, { from, to }: Place) => text.slice(words[from]?.start, words[to - 1]?.end).replace(/_/g, ' ');

export const overlaps = (a: Place, b: Place) => a.from < b.to && b.from < a.to;

/** The words that are laid under no name, in pieces as the name parts them. */
export function piecesOf(name: Name, laid: readonly Place[], first = 0, last = name.words.length): readonly Leftover[] {
  const pieces: Leftover[] = [];
  let from = first;
  const close = (to: number) => {
    if (from >= to) return;
    const by = to - from > 1 && name.lowered[to - 1] === 'by' && laid.some((one) => one.from === to);
    const text = textOf(name, { from, to: by ? to - 1 : to });
    pieces.push({ from, to, text, folded: foldText(text) });
  };
  for (let place = first; place < last; place += 1) {
    const isLaid = laid.some((one) => one.from <= place && place < one.to);
    if (isLaid || name.words[place]?.parted === true) {
      close(place);
      from = place;
    }
    if (isLaid) from = place + 1;
  }
  close(last);
  return pieces;
}
