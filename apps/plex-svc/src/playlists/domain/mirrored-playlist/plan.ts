import { longestRuns } from './common-run.js';
import { countsOf, surplus } from './multiset.js';

/** An entry of the server's list: the same track may be there twice, with two entry keys. */
export interface ServerEntry {
  readonly entryKey: string;
  readonly serverKey: string;
}

/** An entry that is there, or the n-th of those that are added first. */
export type MovedEntry = { readonly entryKey: string } | { readonly added: number };

export interface Move {
  readonly entry: MovedEntry;
  /** Right behind this one; null: to the front. */
  readonly after: MovedEntry | null;
}

/** The writes that make the list what it is to be, in this order. All of them empty: nothing is to be written. */
export type Plan =
  | {
      readonly kind: 'patch';
      readonly remove: readonly ServerEntry[];
      /** At the end. */
      readonly add: readonly string[];
      readonly moves: readonly Move[];
    }
  /** All entries at once: the server moves none, or so many calls would be needed that this is kinder. The list itself stays. */
  | {
      readonly kind: 'replace';
      readonly serverKeys: readonly string[];
      /** Of these the ones that are not there yet. */
      readonly add: readonly string[];
      readonly counts: PlanCounts;
    };

export interface PlanCounts {
  readonly added: number;
  readonly removed: number;
  readonly moved: number;
}

export interface PlanOptions {
  /** false: the server moves no entry. */
  readonly inPlace: boolean;
  /** false: a list is never emptied on the way. */
  readonly mayReplace: boolean;
}

/** More calls than this, one an entry, are worth replacing the whole. */
const MANY_CALLS = 200;
const CHUNK = 100;

/**
 * The fewest writes from the entries as they are to these tracks in this order, duplicates included: what is surplus goes, what is missing is
 * added at the end, and of all entries the longest run that is in order already stays where it is.
 */
export function planOf(present: readonly ServerEntry[], target: readonly string[], { inPlace, mayReplace }: PlanOptions): Plan {
  const patch = patchOf(present, target);
  const counts = countsOfPlan(patch);
  const replaced: Plan = { kind: 'replace', serverKeys: target, add: patch.add, counts };
  if (target.length === 0) return patch;
  if (!inPlace) return patch.moves.length > 0 ? replaced : patch;
  const calls = patch.remove.length + patch.moves.length + Math.ceil(patch.add.length / CHUNK);
  return mayReplace && calls > MANY_CALLS && calls > 1 + Math.ceil(target.length / CHUNK) ? replaced : patch;
}

export const isNothing = (plan: Plan): boolean =>
  plan.kind === 'patch' && plan.remove.length === 0 && plan.add.length === 0 && plan.moves.length === 0;

export function countsOfPlan(plan: Plan): PlanCounts {
  if (plan.kind === 'replace') return plan.counts;
  // An entry that is added and then moved to its place counts as added.
  const moved = plan.moves.filter(({ entry }) => 'entryKey' in entry).length;
  return { added: plan.add.length, removed: plan.remove.length, moved };
}

function patchOf(present: readonly ServerEntry[], target: readonly string[]): Extract<Plan, { kind: 'patch' }> {
  const keys = present.map(({ serverKey }) => serverKey);
  const split = bestSplit(keys, target);
  /** By place in the target: which entry comes to stand there. */
  const chosen = new Map<number, MovedEntry>();
  const staying = new Set<number>();
  const used = new Set<number>();
  for (const { left, right } of split.pairs) {
    chosen.set(right, { entryKey: present[left]!.entryKey }); // a place of the list
    used.add(left);
    staying.add(right);
  }
  const free = freePlaces(keys, used);
  const addedPlaces = new Set(split.addedPlaces);
  target.forEach((key, place) => {
    if (chosen.has(place) || addedPlaces.has(place)) return;
    const left = free.get(key)?.shift();
    if (left === undefined) return; // the sums of `bestSplit` leave none
    chosen.set(place, { entryKey: present[left]!.entryKey });
    used.add(left);
  });
  const add: string[] = [];
  target.forEach((key, place) => {
    if (!addedPlaces.has(place)) return;
    chosen.set(place, { added: add.length });
    if (place >= split.from) staying.add(place);
    add.push(key);
  });
  return {
    kind: 'patch',
    remove: present.filter((_, place) => !used.has(place)),
    add,
    moves: target.flatMap((_, place) => {
      const entry = chosen.get(place);
      return entry && !staying.has(place) ? [{ entry, after: place === 0 ? null : (chosen.get(place - 1) ?? null) }] : [];
    }),
  };
}

/**
 * What is added comes to stand at the end. So the entries that need no move are a run of those that are there, up to some place of the target,
 * and what is added from that place on. Where a track is wanted more often than it is there, its last places are the added ones.
 */
function bestSplit(keys: readonly string[], target: readonly string[]) {
  const missing = new Map(countsOf(surplus(countsOf(target), countsOf(keys))));
  const addedPlaces: number[] = [];
  for (let place = target.length - 1; place >= 0; place -= 1) {
    const left = missing.get(target[place]!) ?? 0; // a place of the target
    if (left === 0) continue;
    missing.set(target[place]!, left - 1);
    addedPlaces.push(place);
  }
  addedPlaces.reverse();
  const runs = longestRuns(keys, target);
  let best = { from: target.length, stay: runs.lengths[target.length] ?? 0 };
  let addedBehind = 0;
  let next = addedPlaces.length - 1;
  for (let from = target.length - 1; from >= 0; from -= 1) {
    if (addedPlaces[next] === from) {
      addedBehind += 1;
      next -= 1;
    }
    const stay = (runs.lengths[from] ?? 0) + addedBehind;
    if (stay > best.stay) best = { from, stay };
  }
  // A run may not use the places that are to be filled by what is added, unless it gives others back: so places are dealt out again.
  const pairs = runs.run(best.from);
  return { from: best.from, pairs, addedPlaces: dealtOut(target, addedPlaces, best.from, pairs) };
}

/** The added places, none of them one where an entry stays: of each track as many, and as late as can be. */
function dealtOut(
  target: readonly string[],
  addedPlaces: readonly number[],
  from: number,
  pairs: readonly { readonly right: number }[],
): readonly number[] {
  const staying = new Set(pairs.map(({ right }) => right));
  const open = new Map(countsOf(addedPlaces.map((place) => target[place]!))); // places of the target
  const dealt: number[] = [];
  for (let place = target.length - 1; place >= 0; place -= 1) {
    const left = open.get(target[place]!) ?? 0;
    if (left === 0 || (place < from && staying.has(place))) continue;
    open.set(target[place]!, left - 1);
    dealt.push(place);
  }
  return dealt.reverse();
}

function freePlaces(keys: readonly string[], used: ReadonlySet<number>): ReadonlyMap<string, number[]> {
  const free = new Map<string, number[]>();
  keys.forEach((key, place) => {
    if (used.has(place)) return;
    const places = free.get(key);
    if (places) places.push(place);
    else free.set(key, [place]);
  });
  return free;
}
