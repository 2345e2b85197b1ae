import type { StoredCommit, Token } from './event-store.js';

interface Kept<State> {
  readonly state: State;
  /** Of the last commit that the state knows. */
  readonly token: Token;
  /** Of all commits up to it. */
  readonly commitIds: Set<string>;
}

/** The aggregates asked for last, at most so many, each as it was at its token. */
export function keptAggregates<State>(most: number) {
  const kept = new Map<string, Kept<State>>();

  return {
    /** null: not kept, or one of these commits is among those that led to the state. */
    find(aggregateId: string, commitIds: readonly string[]): Kept<State> | null {
      const known = kept.get(aggregateId);
      return known && !commitIds.some((id) => known.commitIds.has(id)) ? known : null;
    },
    /** `commits`: those after `before`, or all. */
    put(aggregateId: string, state: State, token: Token | null, commits: readonly StoredCommit[], before: Kept<State> | null): void {
      if (most === 0 || token === null) return;
      const commitIds = before?.commitIds ?? new Set();
      for (const { commitId } of commits) commitIds.add(commitId);
      kept.delete(aggregateId);
      kept.set(aggregateId, { state, token, commitIds });
      const [oldest] = kept.keys();
      if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    },
    forget: (aggregateId: string): void => void kept.delete(aggregateId),
    clear: (): void => kept.clear(),
  };
}
