import type { MirrorMode } from '@soulsync/contracts';
import { commonRun } from './common-run.js';
import { countsOf } from './multiset.js';
import type { Multiset } from './multiset.js';

/**
 * What the server's list is to be: the wanted tracks in their order, and in `append` mode also what other hands put there, each behind the
 * entry it stands behind now. Of a track that is there more often than wanted, those we placed go.
 *
 * @param present server keys in the list's order
 * @param placed what we placed and saw there the last time
 */
export function targetOf(present: readonly string[], wanted: readonly string[], placed: Multiset, mode: MirrorMode): readonly string[] {
  if (mode === 'mirror') return wanted;
  const { chosen, kept } = sorted(present, wanted, placed);
  /** Foreign entries by the wanted place they stand behind; -1: before all. */
  const behind = new Map<number, string[]>();
  let anchor = -1;
  present.forEach((key, place) => {
    const wantedPlace = chosen.get(place);
    if (wantedPlace !== undefined) anchor = wantedPlace;
    else if (kept.has(place)) behind.set(anchor, [...(behind.get(anchor) ?? []), key]);
  });
  return [...(behind.get(-1) ?? []), ...wanted.flatMap((key, place) => [key, ...(behind.get(place) ?? [])])];
}

/** Which entries stand for which wanted place, and which were put there by other hands. */
function sorted(present: readonly string[], wanted: readonly string[], placed: Multiset) {
  const chosen = new Map(commonRun(present, wanted).map(({ left, right }) => [left, right]));
  const covered = new Set(chosen.values());
  const open = new Map<string, number[]>();
  wanted.forEach((key, place) => {
    if (!covered.has(place)) open.set(key, [...(open.get(key) ?? []), place]);
  });
  const ours = new Map(placed);
  for (const [key, count] of countsOf(wanted)) ours.set(key, (ours.get(key) ?? 0) - count);
  const kept = new Set<number>();
  present.forEach((key, place) => {
    if (chosen.has(place)) return;
    const wantedPlace = open.get(key)?.shift();
    if (wantedPlace !== undefined) {
      chosen.set(place, wantedPlace);
      return;
    }
    const tooMany = ours.get(key) ?? 0;
    if (tooMany > 0) ours.set(key, tooMany - 1);
    else kept.add(place);
  });
  return { chosen, kept };
}

/** The list as it was before a write that was cut short, and what came onto it since: nobody's entry is lost by a crash. */
export function beforeTheCut(backup: readonly string[], present: readonly string[]): readonly string[] {
  const left = new Map(countsOf(backup));
  const since = present.filter((key) => {
    const count = left.get(key) ?? 0;
    if (count > 0) left.set(key, count - 1);
    return count === 0;
  });
  return [...backup, ...since];
}

/** Without these, each as often as said, the last places first. */
export function without(keys: readonly string[], taken: Multiset): readonly string[] {
  const left = new Map(taken);
  return keys
    .toReversed()
    .filter((key) => {
      const count = left.get(key) ?? 0;
      if (count > 0) left.set(key, count - 1);
      return count === 0;
    })
    .reverse();
}
