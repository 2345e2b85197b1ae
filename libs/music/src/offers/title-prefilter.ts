import type { TitleKeys } from '../compare/compare-titles.js';
import { compactKey, foldKeys, foldText } from '../normalise/fold-text.js';

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
export function titlePrefilter(wanted: TitleKeys): (stem: string) => boolean {
  const keys = [...new Set([...wanted.compact, ...wanted.short, ...wanted.unnumbered])];
  const spellings = keys.map(pairsOf);
  // A title of a few letters is in every second name: all have to be read.
  if (spellings.some((pairs) => pairs.length < 4)) return () => true;
  const stamp = new Uint32Array(BITS);
  let turn = 0;
  return (stem) => {
    turn += 1;
    if (!markPlain(stem)) {
      turn += 1;
      for (const key of foldKeys(stem)) mark(compactKey(key));
    }
    return spellings.some((pairs) => {
      let held = 0;
      for (const pair of pairs) if (stamp[pair] === turn) held += 1;
      return held >= leastHeld(pairs.length);
    });
  };

  /** Most text needs no folding: its letters and digits are looked at as they stand. false: it does. */
  function markPlain(stem: string): boolean {
    let before = 0;
    // The "e" of an umlaut spelt out, which stands before the next letter as well.
    let spelt = 0;
    let others = false; // than those of "and"
    let rules = false; // those of a name that is not only words
    let exclaimed = false;
    for (let place = 0; place < stem.length; place += 1) {
      const letter = stem.charCodeAt(place);
      const codes = letter < READ ? (signCodes[letter] ?? NEEDS_FOLDING) : NEEDS_FOLDING;
      if (codes === NEEDS_FOLDING) return false;
      if (letter > 126) rules = true;
      if (codes === PARTS) {
        if (letter === EXCLAMATION) exclaimed = true;
        continue;
      }
      if (codes === APOSTROPHE) {
        // Beside an N it may stand for "and".
        if (isN(stem.charCodeAt(place - 1)) || isN(stem.charCodeAt(place + 1))) rules = true;
        if (isN(stem.charCodeAt(place + 1)) && !isSmall(stem.charCodeAt(place + 2))) return false;
        continue;
      }
      if (codes === AND) {
        rules = true;
        pass(A);
        pass(N);
        pass(D);
        continue;
      }
      if (codes !== A && codes !== N && codes !== D) others = true;
      pass(codes & 255);
      if (codes > 255) {
        const second = (codes >> 8) & 255;
        if ((codes & UMLAUT) === 0) pass(second);
        else {
          stamp[pairOf(before, second)] = turn;
          spelt = second;
        }
      }
    }
    // A name of signs alone is its own key.
    return before !== 0 && (!rules || (!exclaimed && others && stem.length <= LONGEST));

    function pass(code: number): void {
      if (before !== 0) stamp[pairOf(before, code)] = turn;
      if (spelt !== 0) stamp[pairOf(spelt, code)] = turn;
      spelt = 0;
      before = code;
    }
  }

  function mark(key: string): void {
    for (let place = 0; place + 1 < key.length; place += 1) stamp[pairOf(key.charCodeAt(place), key.charCodeAt(place + 1))] = turn;
  }
}

/** In UTF-16 units; what is longer is cut when it is folded. */
const LONGEST = 400;
const EXCLAMATION = 33;
const [A, D, E, N] = [97, 100, 101, 110];
const NO_BREAK_SPACE = 0xa0;

/** Kinds of signs: those that only part words, those whose reading takes the rules, `&` and `+`, and apostrophes. */
const [PARTS, NEEDS_FOLDING, AND, APOSTROPHE] = [0, 1, 2, 3];
/** Its second letter is the "e" that it may be spelt out with. */
const UMLAUT = 1 << 16;
/** Latin letters end here, and the usual signs of print. */
const [LATIN_END, READ] = [0x250, 0x2027];
/** By code: a kind of sign, or a letter or digit in lower case (with a second one in the upper byte). */
const signCodes = Uint32Array.from({ length: READ }, (_, code) => {
  const sign = String.fromCharCode(code);
  if (/['`‘’]/.test(sign)) return APOSTROPHE;
  if (/[‐-―“”•…]/.test(sign)) return PARTS;
  if (code >= LATIN_END || /[$\p{Cc}\p{Cf}ŉ´¨¯¸]/u.test(sign)) return NEEDS_FOLDING;
  if (/[&+]/.test(sign)) return AND;
  if (!/[\p{L}\p{N}\p{M}]/u.test(sign)) return sign.normalize('NFKC') === sign || code === NO_BREAK_SPACE ? PARTS : NEEDS_FOLDING;
  const folded = foldText(sign);
  if (!/^[a-z0-9]{1,2}$/.test(folded)) return NEEDS_FOLDING;
  if (/[äöü]/i.test(sign)) return folded.charCodeAt(0) | (E << 8) | UMLAUT;
  return folded.charCodeAt(0) | ((folded.charCodeAt(1) || 0) << 8);
});

const isN = (code: number) => ((signCodes[code] ?? 0) & 255) === N;
/** a to z, digits. */
const isSmall = (code: number) => code < 127 && (signCodes[code] ?? 0) > APOSTROPHE;

const pairOf = (before: number, code: number) => (Math.imul(before, 61) + code) & (BITS - 1);

const pairsOf = (key: string): readonly number[] =>
  [...key.matchAll(/(?=(\D\D))/g)].map(([, two = '']) => pairOf(two.charCodeAt(0), two.charCodeAt(1)));
