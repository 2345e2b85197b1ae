/** Aggregates whose commit ids are remembered, of each kind. */
const REMEMBERED = 200;
/** With more commits than this an aggregate costs much to read again: the many of one or two commits do not take its place. */
const FEW_COMMITS = 8;

interface Known {
  /** Of the last commit that is among the ids. */
  readonly sequence: number;
  /** Sequence of each commit. */
  readonly sequences: Map<string, number>;
}

/** Which commits the aggregates read last consist of, so that an append after a load need not read them again. */
export function commitIds() {
  const [short, long] = [new Map<string, Known>(), new Map<string, Known>()];
  const find = (subject: string) => long.get(subject) ?? short.get(subject);

  function keep(subject: string, entry: Known): void {
    short.delete(subject);
    long.delete(subject);
    const known = entry.sequences.size > FEW_COMMITS ? long : short;
    known.set(subject, entry);
    const [oldest] = known.keys();
    if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest);
  }

  return {
    /** All commits up to a sequence; null: not known. */
    upTo(subject: string, sequence: number): ReadonlyMap<string, number> | null {
      if (sequence === 0) return new Map();
      const entry = find(subject);
      if (entry?.sequence !== sequence) return null;
      keep(subject, entry);
      return entry.sequences;
    },
    /** Commits right after `after`; 0: all from the first. */
    learn(subject: string, after: number, commits: readonly { readonly commitId: string; readonly sequence: number }[]): void {
      const last = commits.at(-1);
      if (!last) return;
      const earlier = find(subject);
      const before = after === 0 ? new Map<string, number>() : earlier?.sequence === after ? earlier.sequences : null;
      if (!before) return;
      for (const { commitId, sequence } of commits) before.set(commitId, sequence);
      keep(subject, { sequence: last.sequence, sequences: before });
    },
  };
}
