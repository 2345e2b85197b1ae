import type { FilingId } from '@soulsync/contracts';

/** What is done about a finished file that is not where it was looked for: look again, hold it as a sign that we look in the wrong place, or give it up. */
export type MissingVerdict = 'retry' | 'hold' | 'gone';

interface Sought {
  readonly sinceMs: number;
  /** When another file was found first since then: from then on our folder and our map are the right ones. */
  provenAtMs: number | null;
}

/**
 * One missing file may have been taken away, two in a row say that we look in the wrong place: then none is given up, since each given up
 * costs another download, until one is found. All times are of a clock that nobody sets.
 */
export function missingDownloads(patienceMs: () => number) {
  const sought = new Map<FilingId, Sought>();
  /** The last file of all was given up. */
  let lastWasGone = false;
  const isOver = ({ sinceMs, provenAtMs }: Sought, nowMs: number) => nowMs - (provenAtMs ?? sinceMs) >= patienceMs();

  return {
    /** After a start, or when a folder was away: each is looked for as long as a new one. */
    restart(lastFilingWasGone: boolean): void {
      sought.clear();
      lastWasGone = lastFilingWasGone;
    },
    /** For how long it has been looked for. */
    soughtMs(id: FilingId, nowMs: number): number {
      const known = sought.get(id);
      if (!known) sought.set(id, { sinceMs: nowMs, provenAtMs: null });
      return nowMs - (known?.sinceMs ?? nowMs);
    },
    found(id: FilingId, nowMs: number): void {
      sought.delete(id);
      lastWasGone = false;
      for (const other of sought.values()) other.provenAtMs ??= nowMs;
    },
    missing(id: FilingId, nowMs: number): MissingVerdict {
      const own = sought.get(id);
      if (!own || !isOver(own, nowMs)) return 'retry';
      if (own.provenAtMs === null) {
        const others = [...sought].filter(([other, { provenAtMs }]) => other !== id && provenAtMs === null);
        if (lastWasGone || others.some(([, other]) => isOver(other, nowMs))) return 'hold';
        if (others.length > 0) return 'retry'; // it will tell
      }
      sought.delete(id);
      lastWasGone = true;
      return 'gone';
    },
  };
}

export type MissingDownloads = ReturnType<typeof missingDownloads>;
