import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { countsOfPlan, isNothing, planOf } from './plan.js';
import type { MovedEntry, Plan, ServerEntry } from './plan.js';

const entries = (keys: readonly string[]): readonly ServerEntry[] => keys.map((serverKey, n) => ({ entryKey: `e${n}`, serverKey }));
const inPlace = { inPlace: true, mayReplace: true };

/** What a server makes of the writes. */
function applied(present: readonly ServerEntry[], plan: Plan): readonly string[] {
  if (plan.kind === 'replace') return plan.serverKeys;
  const gone = new Set(plan.remove);
  const added = plan.add.map((serverKey, n) => ({ entryKey: `a${n}`, serverKey }));
  const keyOf = (entry: MovedEntry) => ('added' in entry ? `a${entry.added}` : entry.entryKey);
  let now = [...present.filter((entry) => !gone.has(entry)), ...added];
  for (const { entry, after } of plan.moves) {
    const moved = now.find(({ entryKey }) => entryKey === keyOf(entry))!; // the plan names entries that are there
    const others = now.filter((one) => one !== moved);
    const place = after === null ? 0 : others.findIndex(({ entryKey }) => entryKey === keyOf(after)) + 1;
    if (after !== null && place === 0) throw new Error('behind an entry that is not there');
    now = [...others.slice(0, place), moved, ...others.slice(place)];
  }
  return now.map(({ serverKey }) => serverKey);
}

/** The fewest moves after the same removals and additions, found by trying every way to give the entries their places. */
function fewestMoves(present: readonly string[], target: readonly string[]): number {
  let best = Infinity;
  const counts = (keys: readonly string[]) => {
    const found = new Map<string, number>();
    for (const key of keys) found.set(key, (found.get(key) ?? 0) + 1);
    return found;
  };
  const [there, wanted] = [counts(present), counts(target)];
  const toAdd = [...wanted].flatMap(([key, count]) => Array<string>(Math.max(0, count - (there.get(key) ?? 0))).fill(key));
  const longestRising = (numbers: readonly number[]) => {
    const lengths: number[] = [];
    numbers.forEach((number, at) => {
      lengths.push(1 + Math.max(0, ...lengths.filter((_, before) => before < at && (numbers[before] ?? 0) < number)));
    });
    return Math.max(0, ...lengths);
  };
  const choose = (place: number, given: ReadonlyMap<number, number>, adds: readonly number[], addsLeft: readonly string[]) => {
    const key = target[place];
    if (key === undefined) {
      const order = [...given].sort(([a], [b]) => a - b).map(([, to]) => to);
      best = Math.min(best, target.length - longestRising([...order, ...adds]));
      return;
    }
    const nth = addsLeft.indexOf(key);
    if (nth >= 0)
      choose(
        place + 1,
        given,
        [...adds, place],
        addsLeft.filter((_, at) => at !== nth),
      );
    const placesLeft = target.slice(place).filter((one) => one === key).length;
    if (placesLeft <= addsLeft.filter((one) => one === key).length) return; // all that is left of this track is added
    present.forEach((one, from) => {
      if (one === key && !given.has(from)) choose(place + 1, new Map([...given, [from, place]]), adds, addsLeft);
    });
  };
  choose(0, new Map(), [], toAdd);
  return best;
}

const tracks = (kinds: number, maxLength: number) =>
  fc.array(
    fc.integer({ min: 1, max: kinds }).map((n) => `t${n}`),
    { maxLength },
  );

describe('the writes to a list on a server', () => {
  it('give exactly the wanted order, duplicates included, from whatever is there', () => {
    fc.assert(
      fc.property(tracks(30, 60), tracks(30, 60), fc.boolean(), (before, after, moves) => {
        const present = entries(before);
        expect(applied(present, planOf(present, after, { inPlace: moves, mayReplace: true }))).toEqual(after);
      }),
      { numRuns: 500 },
    );
  });

  it('are none when the list is as it should be', () => {
    fc.assert(
      fc.property(tracks(8, 50), fc.boolean(), (list, moves) => {
        expect(isNothing(planOf(entries(list), list, { inPlace: moves, mayReplace: true }))).toBe(true);
      }),
    );
  });

  it('move as few entries as can be', () => {
    fc.assert(
      fc.property(tracks(3, 6), tracks(3, 6), (before, after) => {
        const plan = planOf(entries(before), after, inPlace);
        expect(plan.kind === 'patch' && plan.moves.length).toBe(fewestMoves(before, after));
      }),
      { numRuns: 600 },
    );
  });

  it('remove and add each track only as often as it is there too often or not often enough', () => {
    fc.assert(
      fc.property(tracks(6, 30), tracks(6, 30), (before, after) => {
        const { added, removed } = countsOfPlan(planOf(entries(before), after, inPlace));
        expect(before.length - removed + added).toBe(after.length);
        for (const key of new Set([...before, ...after])) {
          const [had, has] = [before, after].map((list) => list.filter((one) => one === key).length) as [number, number];
          const plan = planOf(entries(before), after, inPlace);
          if (plan.kind === 'patch') {
            expect(plan.add.filter((one) => one === key)).toHaveLength(Math.max(0, has - had));
            expect(plan.remove.filter(({ serverKey }) => serverKey === key)).toHaveLength(Math.max(0, had - has));
          }
        }
      }),
    );
  });

  it('are one call for everything when hundreds of entries would have to be moved one by one', () => {
    const list = Array.from({ length: 500 }, (_, n) => `t${n}`);
    expect(planOf(entries(list), [...list].reverse(), inPlace)).toEqual({
      kind: 'replace',
      serverKeys: [...list].reverse(),
      add: [],
      counts: { added: 0, removed: 0, moved: 499 },
    });
    expect(planOf(entries(list), [...list].reverse(), { inPlace: true, mayReplace: false }).kind).toBe('patch');
  });

  it('take the list as a whole where a server moves nothing, unless it is enough to remove and to add', () => {
    const server = { inPlace: false, mayReplace: true };
    expect(planOf(entries(['a', 'b', 'c']), ['a', 'c', 'd'], server)).toMatchObject({ kind: 'patch', add: ['d'], moves: [] });
    expect(planOf(entries(['a', 'b']), ['b', 'a'], server)).toMatchObject({ kind: 'replace', serverKeys: ['b', 'a'] });
  });

  it('are planned in good time for ten thousand entries, also when they are few tracks again and again', () => {
    for (const kinds of [10_000, 40, 1]) {
      const list = Array.from({ length: 10_000 }, (_, n) => `t${(n * 7919) % kinds}`);
      const present = entries([...list].reverse());
      expect(applied(present, planOf(present, list, inPlace))).toEqual(list);
    }
  });
});
