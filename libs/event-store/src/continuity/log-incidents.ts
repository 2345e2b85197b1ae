import type { DataSource, EntityManager } from 'typeorm';
import type { LogIncident } from '@soulsync/contracts';
import type { LogHole } from '../event-store.js';
import { uuid5 } from '../ids.js';
import { quoted } from '../projections/projection-table.js';

const HOLES = '6d0b7c1e-2f53-4a0e-9a57-5a0c3f1d8e42';

/** What was found when the log was not the one that had been read; kept for good, and shown until a person has seen it. */
export function logIncidents(schema: string) {
  const table = `${quoted(schema)}.log_incident`;
  return {
    /** The same one again is kept once. */
    async add(manager: EntityManager, incident: LogIncident): Promise<void> {
      const { id, foundAt, kind, agreedPosition, agreedAt, readPosition, readAt, endPosition, lostAtLeast, lostAtMost, lost } = incident;
      await manager.query(
        `INSERT INTO ${table} ("id", "foundAt", "kind", "agreedPosition", "agreedAt", "readPosition", "readAt", "endPosition", "lostAtLeast",
           "lostAtMost", "lost") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT ("id") DO NOTHING`,
        [id, foundAt, kind, agreedPosition, agreedAt, readPosition, readAt, endPosition, lostAtLeast, lostAtMost, JSON.stringify(lost)],
      );
    },
    /** What a reader passed over. `identity`: of the log. */
    async addHole(manager: EntityManager, identity: string, { first, last, commits }: LogHole): Promise<void> {
      await this.add(manager, {
        id: uuid5(HOLES, identity, first, last),
        foundAt: new Date().toISOString(),
        kind: 'hole',
        agreedPosition: null,
        agreedAt: null,
        readPosition: last,
        readAt: null,
        endPosition: null,
        lostAtLeast: commits,
        lostAtMost: commits,
        lost: { total: 0, byType: {}, listed: [] },
        acknowledgedAt: null,
        acknowledgedBy: null,
      });
    },
    /** Newest first. */
    async list(source: DataSource): Promise<readonly LogIncident[]> {
      const rows: (Omit<LogIncident, 'foundAt' | 'acknowledgedAt'> & { foundAt: Date; acknowledgedAt: Date | null })[] = await source.query(
        `SELECT * FROM ${table} ORDER BY "foundAt" DESC, "id" DESC`,
      );
      return rows.map((row) => ({ ...row, foundAt: row.foundAt.toISOString(), acknowledgedAt: row.acknowledgedAt?.toISOString() ?? null }));
    },
    async acknowledge(source: DataSource, by: string): Promise<void> {
      await source.query(`UPDATE ${table} SET "acknowledgedAt" = now(), "acknowledgedBy" = $1 WHERE "acknowledgedAt" IS NULL`, [by]);
    },
  };
}
