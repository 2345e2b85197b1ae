import type { DataSource, EntityManager } from 'typeorm';
import { quoted } from '../projections/projection-table.js';

/** `log`: its rows speak of a log that is gone, and nothing may act on them until it is built again. */
export type RebuildReason = 'asked' | 'log';

/** Rebuilds that were promised and have not ended: taken up again by the next start, however often it is killed. */
export function pendingRebuilds(schema: string) {
  const table = `${quoted(schema)}.pending_rebuild`;
  return {
    /** Twice asked is one; rows of a lost log weigh more than a wish. */
    async add(source: DataSource | EntityManager, name: string, reason: RebuildReason): Promise<void> {
      await source.query(
        `INSERT INTO ${table} ("name", "reason", "askedAt") VALUES ($1, $2, now())
         ON CONFLICT ("name") DO UPDATE SET "reason" = CASE WHEN 'log' IN (pending_rebuild."reason", excluded."reason") THEN 'log' ELSE excluded."reason" END`,
        [name, reason],
      );
    },
    async find(source: DataSource | EntityManager, name: string): Promise<RebuildReason | null> {
      const [row]: { reason: RebuildReason }[] = await source.query(`SELECT "reason" FROM ${table} WHERE "name" = $1`, [name]);
      return row?.reason ?? null;
    },
    async becauseOfLog(source: DataSource): Promise<readonly string[]> {
      const rows: { name: string }[] = await source.query(`SELECT "name" FROM ${table} WHERE "reason" = 'log' ORDER BY "name"`);
      return rows.map(({ name }) => name);
    },
    async done(manager: EntityManager, name: string): Promise<void> {
      await manager.query(`DELETE FROM ${table} WHERE "name" = $1`, [name]);
    },
  };
}
