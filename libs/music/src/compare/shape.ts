/** 64 bits that a name's neighbouring letters set: names that are spelt nearly alike share most of them. */
export interface Shape {
  readonly low: number;
  readonly high: number;
}

export function shapeOf(key: string): Shape {
  let low = 0;
  let high = 0;
  for (let place = 0; place + 1 < key.length || place === 0; place += 1) {
    const bit = bitOf(key.charCodeAt(place), key.charCodeAt(place + 1) || 0);
    if (bit < 32) low |= 1 << bit;
    else high |= 1 << (bit - 32);
  }
  return { low, high };
}

/** The shape of a key given as the codes of its letters; not for an empty one. */
export function shapeOfLetters(letters: Uint8Array, length: number): Shape {
  let low = 0;
  let high = 0;
  for (let place = 0; place + 1 < length || place === 0; place += 1) {
    const bit = bitOf(letters[place] ?? 0, place + 1 < length ? (letters[place + 1] ?? 0) : 0);
    if (bit < 32) low |= 1 << bit;
    else high |= 1 << (bit - 32);
  }
  return { low, high };
}

const bitOf = (letter: number, next: number) => (Math.imul(letter, 31) + Math.imul(next, 17)) & 63;

/** 0..1: bits in common of all bits. */
export function likeness(a: Shape, low: number, high: number): number {
  const common = bits(a.low & low) + bits(a.high & high);
  const all = bits(a.low | low) + bits(a.high | high);
  return all === 0 ? 1 : common / all;
}

function bits(value: number): number {
  let rest = value - ((value >>> 1) & 0x5555_5555);
  rest = (rest & 0x3333_3333) + ((rest >>> 2) & 0x3333_3333);
  return Math.imul((rest + (rest >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}
