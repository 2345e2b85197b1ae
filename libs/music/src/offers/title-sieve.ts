import type { TitleKeys } from '../compare/compare-titles.js';
import { compactKey, foldKeys } from '../normalise/fold-text.js';

/** Of a title's pairs of neighbouring letters at least this share stands in any name that could pass for it: a slip breaks two or three, another form of a part number some more. */
const LEAST_SHARE = 0.5;
const BITS = 4096;

/**
 * Tells at a glance that a file is of another song: few of the wanted title's pairs of letters stand in its name. Never says so of a name
 * the comparison would take for the title.
 */
export function titleSieve(wanted: TitleKeys): (stem: string) => boolean {
  const spellings = [...new Set([...wanted.compact, ...wanted.short, ...wanted.unnumbered])]
    .map(pairsOf)
    .filter((pairs) => pairs.length >= 3);
  const tooShort = spellings.length < new Set([...wanted.compact, ...wanted.short, ...wanted.unnumbered]).size;
  const stamp = new Uint32Array(BITS);
  let turn = 0;
  return (stem) => {
    if (tooShort) return true;
    turn += 1;
    if (plain.test(stem)) markPlain(stem);
    else for (const key of foldKeys(stem)) mark(compactKey(key));
    return spellings.some((pairs) => {
      let held = 0;
      for (const pair of pairs) if (stamp[pair] === turn) held += 1;
      return held >= LEAST_SHARE * pairs.length;
    });
  };

  /** Plain text needs no folding: its letters and digits are looked at as they stand. */
  function markPlain(stem: string): void {
    let before = 0;
    for (let place = 0; place < stem.length; place += 1) {
      let code = stem.charCodeAt(place);
      if (code >= 65 && code <= 90) code += 32;
      if ((code < 97 || code > 122) && (code < 48 || code > 57)) continue;
      if (before !== 0) stamp[pair(before, code)] = turn;
      before = code;
    }
  }

  function mark(key: string): void {
    for (let place = 0; place + 1 < key.length; place += 1) stamp[pairAt(key, place)] = turn;
  }
}

const plain = /^[\x20-\x23\x25\x27-\x7e]*$/;
const pair = (before: number, code: number) => (Math.imul(before, 61) + code) & (BITS - 1);
const pairAt = (key: string, place: number) => pair(key.charCodeAt(place), key.charCodeAt(place + 1));

const pairsOf = (key: string): readonly number[] => Array.from({ length: Math.max(0, key.length - 1) }, (_, place) => pairAt(key, place));
