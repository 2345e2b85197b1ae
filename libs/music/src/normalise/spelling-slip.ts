/** Is one of two different words the other with a letter dropped, doubled, added or swapped with its neighbour? A replaced letter is a slip only in longer words. */
export function isSlip(a: string, b: string): boolean {
  if (a === b) return false;
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return false;
  let start = 0;
  while (start < short.length && short[start] === long[start]) start += 1;
  let end = 0;
  while (end < short.length - start && short[short.length - 1 - end] === long[long.length - 1 - end]) end += 1;
  const left = short.slice(start, short.length - end);
  const right = long.slice(start, long.length - end);
  if (left === '' && right.length === 1) return true;
  if (left.length === 2 && right.length === 2) return left[0] === right[1] && left[1] === right[0];
  return left.length === 1 && right.length === 1 && long.length >= 8;
}
