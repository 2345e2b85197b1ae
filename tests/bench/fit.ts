/** The values that may be tried of each number, in order; the search begins in the middle. */
export type Grid<Key extends string> = Readonly<Record<Key, readonly number[]>>;
export type Values<Key extends string> = Readonly<Record<Key, number>>;

/** Over all numbers this often, or until nothing changes. */
const ROUNDS = 2;

/** One number after the other, each at its best value while the others stand. Bounded, and the same every time; an equal value changes nothing. */
export function fit<Key extends string>(grid: Grid<Key>, worth: (values: Values<Key>) => number): Values<Key> {
  const keys = Object.keys(grid) as Key[]; // the grid's own
  let best = middleOf(grid);
  let bestWorth = worth(best);
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = best;
    for (const key of keys)
      for (const value of grid[key]) {
        if (value === best[key]) continue;
        const values = { ...best, [key]: value };
        const found = worth(values);
        if (found > bestWorth + 1e-9) [best, bestWorth] = [values, found];
      }
    if (before === best) break;
  }
  return best;
}

const middleOf = <Key extends string>(grid: Grid<Key>): Values<Key> =>
  Object.fromEntries(
    Object.entries<readonly number[]>(grid).map(([key, values]) => [key, values[Math.floor(values.length / 2)]]),
  ) as Values<Key>; // as the grid has them
