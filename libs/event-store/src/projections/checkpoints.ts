import type { DataSource, EntityManager } from 'typeorm';
import type { Position } from '../event-store.js';
import { quoted } from './projection-table.js';

/** Someone else moved the checkpoint: the batch is rolled back and begun again from the stored one. */
export class CheckpointMoved extends Error {
  constructor(name: string) {
    super(`the checkpoint of ${name} was moved by someone else`);
    this.name = 'CheckpointMoved';
  }
}

export interface Checkpoint {
  readonly version: number;
  readonly position: Position | null;
}

/** How far each reader of the log has come; moved in the transaction of the rows it speaks for. */
export function checkpoints(schema: string) {
  const table = `${quoted(schema)}.checkpoint`;
  return {
    async find(source: DataSource | EntityManager, name: string): Promise<Checkpoint | null> {
      const [row]: { version: number; position: Position | null }[] = await source.query(
        `SELECT "version", "position" FROM ${table} WHERE "name" = $1`,
        [name],
      );
      return row ?? null;
    },
    async begin(manager: EntityManager, name: string, version: number): Promise<void> {
      await manager.query(`INSERT INTO ${table} ("name", "version", "position") VALUES ($1, $2, NULL) ON CONFLICT ("name") DO NOTHING`, [
        name,
        version,
      ]);
    },
    async move(manager: EntityManager, name: string, version: number, from: Position | null, to: Position): Promise<void> {
      const moved: unknown = await manager.query(
        `UPDATE ${table} SET "position" = $4 WHERE "name" = $1 AND "version" = $2 AND "position" IS NOT DISTINCT FROM $3 RETURNING "name"`,
        [name, version, from, to],
      );
      if (affected(moved) !== 1) throw new CheckpointMoved(name);
    },
    async replace(manager: EntityManager, name: string, version: number, to: Position | null): Promise<void> {
      await manager.query(
        `INSERT INTO ${table} ("name", "version", "position") VALUES ($1, $2, $3)
         ON CONFLICT ("name") DO UPDATE SET "version" = excluded."version", "position" = excluded."position"`,
        [name, version, to],
      );
    },
  };
}

/** TypeORM answers an UPDATE … RETURNING as [rows, count]. */
function affected(answer: unknown): number {
  if (!Array.isArray(answer)) return 0;
  return typeof answer[1] === 'number' ? answer[1] : answer.length;
}
