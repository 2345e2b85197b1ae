/** Places of equal items in two lists, ascending in both: they can stay where they are. */
export interface Pair {
  readonly left: number;
  readonly right: number;
}

/** Above this many equal pairs (long lists of few tracks) equal items are paired one by one in their order, which is nearly as good. */
const EXACT_PAIRS = 1_000_000;

interface Link {
  readonly left: number;
  readonly right: number;
  readonly before: Link | null;
}

/** A longest run of items that stand in the same order in both lists. */
export function commonRun(left: readonly string[], right: readonly string[]): readonly Pair[] {
  return longestRuns(left, right).run(right.length);
}

export interface Runs {
  /** Lengths of the longest common runs of the left list with the first 0, 1, 2, … items of the right one. */
  readonly lengths: readonly number[];
  /** The run with the first so many items of the right list. */
  run(upTo: number): readonly Pair[];
}

/** Hunt and Szymanski: O((n + pairs) log n). A right list that stands in the left one as it is, is found whole in any case. */
export function longestRuns(left: readonly string[], right: readonly string[]): Runs {
  const places = candidates(left, right);
  /** ends[k] is the best end of a run of k + 1 pairs: the one most to the left. */
  const walk = (upTo: number, onLength: (length: number) => void): Link | null => {
    const ends: Link[] = [];
    for (let at = 0; at < upTo; at += 1) {
      for (const place of places[at] ?? []) {
        const length = firstNotBefore(ends, place);
        if (ends[length]?.left !== place) ends[length] = { left: place, right: at, before: ends[length - 1] ?? null };
      }
      onLength(ends.length);
    }
    return ends.at(-1) ?? null;
  };
  const lengths = [0];
  walk(right.length, (length) => lengths.push(length));
  return {
    lengths,
    run(upTo) {
      const pairs: Pair[] = [];
      for (let link = walk(upTo, () => undefined); link; link = link.before) pairs.push({ left: link.left, right: link.right });
      return pairs.reverse();
    },
  };
}

/** For each item of the right list the places of its equals on the left, the last one first: each is used once in a run. */
function candidates(left: readonly string[], right: readonly string[]): readonly (readonly number[])[] {
  const placesOf = new Map<string, number[]>();
  left.forEach((item, place) => {
    const places = placesOf.get(item);
    if (places) places.push(place);
    else placesOf.set(item, [place]);
  });
  const pairs = right.reduce((sum, item) => sum + (placesOf.get(item)?.length ?? 0), 0);
  if (pairs <= EXACT_PAIRS) {
    for (const places of placesOf.values()) places.reverse();
    return right.map((item) => placesOf.get(item) ?? []);
  }
  const whole = insideAsItIs(left, right);
  if (whole) return whole.map((place) => [place]);
  const used = new Map<string, number>();
  return right.map((item) => {
    const nth = used.get(item) ?? 0;
    used.set(item, nth + 1);
    const place = placesOf.get(item)?.[nth];
    return place === undefined ? [] : [place];
  });
}

function insideAsItIs(left: readonly string[], right: readonly string[]): readonly number[] | null {
  const found: number[] = [];
  for (let place = 0; place < left.length && found.length < right.length; place += 1)
    if (left[place] === right[found.length]) found.push(place);
  return found.length === right.length ? found : null;
}

function firstNotBefore(ends: readonly Link[], place: number): number {
  let [low, high] = [0, ends.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ends[middle]!.left < place)
      low = middle + 1; // below ends.length
    else high = middle;
  }
  return low;
}
