import type { PageGuess } from './single-byte-pages.js';

/** One sign of a text: its bytes, the second 0 where it has one. */
type Usual = (lead: number, trail: number) => boolean;

interface DoubleBytePage {
  readonly encoding: string;
  readonly isSingle: (byte: number) => boolean;
  /** Is it one of the signs that most of a text is made of? Each of these standards keeps them in rows of their own. */
  readonly usual: Usual;
  /** Japanese has kana in any list. */
  readonly kana?: Usual;
}

const within = (byte: number, first: number, last: number) => byte >= first && byte <= last;
const never = () => false;

/** From the one with the fewest usual signs to the one with the most: of two that read all of a text the narrower one is meant. */
const pages: readonly DoubleBytePage[] = [
  {
    encoding: 'shift_jis',
    isSingle: (byte) => within(byte, 0xa1, 0xdf),
    usual: (lead) => within(lead, 0x81, 0x83) || within(lead, 0x88, 0x97),
    kana: (lead, trail) => (lead === 0x82 && trail >= 0x9f) || lead === 0x83,
  },
  {
    encoding: 'euc-jp',
    isSingle: never,
    usual: (lead) => within(lead, 0xa1, 0xa5) || within(lead, 0xb0, 0xcf),
    kana: (lead) => within(lead, 0xa4, 0xa5),
  },
  { encoding: 'euc-kr', isSingle: never, usual: (lead, trail) => trail >= 0xa1 && (within(lead, 0xa1, 0xa3) || within(lead, 0xb0, 0xc8)) },
  { encoding: 'big5', isSingle: never, usual: (lead) => within(lead, 0xa1, 0xc6) },
  { encoding: 'gb18030', isSingle: never, usual: (lead, trail) => trail >= 0xa1 && (within(lead, 0xa1, 0xa3) || within(lead, 0xb0, 0xd7)) },
];

const LEAST_KANA = 0.05;
/** Two shares that differ by less are the same. */
const SAME = 0.02;

/** The double-byte encoding that all of the sample obeys and that finds mostly usual signs in it; null: none does. */
export function likeliestDoubleByte(sample: Uint8Array): PageGuess | null {
  let best: PageGuess | null = null;
  for (const page of pages) {
    if (!obeys(sample, page.encoding)) continue;
    const share = usualShare(sample, page);
    if (share > (best?.share ?? 0) + SAME) best = { encoding: page.encoding, share };
  }
  return best;
}

function obeys(sample: Uint8Array, encoding: string): boolean {
  try {
    return !/[\ue000-\uf8ff]/u.test(new TextDecoder(encoding, { fatal: true }).decode(sample, { stream: true })); // it may end within a sign
  } catch {
    return false;
  }
}

/** Half-width kana are none of the usual: they are what Thai and Korean look like. A sign that stands alone beside letters of ASCII is none: it is the `´t` of `don´t`. */
function usualShare(sample: Uint8Array, { isSingle, usual, kana }: DoubleBytePage): number {
  let [signs, usuals, kanas] = [0, 0, 0];
  for (let at = 0, before = 0; at < sample.length;) {
    const lead = sample[at] ?? 0;
    const width = lead < 0x80 || isSingle(lead) ? 1 : 2;
    const [trail, next] = [sample[at + 1] ?? 0, sample[at + width] ?? 0];
    if (lead >= 0x80) {
      const alone = before < 0x80 && next < 0x80;
      const besideLetters = isLetter(before) || isLetter(next);
      signs += 1;
      if (width === 2 && usual(lead, trail) && !(alone && besideLetters)) usuals += 1;
      if (width === 2 && kana?.(lead, trail)) kanas += 1;
    }
    before = lead;
    at += width;
  }
  return signs === 0 || (kana && kanas / signs < LEAST_KANA) ? 0 : usuals / signs;
}

const isLetter = (byte: number) => within(byte | 0x20, 0x61, 0x7a);
