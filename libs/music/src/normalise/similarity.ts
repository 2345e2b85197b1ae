/** Signs of a name that are compared: the work grows with the square. */
const LONGEST = 120;

/** 1 − edit distance over the longer length; 0..1, symmetric. Swapped neighbours count as one edit. */
export function editSimilarity(a: string, b: string): number {
  if (a === b) return 1;
  const left = [...a].slice(0, LONGEST);
  const right = [...b].slice(0, LONGEST);
  const longest = Math.max(left.length, right.length);
  const shortest = Math.min(left.length, right.length);
  if (shortest === 0) return 0;
  // A length this far apart can't reach any threshold that is used; the exact value below it does not matter.
  if (shortest / longest < 0.5) return 0.5 * (shortest / longest) * commonShare(left, right);
  // Names that differ only beyond what is compared are not the same.
  return Math.min(1 - editDistance(left, right) / longest, 0.99);
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
