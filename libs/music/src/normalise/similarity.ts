/** Signs of a name that are compared: the work grows with the square. */
const LONGEST = 120;

/** 1 − edit distance over the longer length; 0..1, symmetric. Swapped neighbours count as one edit. */
export function editSimilarity(a: string, b: string): number {
  if (a === b) return 1;
  return a.length <= WORD_BITS && b.length <= WORD_BITS && isLatin1(a) && isLatin1(b) ? quickSimilarity(a, b) : anySimilarity(a, b);
}

function anySimilarity(a: string, b: string): number {
  const left = [...a].slice(0, LONGEST);
  const right = [...b].slice(0, LONGEST);
  const longest = Math.max(left.length, right.length);
  const shortest = Math.min(left.length, right.length);
  if (shortest === 0) return 0;
  if (shortest / longest < FAR_APART) return FAR_APART * (shortest / longest) * commonShare(left, right);
  // Names that differ only beyond what is compared are not the same.
  return Math.min(1 - editDistance(left, right) / longest, 0.99);
}

/** Lengths this far apart can't reach any threshold that is used; the exact value below it does not matter. */
const FAR_APART = 0.5;

/** Names this long are compared a column at a time, in the bits of a word. */
const WORD_BITS = 32;

/** By letter: bits of its places in a name. All zero between two calls. */
const placesOf = new Int32Array(256);

function isLatin1(text: string): boolean {
  for (let place = 0; place < text.length; place += 1) if (text.charCodeAt(place) > 255) return false;
  return true;
}

/** The same for short names of letters below 256. */
function quickSimilarity(a: string, b: string): number {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short === '') return 0;
  for (let place = 0; place < short.length; place += 1) {
    const letter = short.charCodeAt(place);
    placesOf[letter] = (placesOf[letter] ?? 0) | (1 << place);
  }
  const share = short.length / long.length;
  const similarity = share < FAR_APART ? FAR_APART * share * quickCommonShare(short, long) : 1 - quickDistance(short, long) / long.length;
  for (let place = 0; place < short.length; place += 1) placesOf[short.charCodeAt(place)] = 0;
  return similarity;
}

/** Hyyrö's bit-parallel edit distance with swapped neighbours (2003); `placesOf` holds the shorter name, which is not empty. */
function quickDistance(short: string, long: string): number {
  const last = 1 << (short.length - 1);
  let [up, down, diagonal, before, distance] = [-1, 0, 0, 0, short.length];
  for (let place = 0; place < long.length; place += 1) {
    const same = placesOf[long.charCodeAt(place)] ?? 0;
    const swapped = ((~diagonal & same) << 1) & before;
    diagonal = ((((same & up) + up) | 0) ^ up) | same | down | swapped;
    let right = down | ~(diagonal | up);
    let left = diagonal & up;
    if ((right & last) !== 0) distance += 1;
    else if ((left & last) !== 0) distance -= 1;
    right = (right << 1) | 1;
    left <<= 1;
    up = left | ~(diagonal | right);
    down = right & diagonal;
    before = same;
  }
  return distance;
}

/** Of the shorter name's letters, how many the longer one has; `placesOf` holds the shorter one, letters found are taken out of it. */
function quickCommonShare(short: string, long: string): number {
  let letters = 0;
  for (let place = 0; place < short.length; place += 1) if (short.indexOf(short.charAt(place)) === place) letters += 1;
  let common = 0;
  for (let place = 0; place < long.length; place += 1) {
    const letter = long.charCodeAt(place);
    if (placesOf[letter] === 0) continue;
    placesOf[letter] = 0;
    common += 1;
  }
  return common / letters;
}

/** Three rows of the table, used again by each call. */
let [beforePrevious, previous, current] = [new Uint8Array(LONGEST + 1), new Uint8Array(LONGEST + 1), new Uint8Array(LONGEST + 1)];

function editDistance(left: readonly string[], right: readonly string[]): number {
  const width = right.length;
  for (let column = 0; column <= width; column += 1) previous[column] = column;
  for (let row = 1; row <= left.length; row += 1) {
    current[0] = row;
    for (let column = 1; column <= width; column += 1) {
      const same = left[row - 1] === right[column - 1];
      let cost = Math.min((previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (previous[column - 1] ?? 0) + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (swapped) cost = Math.min(cost, (beforePrevious[column - 2] ?? 0) + 1);
      current[column] = cost;
    }
    [beforePrevious, previous, current] = [previous, current, beforePrevious];
  }
  return previous[width] ?? 0;
}

function commonShare(left: readonly string[], right: readonly string[]): number {
  const letters = new Set(left.length < right.length ? left : right);
  const other = new Set(left.length < right.length ? right : left);
  let common = 0;
  for (const letter of letters) if (other.has(letter)) common += 1;
  return common / letters.size;
}
