import type { DataSource, EntityManager } from 'typeorm';
import type { LogPoint } from '../event-store.js';
import type { RememberedPoint } from './log-point.js';
import { quoted } from '../projections/projection-table.js';

/** Where two logs part is known to about a second of reading while it is fresh, coarser the longer ago it is. */
export const NOTED_EVERY_MS = 1_000;
export const THINNED_EVERY_MS = 600_000;
const KEPT: readonly { readonly olderThan: string; readonly oneEach: string }[] = [
  { olderThan: '1 hour', oneEach: 'minute' },
  { olderThan: '2 days', oneEach: 'hour' },
  { olderThan: '60 days', oneEach: 'day' },
];

/** Places this service passed while it read the log, written in the transaction of the rows they speak for. */
export interface LogTrail {
  pass(manager: EntityManager, point: LogPoint): Promise<void>;
  /** Where reading goes on after a start. */
  standsAt(point: RememberedPoint | null): void;
}

export function logTrail(schema: string, nowMs: () => number = () => performance.now()): LogTrail {
  const table = `${quoted(schema)}.log_trail`;
  let notedAtMs = -Infinity;
  let thinnedAtMs = nowMs();
  /** Passed and not noted: the last place before a pause is the one that matters most. */
  let last: LogPoint | null = null;

  async function note(manager: EntityManager, { position, commitId, committedAt }: LogPoint): Promise<void> {
    // The newest word counts: an earlier one is of a log that is gone.
    await manager.query(
      `INSERT INTO ${table} ("position", "commitId", "committedAt", "readAt") VALUES ($1, $2, $3, now())
       ON CONFLICT ("position") DO UPDATE SET "commitId" = excluded."commitId", "committedAt" = excluded."committedAt", "readAt" = excluded."readAt"`,
      [position, commitId, committedAt],
    );
  }

  return {
    async pass(manager, point) {
      const before = last;
      last = point;
      if (nowMs() - notedAtMs < NOTED_EVERY_MS) return;
      notedAtMs = nowMs();
      if (before && before.position !== point.position) await note(manager, before);
      await note(manager, point);
      if (nowMs() - thinnedAtMs < THINNED_EVERY_MS) return;
      thinnedAtMs = nowMs();
      await thinned(manager, table, `'log'`);
    },
    standsAt(point) {
      if (point?.commitId == null || point.committedAt === null) return;
      last = { position: point.position, commitId: point.commitId, committedAt: point.committedAt };
    },
  };
}

export const trailOf = (source: DataSource | EntityManager, schema: string): Promise<readonly LogPoint[]> =>
  source.query(`SELECT "position", "commitId", "committedAt" FROM ${quoted(schema)}.log_trail`);

/** Leaves fewer places the longer ago they were passed. `of`: the expression that says whose they are. */
export async function thinned(manager: EntityManager, table: string, of: string): Promise<void> {
  for (const { olderThan, oneEach } of KEPT)
    await manager.query(
      `DELETE FROM ${table} WHERE "readAt" < now() - $1::interval AND (${of}, "position") NOT IN (
         SELECT DISTINCT ON (${of}, date_trunc($2, "readAt")) ${of}, "position" FROM ${table}
         ORDER BY ${of}, date_trunc($2, "readAt"), "readAt" DESC)`,
      [olderThan, oneEach],
    );
}
