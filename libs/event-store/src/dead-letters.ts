import type { DataSource, EntityManager } from 'typeorm';
import type { EventEnvelope } from '@soulsync/contracts';
import type { EventStore, Position } from './event-store.js';
import { newId } from './ids.js';
import { messageOf } from './logger.js';
import { quoted } from './projections/projection-table.js';

/** Messages of the log that can't be decoded are parked under this name. */
export const LOG_READER = 'log';
/** Nobody knows the place of what was parked. */
export const NO_POSITION = '0' as Position;

export interface DeadLetter {
  readonly id: string;
  /** Projection, `reactor:` (a process is one too) or `deadline:` that could not cope, or `log`. */
  readonly reader: string;
  /** `NO_POSITION`: not known. */
  readonly position: Position;
  readonly event: EventEnvelope;
  readonly error: string;
  readonly attempts: number;
  /** First failure. */
  readonly parkedAt: string;
  readonly lastFailedAt: string;
  /** null: it waits for a person. */
  readonly skippedAt: string | null;
  readonly skippedBy: string | null;
}

export interface Failed {
  readonly position: Position;
  readonly event: EventEnvelope;
  readonly error: unknown;
}

/** How it failed before it was parked. */
interface Tried {
  readonly attempts: number;
  readonly firstFailedAt: string;
}

const LISTED = 500;
const columns = '"id", "reader", "position", "event", "error", "attempts", "parkedAt", "lastFailedAt", "skippedAt", "skippedBy"';
const inWords = (error: unknown) => messageOf(error).replaceAll('\0', '').toWellFormed().slice(0, 2_000);
const instant = (value: unknown) => (value instanceof Date ? value.toISOString() : null);

/** Events a reader could not cope with: parked, shown, and by command retried or skipped. */
export function deadLetters(schema: string) {
  const table = `${quoted(schema)}.dead_letter`;
  type Stored = Omit<DeadLetter, 'parkedAt' | 'lastFailedAt' | 'skippedAt'> &
    Readonly<Record<'parkedAt' | 'lastFailedAt' | 'skippedAt', unknown>>;
  const letterOf = (row: Stored): DeadLetter => ({
    ...row,
    parkedAt: instant(row.parkedAt) ?? '',
    lastFailedAt: instant(row.lastFailedAt) ?? '',
    skippedAt: instant(row.skippedAt),
  });

  async function park(
    manager: EntityManager | DataSource,
    reader: string,
    position: Position,
    event: EventEnvelope,
    error: unknown,
    { attempts, firstFailedAt }: Tried = { attempts: 1, firstFailedAt: new Date().toISOString() },
  ): Promise<void> {
    await manager.query(
      `INSERT INTO ${table} ("id", "reader", "position", "eventId", "event", "error", "attempts", "parkedAt", "lastFailedAt")
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, now())
       ON CONFLICT ("reader", "eventId") DO UPDATE SET "error" = excluded."error", "attempts" = dead_letter."attempts" + excluded."attempts",
         "lastFailedAt" = excluded."lastFailedAt"`,
      [newId(), reader, position, event.id, storable(event), inWords(error), attempts, firstFailedAt],
    );
  }

  return {
    /** What was skipped stays so. */
    park,
    /** All of a reader's that a new reading of the log did not meet again are gone; the others are kept, with what was decided about them. */
    async settle(manager: EntityManager, reader: string, failed: readonly Failed[]): Promise<void> {
      const still = failed.map(({ event }) => event.id);
      await manager.query(`DELETE FROM ${table} WHERE "reader" = $1 AND NOT ("eventId" = ANY($2))`, [reader, still]);
      for (const { position, event, error } of failed) await park(manager, reader, position, event, error);
    },
    /** What waits before what was skipped, the newest failure first; at most 500. */
    async list(source: DataSource): Promise<readonly DeadLetter[]> {
      const rows: Stored[] = await source.query(
        `SELECT ${columns} FROM ${table} ORDER BY ("skippedAt" IS NOT NULL), "lastFailedAt" DESC, "id" LIMIT ${LISTED}`,
      );
      return rows.map(letterOf);
    },
    async find(source: DataSource, id: string): Promise<DeadLetter | null> {
      const [row]: Stored[] = await source.query(`SELECT ${columns} FROM ${table} WHERE "id"::text = $1`, [id]);
      return row ? letterOf(row) : null;
    },
    /** One more try, whose failure is noted and thrown. */
    async trying(source: DataSource, { id }: DeadLetter, attempt: () => Promise<void>): Promise<void> {
      try {
        await attempt();
      } catch (error) {
        await source.query(`UPDATE ${table} SET "error" = $2, "attempts" = "attempts" + 1, "lastFailedAt" = now() WHERE "id"::text = $1`, [
          id,
          inWords(error),
        ]);
        throw error;
      }
    },
    /** It stays listed, with who skipped it and when. */
    async skip(source: DataSource, id: string, by: string): Promise<void> {
      await source.query(`UPDATE ${table} SET "skippedAt" = now(), "skippedBy" = $2 WHERE "id"::text = $1 AND "skippedAt" IS NULL`, [
        id,
        by,
      ]);
    },
    async remove(manager: EntityManager | DataSource, id: string): Promise<void> {
      await manager.query(`DELETE FROM ${table} WHERE "id"::text = $1`, [id]);
    },
    /** An event took it back, or set it anew. */
    async forgetDeadline(manager: EntityManager | DataSource, reader: string, deadlineId: string): Promise<void> {
      await manager.query(`DELETE FROM ${table} WHERE "reader" = $1 AND "event" -> 'data' ->> 'deadlineId' = $2 AND "skippedAt" IS NULL`, [
        reader,
        deadlineId,
      ]);
    },
    /** Of what waits for a person, by reader. */
    async counts(source: DataSource): Promise<ReadonlyMap<string, number>> {
      const rows: { reader: string; n: string }[] = await source.query(
        `SELECT "reader", count(*) AS n FROM ${table} WHERE "skippedAt" IS NULL GROUP BY "reader"`,
      );
      return new Map(rows.map((row) => [row.reader, Number(row.n)]));
    },
  };
}

/** JSON that Postgres takes: no NUL, and no half of a surrogate pair. */
const storable = (event: EventEnvelope) =>
  JSON.stringify(event, (_, part: unknown) => (typeof part === 'string' ? part.replaceAll('\0', '').toWellFormed() : part));

/** Later events of the same aggregate were read meanwhile: taken in now, the parked one would overwrite what they said. */
export class LaterEventsRead extends Error {
  constructor({ reader, event }: DeadLetter) {
    super(`${reader} has read later events of ${event.aggregateType} ${event.aggregateId} already; this one would come after them`);
    this.name = 'LaterEventsRead';
  }
}

/** `heard`: only later events of these types count; null: all. Throws LaterEventsRead. */
export async function mustBeLast(store: EventStore, letter: DeadLetter, heard: ReadonlySet<string> | null): Promise<void> {
  const { aggregateType, aggregateId, version } = letter.event;
  const { commits } = await store.load({ aggregateType, aggregateId });
  const isLater = (event: EventEnvelope) => event.version > version && (heard === null || heard.has(event.type));
  if (commits.some(({ events }) => events.some(isLater))) throw new LaterEventsRead(letter);
}
