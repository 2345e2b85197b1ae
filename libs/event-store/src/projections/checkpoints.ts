import { setTimeout as delay } from 'node:timers/promises';
import type { DataSource, EntityManager } from 'typeorm';
import type { RememberedPoint } from '../continuity/log-point.js';
import type { EventStore, LogPoint, Position } from '../event-store.js';
import { TransientError } from '../transient-error.js';
import { quoted } from './projection-table.js';

/** Someone else moved the checkpoint: the batch is rolled back and begun again from the stored one. */
export class CheckpointMoved extends TransientError {
  constructor(name: string) {
    super(`the checkpoint of ${name} was moved by someone else`);
    this.name = 'CheckpointMoved';
  }
}

export interface Checkpoint {
  readonly version: number;
  readonly position: Position | null;
  /** What stands at the position; null as well where an earlier version of this program stored only that. */
  readonly commitId: string | null;
  readonly committedAt: string | null;
}

/** null: the beginning. */
export const pointOfCheckpoint = (checkpoint: Checkpoint | null): RememberedPoint | null =>
  checkpoint && checkpoint.position !== null ? { ...checkpoint, position: checkpoint.position } : null;

/** How far each reader of the log has come; moved in the transaction of the rows it speaks for. */
export function checkpoints(schema: string) {
  const table = `${quoted(schema)}.checkpoint`;
  return {
    async find(source: DataSource | EntityManager, name: string): Promise<Checkpoint | null> {
      const [row]: Checkpoint[] = await source.query(
        `SELECT "version", "position", "commitId", "committedAt" FROM ${table} WHERE "name" = $1`,
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
    async move(manager: EntityManager, name: string, version: number, from: Position | null, to: LogPoint): Promise<void> {
      const moved: unknown = await manager.query(
        `UPDATE ${table} SET "position" = $4, "commitId" = $5, "committedAt" = $6 WHERE "name" = $1 AND "version" = $2 AND "position" IS NOT DISTINCT FROM $3 RETURNING "name"`,
        [name, version, from, to.position, to.commitId, to.committedAt],
      );
      if (affected(moved) !== 1) throw new CheckpointMoved(name);
    },
    /** The end of the log once all up to the checkpoint had been reacted to: what a reactor did is stored before it. */
    async saw(manager: EntityManager, name: string, seen: LogPoint): Promise<void> {
      await manager.query(`UPDATE ${table} SET "seenPosition" = $2, "seenCommitId" = $3, "seenCommittedAt" = $4 WHERE "name" = $1`, [
        name,
        seen.position,
        seen.commitId,
        seen.committedAt,
      ]);
    },
    async replace(manager: EntityManager, name: string, version: number, to: LogPoint | null): Promise<void> {
      await manager.query(
        `INSERT INTO ${table} ("name", "version", "position", "commitId", "committedAt") VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT ("name") DO UPDATE SET "version" = excluded."version", "position" = excluded."position",
           "commitId" = excluded."commitId", "committedAt" = excluded."committedAt"`,
        [name, version, to?.position ?? null, to?.commitId ?? null, to?.committedAt ?? null],
      );
    },
  };
}

const POLL_MS = 50;

/** For a replica that keeps no projections itself: true when the stored checkpoints of all named ones have reached the position within the time. */
export async function storedUpTo(
  { store, dataSource, schema }: { readonly store: Pick<EventStore, 'compare'>; readonly dataSource: DataSource; readonly schema: string },
  position: Position,
  names: readonly string[],
  timeoutMs = 2_000,
): Promise<boolean> {
  const checkpointStore = checkpoints(schema);
  const reached = async (name: string) => {
    const stored = (await checkpointStore.find(dataSource, name))?.position ?? null;
    return stored !== null && store.compare(stored, position) >= 0;
  };
  for (const giveUpAt = performance.now() + timeoutMs; ; await delay(POLL_MS)) {
    if ((await Promise.all(names.map(reached))).every(Boolean)) return true;
    if (performance.now() > giveUpAt) return false;
  }
}

/** Those that a newer version of the program has built: this one can neither keep nor rebuild them. */
export async function builtByNewer(
  dataSource: DataSource,
  schema: string,
  projections: readonly { readonly name: string; readonly version: number }[],
): Promise<readonly string[]> {
  const checkpointStore = checkpoints(schema);
  const newer = await Promise.all(
    projections.map(async ({ name, version }) => ((await checkpointStore.find(dataSource, name))?.version ?? 0) > version),
  );
  return projections.filter((_, place) => newer[place]).map(({ name }) => name);
}

/** TypeORM answers an UPDATE … RETURNING as [rows, count]. */
function affected(answer: unknown): number {
  if (!Array.isArray(answer)) return 0;
  return typeof answer[1] === 'number' ? answer[1] : answer.length;
}
