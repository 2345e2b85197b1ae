import { decodeBytes } from '@soulsync/music';
import { likeliestDoubleByte } from './double-byte-pages.js';
import { likeliestPage } from './single-byte-pages.js';

export interface DecodedList {
  readonly text: string;
  /** The encoding that was guessed, by the name of `TextDecoder`; null: the file itself says or shows it. */
  readonly guessed: string | null;
}

/** Lines with signs beyond ASCII are looked at up to so many bytes. */
const SAMPLE_BYTES = 65_536;
/** Of the signs beyond ASCII, so many must be whole UTF-8 for a file that is damaged UTF-8 and nothing else. */
const UTF8_SHARE = 0.75;
/** Of the signs of a double-byte text, so many are usual ones at the least. */
const LEAST_SHARE = 0.5;
const THAI_SHARE = 0.9;

const marks: readonly { readonly encoding: string; readonly bytes: readonly number[] }[] = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
];

/**
 * The text of a list as people have it: with a byte order mark, as UTF-16, UTF-8, or in the code page of the computer that wrote it, which
 * the letters of the list tell. What can't be decoded becomes U+FFFD, for the reader to refuse row by row.
 */
export function decodedList(bytes: Uint8Array): DecodedList {
  const marked = marks.find((mark) => mark.bytes.every((byte, at) => bytes[at] === byte));
  if (marked) return { text: decodeBytes(bytes, marked.encoding), guessed: null };
  const wide = utf16Without(bytes);
  if (wide) return { text: decodeBytes(bytes, wide), guessed: wide };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), guessed: null };
  } catch {
    const encoding = guess(sampleOf(bytes));
    return { text: decodeBytes(bytes, encoding), guessed: encoding };
  }
}

function guess(sample: Uint8Array): string {
  if (utf8Share(sample) >= UTF8_SHARE) return 'utf-8';
  const page = likeliestPage(sample);
  const double = likeliestDoubleByte(sample);
  // Pairs of Thai letters and pairs of bytes look alike; words of other scripts don't all have an even number of letters.
  const beaten = page.encoding === 'windows-874' ? THAI_SHARE : Math.max(page.share, LEAST_SHARE);
  return double && double.share > beaten ? double.encoding : page.encoding;
}

/** A header in UTF-16 has a NUL in each second byte, first or last; null: this is none. */
function utf16Without(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const nuls = [0, 0];
  const end = Math.min(bytes.length, SAMPLE_BYTES);
  for (let at = 0; at < end; at += 1) if (bytes[at] === 0) nuls[at % 2] = (nuls[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = nuls;
  if (Math.max(even, odd) < end / 8 || Math.min(even, odd) > Math.max(even, odd) / 10) return null;
  return odd > even ? 'utf-16le' : 'utf-16be';
}

/** Lines that hold more than ASCII: a long list in English with a few names from elsewhere is judged by those. */
function sampleOf(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  let taken = 0;
  for (let start = 0; start < bytes.length && taken < SAMPLE_BYTES;) {
    let [end, plain] = [start, true];
    for (; end < bytes.length && bytes[end] !== 0x0a && bytes[end] !== 0x0d; end += 1) if ((bytes[end] ?? 0) >= 0x80) plain = false;
    if (!plain) {
      const part = bytes.subarray(start, Math.min(end + 1, start + SAMPLE_BYTES - taken));
      parts.push(part);
      taken += part.length;
    }
    start = end + 1;
  }
  return Buffer.concat(parts);
}

/** How many of the sequences beyond ASCII are whole UTF-8; 0 where there are none. */
function utf8Share(sample: Uint8Array): number {
  let [whole, broken] = [0, 0];
  for (let at = 0; at < sample.length; at += 1) {
    const lead = sample[at] ?? 0;
    if (lead < 0x80) continue;
    const more = lead >= 0xc2 && lead < 0xe0 ? 1 : lead >= 0xe0 && lead < 0xf0 ? 2 : lead >= 0xf0 && lead < 0xf5 ? 3 : 0;
    const follows = Array.from({ length: more }, (_, n) => sample[at + 1 + n] ?? 0).every((byte) => byte >= 0x80 && byte < 0xc0);
    if (more > 0 && follows) [whole, at] = [whole + 1, at + more];
    else broken += 1;
  }
  return whole === 0 ? 0 : whole / (whole + broken);
}
