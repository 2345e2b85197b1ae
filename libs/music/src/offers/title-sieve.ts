import type { TitleKeys } from '../compare/compare-titles.js';
import { compactKey, foldKeys } from '../normalise/fold-text.js';

/**
 * Of a title's pairs of neighbouring letters this many stand in any name that could pass for it: a slip breaks at most three, a part number
 * in another form (its own pairs are not counted) a few more.
 */
const leastHeld = (pairs: number) => Math.min(pairs / 2, pairs - 3);
const BITS = 4096;

/**
 * Tells at a glance that a file is of another song: few of the wanted title's pairs of letters stand in its name. Never says so of a name
 * the comparison would take for the title.
 */
export function titleSieve(wanted: TitleKeys): (stem: string) => boolean {
  const keys = [...new Set([...wanted.compact, ...wanted.short, ...wanted.unnumbered])];
  const spellings = keys.map(pairsOf);
  // A title of a few letters is in every second name: all have to be read.
  if (spellings.some((pairs) => pairs.length < 4)) return () => true;
  const stamp = new Uint32Array(BITS);
  let turn = 0;
  return (stem) => {
    turn += 1;
    if (!markPlain(stem)) for (const key of foldKeys(stem)) mark(compactKey(key));
    return spellings.some((pairs) => {
      let held = 0;
      for (const pair of pairs) if (stamp[pair] === turn) held += 1;
      return held >= leastHeld(pairs.length);
    });
  };

  /** Plain text needs no folding: its letters and digits are looked at as they stand. false: it is not plain. */
  function markPlain(stem: string): boolean {
    let before = 0;
    for (let place = 0; place < stem.length; place += 1) {
      const letter = stem.charCodeAt(place);
      if (letter > 126) return false;
      const code = plainSigns[letter] ?? 0;
      if (code === NEEDS_FOLDING) return false;
      if (code === 0) {
        if ((letter === APOSTROPHE || letter === BACKTICK) && /n/i.test(stem.slice(Math.max(0, place - 1), place + 2))) return false;
        continue;
      }
      if (before !== 0) stamp[pairOf(before, code)] = turn;
      before = code;
    }
    return true;
  }

  function mark(key: string): void {
    for (let place = 0; place + 1 < key.length; place += 1) stamp[pairOf(key.charCodeAt(place), key.charCodeAt(place + 1))] = turn;
  }
}

const NEEDS_FOLDING = 1;
/** Beside an N they may stand for "and". */
const [APOSTROPHE, BACKTICK] = [39, 96];
/** By ASCII code: letters and digits in lower case, 0 for signs that only part words. */
const plainSigns = Uint8Array.from({ length: 127 }, (_, code) => {
  const sign = String.fromCharCode(code).toLowerCase();
  return /[a-z0-9]/.test(sign) ? sign.charCodeAt(0) : /[$&+]/.test(sign) || code < 32 ? NEEDS_FOLDING : 0;
});

const pairOf = (before: number, code: number) => (Math.imul(before, 61) + code) & (BITS - 1);

const pairsOf = (key: string): readonly number[] =>
  [...key.matchAll(/(?=(\D\D))/g)].map(([, two = '']) => pairOf(two.charCodeAt(0), two.charCodeAt(1)));
