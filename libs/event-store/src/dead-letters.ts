import type { DataSource, EntityManager } from 'typeorm';
import type { EventEnvelope } from '@soulsync/contracts';
import type { Position } from './event-store.js';
import { newId } from './ids.js';
import { messageOf } from './logger.js';
import { quoted } from './projections/projection-table.js';

export interface DeadLetter {
  readonly id: string;
  /** Projection, reactor or process that could not cope. */
  readonly reader: string;
  readonly position: Position;
  readonly event: EventEnvelope;
  readonly error: string;
  readonly attempts: number;
  readonly parkedAt: string;
}

/** Events a reader could not cope with: parked, shown, and retried by command. */
export function deadLetters(schema: string) {
  const table = `${quoted(schema)}.dead_letter`;
  return {
    async park(
      manager: EntityManager | DataSource,
      reader: string,
      position: Position,
      event: EventEnvelope,
      error: unknown,
    ): Promise<void> {
      await manager.query(
        `INSERT INTO ${table} ("id", "reader", "position", "eventId", "event", "error", "attempts", "parkedAt") VALUES ($1, $2, $3, $4, $5, $6, 1, now())
         ON CONFLICT ("reader", "eventId") DO UPDATE SET "error" = excluded."error", "attempts" = dead_letter."attempts" + 1`,
        [newId(), reader, position, event.id, JSON.stringify(event).replaceAll('\\u0000', ''), messageOf(error).slice(0, 2_000)],
      );
    },
    async list(source: DataSource): Promise<readonly DeadLetter[]> {
      const rows: (DeadLetter & { parkedAt: unknown })[] = await source.query(
        `SELECT "id", "reader", "position", "event", "error", "attempts", "parkedAt" FROM ${table} ORDER BY "parkedAt"`,
      );
      return rows.map((row) => ({ ...row, parkedAt: new Date(String(row.parkedAt)).toISOString() }));
    },
    async find(source: DataSource, id: string): Promise<DeadLetter | null> {
      return (await this.list(source)).find((letter) => letter.id === id) ?? null;
    },
    async remove(manager: EntityManager | DataSource, id: string): Promise<void> {
      await manager.query(`DELETE FROM ${table} WHERE "id" = $1`, [id]);
    },
    async counts(source: DataSource): Promise<ReadonlyMap<string, number>> {
      const rows: { reader: string; n: string }[] = await source.query(`SELECT "reader", count(*) AS n FROM ${table} GROUP BY "reader"`);
      return new Map(rows.map((row) => [row.reader, Number(row.n)]));
    },
  };
}
