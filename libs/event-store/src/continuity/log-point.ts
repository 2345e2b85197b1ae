import type { LogPoint, StoredCommit } from '../event-store.js';

export const pointOf = (commit: StoredCommit): LogPoint => ({
  position: commit.position,
  commitId: commit.commitId,
  committedAt: commit.events[0]?.time ?? commit.undecodable?.storedAt ?? '',
});

/** Both say the same of one place, as far as both know it: a checkpoint of an earlier version names no commit. */
export const samePoint = (remembered: RememberedPoint, found: LogPoint | null): boolean =>
  found !== null &&
  (remembered.commitId === null || (remembered.commitId === found.commitId && remembered.committedAt === found.committedAt));

/** A place in the log as a checkpoint remembers it; ids are null where an earlier version stored only the position. */
export interface RememberedPoint {
  readonly position: LogPoint['position'];
  readonly commitId: string | null;
  readonly committedAt: string | null;
}

/**
 * The newest of `points` (oldest first) that the log bears out; null: none of them. Every commit has an id of its own, so two logs that
 * agree on one place agree on all before it, and the fork can be halved.
 */
export async function newestBorneOut<Point>(
  points: readonly Point[],
  isBorneOut: (point: Point) => Promise<boolean>,
): Promise<Point | null> {
  let [agreed, beyond] = [-1, points.length];
  while (beyond - agreed > 1) {
    const middle = agreed + Math.floor((beyond - agreed) / 2);
    const point = points[middle];
    if (point !== undefined && (await isBorneOut(point))) agreed = middle;
    else beyond = middle;
  }
  return points[agreed] ?? null;
}
