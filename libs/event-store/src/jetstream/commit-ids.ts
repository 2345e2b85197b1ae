/** Aggregates whose commit ids are remembered. */
const REMEMBERED = 200;

interface Known {
  /** Of the last commit that is among the ids. */
  readonly sequence: number;
  /** Sequence of each commit. */
  readonly sequences: Map<string, number>;
}

/** Which commits the aggregates read last consist of, so that an append after a load need not read them again. */
export function commitIds() {
  const known = new Map<string, Known>();

  function keep(subject: string, entry: Known): void {
    known.delete(subject);
    known.set(subject, entry);
    const [oldest] = known.keys();
    if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest);
  }

  return {
    /** All commits up to a sequence; null: not known. */
    upTo(subject: string, sequence: number): ReadonlyMap<string, number> | null {
      if (sequence === 0) return new Map();
      const entry = known.get(subject);
      if (entry?.sequence !== sequence) return null;
      keep(subject, entry);
      return entry.sequences;
    },
    /** Commits right after `after`; 0: all from the first. */
    learn(subject: string, after: number, commits: readonly { readonly commitId: string; readonly sequence: number }[]): void {
      const last = commits.at(-1);
      if (!last) return;
      const before =
        after === 0 ? new Map<string, number>() : known.get(subject)?.sequence === after ? known.get(subject)?.sequences : null;
      if (!before) return;
      for (const { commitId, sequence } of commits) before.set(commitId, sequence);
      keep(subject, { sequence: last.sequence, sequences: before });
    },
  };
}
