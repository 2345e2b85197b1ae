const FIRST_MS = 200;
const LONGEST_MS = 10_000;
/** So often it comes back at once: after a kill, or with a neighbour that is itself only starting. */
const FREE = 3;

/** How long a child that ended so often in a row soon after its start is left down: one that can't run, on a full disk, would spin. */
export const restartWaitMs = (quickEnds: number): number => Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, quickEnds - FREE));
