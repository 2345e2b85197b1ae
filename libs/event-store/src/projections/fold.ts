import type { EventEnvelope } from '@soulsync/contracts';
import type { StoredCommit } from '../event-store.js';
import type { AnyProjection } from './projection.js';
import type { Row } from './projection-table.js';

/** Rows that a batch changed: a row, or null for one that is gone. */
export type Changes = Map<string, Row | null>;

export const touchedKeys = (projection: AnyProjection, commits: readonly StoredCommit[]): readonly string[] => [
  ...new Set(commits.flatMap((commit) => commit.events.flatMap((event) => projection.keys(event)))),
];

/** Folds an event over `known` rows (in place): over all that it touches, or over none where it throws. */
export function foldEvent(projection: AnyProjection, known: Map<string, Row | null>, event: EventEnvelope): void {
  const keys = projection.keys(event);
  if (keys.length <= 1) {
    for (const key of keys) known.set(key, projection.evolve(known.get(key) ?? null, event, key));
    return;
  }
  const changed: Changes = new Map();
  for (const key of keys) changed.set(key, projection.evolve(changed.get(key) ?? known.get(key) ?? null, event, key));
  for (const [key, row] of changed) known.set(key, row);
}

export function foldCommits(projection: AnyProjection, known: Map<string, Row | null>, commits: readonly StoredCommit[]): void {
  for (const commit of commits) for (const event of commit.events) foldEvent(projection, known, event);
}
