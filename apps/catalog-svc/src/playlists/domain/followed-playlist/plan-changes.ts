import type { EntryId, PlaylistEntryData } from '@soulsync/contracts';

export interface EntryChanges {
  readonly removed: readonly EntryId[];
  /** Places after the removals and before the additions, ascending. */
  readonly moved: readonly { entryId: EntryId; position: number }[];
  /** Final places, ascending. */
  readonly added: readonly PlaylistEntryData[];
}

/** The fewest moves that turn the known order into the one just read: what lies on a longest increasing run stays. */
export function planChanges(order: readonly EntryId[], read: readonly PlaylistEntryData[]): EntryChanges {
  const finalPlace = new Map(read.map((entry, index) => [entry.entryId, index]));
  const known = new Set(order);
  const kept = order.filter((entryId) => finalPlace.has(entryId));
  const staying = new Set(longestIncreasingRun(kept, (entryId) => finalPlace.get(entryId) ?? 0));
  const withoutAdditions = read.filter((entry) => known.has(entry.entryId));
  return {
    removed: order.filter((entryId) => !finalPlace.has(entryId)),
    moved: withoutAdditions.flatMap((entry, position) => (staying.has(entry.entryId) ? [] : [{ entryId: entry.entryId, position }])),
    added: read.filter((entry) => !known.has(entry.entryId)),
  };
}

/** Patience sorting, O(n log n). */
function longestIncreasingRun<T>(items: readonly T[], rank: (item: T) => number): readonly T[] {
  const tails: number[] = []; // indices into items; tails[k] ends the best run of length k + 1
  const previous: number[] = [];
  items.forEach((item, index) => {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (rank(items[tails[middle]!]!) < rank(item))
        low = middle + 1; // indices below tails.length exist
      else high = middle;
    }
    previous[index] = low > 0 ? tails[low - 1]! : -1;
    tails[low] = index;
  });
  const run: T[] = [];
  for (let index = tails.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) run.push(items[index]!); // walks stored indices
  return run.reverse();
}
