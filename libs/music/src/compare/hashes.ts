/** State of a hash before its first letter. */
const START = 0x811c_9dc5 | 0;

const withLetter = (state: number, letter: number): number => Math.imul(state ^ letter, 0x0100_0193);

function ended(state: number): number {
  let hash = state ^ (state >>> 15);
  hash = Math.imul(hash, 0x2c1b_3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** What `hashOf` goes on from where all keys of a kind begin with the same text. */
export function hashPrefix(text: string): number {
  let state = START;
  for (let place = 0; place < text.length; place += 1) state = withLetter(state, text.charCodeAt(place));
  return state;
}

/** 32 bits of a key; two keys of one hash only mean one more candidate to compare. */
export function hashOf(key: string, prefix = START): number {
  let state = prefix;
  for (let place = 0; place < key.length; place += 1) state = withLetter(state, key.charCodeAt(place));
  return ended(state);
}

/** The hash of a key given as the codes of its letters. */
export function hashOfLetters(letters: Uint8Array, length: number): number {
  let state = START;
  for (let place = 0; place < length; place += 1) state = withLetter(state, letters[place] ?? 0);
  return ended(state);
}

/** 32 bits of two hashes, in this order. */
export function mixed(a: number, b: number): number {
  const hash = Math.imul(a ^ (b >>> 13) ^ Math.imul(b, 0x85eb_ca6b), 0xc2b2_ae35);
  return (hash ^ (hash >>> 15)) >>> 0;
}
