import type { EntityManager } from 'typeorm';
import type { EventStore, LogPoint, Position } from '../event-store.js';
import { quoted } from '../projections/projection-table.js';
import { NOTED_EVERY_MS, THINNED_EVERY_MS, thinned } from './log-trail.js';

/**
 * Where a reactor stood, and how long the log was then. What a reactor does about an event is stored behind it in the log and may be lost
 * where the event itself is not: so it is set back to where it stood when the log was not longer than what is left of it.
 */
export interface ReactorTrail {
  /** `seen`: the end of the log once everything up to `point` had been reacted to. */
  pass(manager: EntityManager, point: LogPoint, seen: LogPoint): Promise<void>;
}

export function reactorTrail(schema: string, reader: string, nowMs: () => number = () => performance.now()): ReactorTrail {
  const table = `${quoted(schema)}.reactor_trail`;
  let notedAtMs = -Infinity;
  let thinnedAtMs = nowMs();
  return {
    async pass(manager, point, seen) {
      if (nowMs() - notedAtMs < NOTED_EVERY_MS) return;
      notedAtMs = nowMs();
      await manager.query(
        `INSERT INTO ${table} ("reader", "position", "commitId", "committedAt", "seenPosition", "readAt") VALUES ($1, $2, $3, $4, $5, now())
         ON CONFLICT ("reader", "position") DO UPDATE SET "commitId" = excluded."commitId", "committedAt" = excluded."committedAt",
           "seenPosition" = excluded."seenPosition", "readAt" = excluded."readAt"`,
        [reader, point.position, point.commitId, point.committedAt, seen.position],
      );
      if (nowMs() - thinnedAtMs < THINNED_EVERY_MS) return;
      thinnedAtMs = nowMs();
      await thinned(manager, table, '"reader"');
    },
  };
}

export interface Passed extends LogPoint {
  readonly seenPosition: Position;
}

/** The furthest place of a reactor all of whose effects lie at or before `agreed`; null: the beginning. Forgets what lies beyond. */
export async function safePlace(
  manager: EntityManager,
  schema: string,
  reader: string,
  agreed: LogPoint | null,
  compare: EventStore['compare'],
): Promise<LogPoint | null> {
  const table = `${quoted(schema)}.reactor_trail`;
  const passed: Passed[] = await manager.query(
    `SELECT "position", "commitId", "committedAt", "seenPosition" FROM ${table} WHERE "reader" = $1`,
    [reader],
  );
  const isSafe = ({ seenPosition }: Passed) => agreed !== null && compare(seenPosition, agreed.position) <= 0;
  const gone = passed.filter((place) => !isSafe(place)).map(({ position }) => position);
  await manager.query(`DELETE FROM ${table} WHERE "reader" = $1 AND "position" = ANY($2)`, [reader, gone]);
  return passed
    .filter(isSafe)
    .reduce<Passed | null>(
      (furthest, place) => (furthest === null || compare(place.position, furthest.position) > 0 ? place : furthest),
      null,
    );
}
