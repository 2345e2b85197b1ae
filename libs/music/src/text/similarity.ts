import { foldKeys } from './fold.js';

/** 0..1, symmetric: the better of edit similarity over the keys' spellings. */
export function textSimilarity(a: string, b: string): number {
  let best = 0;
  for (const left of foldKeys(a)) for (const right of foldKeys(b)) best = Math.max(best, editSimilarity(left, right));
  return best;
}

/** 1 − Levenshtein distance over the longer length. */
export function editSimilarity(a: string, b: string): number {
  if (a === b) return 1;
  const left = [...a];
  const right = [...b];
  const longest = Math.max(left.length, right.length);
  if (Math.min(left.length, right.length) === 0) return 0;
  let previous = right.map((_, place) => place + 1);
  for (const [row, letter] of left.entries()) {
    let diagonal = row;
    let before = row + 1;
    const current: number[] = [];
    for (const [column, other] of right.entries()) {
      const above = previous[column] ?? 0;
      before = Math.min(above + 1, before + 1, diagonal + (letter === other ? 0 : 1));
      current.push(before);
      diagonal = above;
    }
    previous = current;
  }
  return 1 - (previous.at(-1) ?? longest) / longest;
}
