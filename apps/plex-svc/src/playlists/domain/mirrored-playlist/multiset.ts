/** How often each key is there; never 0. */
export type Multiset = ReadonlyMap<string, number>;

export const emptyMultiset: Multiset = new Map();

export function countsOf(keys: readonly string[]): Multiset {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

export const sizeOf = (counts: Multiset): number => [...counts.values()].reduce((sum, count) => sum + count, 0);

/** What the first has more of, each key as often as that. */
export function surplus(more: Multiset, less: Multiset): readonly string[] {
  return [...more].flatMap(([key, count]) => Array<string>(Math.max(0, count - (less.get(key) ?? 0))).fill(key));
}

export function changed(counts: Multiset, added: readonly string[], removed: readonly string[]): Multiset {
  const result = new Map(counts);
  for (const key of added) result.set(key, (result.get(key) ?? 0) + 1);
  for (const key of removed) {
    const left = (result.get(key) ?? 0) - 1;
    if (left > 0) result.set(key, left);
    else result.delete(key);
  }
  return result;
}

/** Each key as often as both have it. */
export function common(a: Multiset, b: Multiset): Multiset {
  return new Map([...a].map(([key, count]) => [key, Math.min(count, b.get(key) ?? 0)] as const).filter(([, count]) => count > 0));
}
