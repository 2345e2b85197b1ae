import type { EventEnvelope } from '@soulsync/contracts';
import type { StoredCommit } from '../event-store.js';
import type { AnyProjection } from './projection.js';
import type { Row } from './projection-table.js';

/** Rows that a batch changed: a row, or null for one that is gone. */
export type Changes = Map<string, Row | null>;

export const touchedKeys = (projection: AnyProjection, commits: readonly StoredCommit[]): readonly string[] => [
  ...new Set(commits.flatMap((commit) => commit.events.flatMap((event) => projection.keys(event)))),
];

/** Folds events over `known` rows (in place). */
export function foldEvent(projection: AnyProjection, known: Map<string, Row | null>, event: EventEnvelope): void {
  for (const key of projection.keys(event)) known.set(key, projection.evolve(known.get(key) ?? null, event, key));
}

export function foldCommits(projection: AnyProjection, known: Map<string, Row | null>, commits: readonly StoredCommit[]): void {
  for (const commit of commits) for (const event of commit.events) foldEvent(projection, known, event);
}
