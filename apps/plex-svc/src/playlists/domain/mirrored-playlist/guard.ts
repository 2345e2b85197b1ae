import type { MirrorRefusal } from '@soulsync/contracts';

export interface Outcome {
  /** Entries we placed and saw there the last time. */
  readonly placed: number;
  /** Entries we want there now. */
  readonly wanted: number;
  /** Entries on the server's list now, and after the writes. */
  readonly present: number;
  readonly target: number;
}

export interface Refusal {
  readonly cause: MirrorRefusal;
  /** For people. */
  readonly detail: string;
}

/** A list that loses much at once is more often a mistake (a matching that went wrong, a disk that is away) than a wish. */
export function refusalOf({ placed, wanted, present, target }: Outcome, maxShrink: number): Refusal | null {
  if (wanted === 0 && placed > 0) return { cause: 'would-be-empty', detail: `none of its ${placed} entries could be placed any more` };
  if (target === 0 && present > 0) return { cause: 'would-be-empty', detail: `all ${present} entries of the list would be taken off` };
  if (lost(placed, wanted) > maxShrink)
    return { cause: 'would-shrink', detail: `of ${placed} entries that were placed only ${wanted} would stay` };
  if (lost(present, target) > maxShrink)
    return { cause: 'would-shrink', detail: `of ${present} entries on the server only ${target} would stay` };
  return null;
}

const lost = (before: number, after: number) => (before === 0 ? 0 : (before - after) / before);
