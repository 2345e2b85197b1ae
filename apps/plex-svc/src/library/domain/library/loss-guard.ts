import type { SuspectedLoss } from '@soulsync/contracts';

/** More than this share missing at once looks like an unmounted disk. */
const BELIEVED_SHARE = 0.2;
/** A library, or a folder of it, with fewer tracks may lose any share: an album that was thrown away is no disk. */
const SMALL_LIBRARY = 20;
const SMALL_FOLDER = 100;

/**
 * The library (''), or one of the folders right below its root, that misses more than may be believed without asking; the largest loss.
 * What a person accepted of a folder is believed up to that number.
 *
 * @param known tracks by the first folder of their path, '' where the path is unknown or has none
 * @param missing of these the ones that were not shown
 */
export function suspectedLoss(
  known: ReadonlyMap<string, number>,
  missing: ReadonlyMap<string, number>,
  accepted: SuspectedLoss | null,
): SuspectedLoss | null {
  const sum = (counts: ReadonlyMap<string, number>) => [...counts.values()].reduce((total, count) => total + count, 0);
  const whole = { folder: '', missing: sum(missing), of: sum(known), small: SMALL_LIBRARY };
  const folders = [...missing]
    .filter(([folder]) => folder !== '')
    .map(([folder, count]) => ({ folder, missing: count, of: known.get(folder) ?? count, small: SMALL_FOLDER }));
  const [worst] = [whole, ...folders]
    .filter(({ missing: lost, of, small }) => of >= small && lost > of * BELIEVED_SHARE)
    .filter(
      ({ folder, missing: lost }) => !(accepted && (accepted.folder === folder || accepted.folder === '') && lost <= accepted.missing),
    )
    .sort((a, b) => b.missing - a.missing);
  return worst ? { folder: worst.folder, missing: worst.missing, of: worst.of } : null;
}
