import type { DataSource } from 'typeorm';
import type { EventEnvelope } from '@soulsync/contracts';
import { pointOf } from '../continuity/log-point.js';
import type { EventStore, LogPoint, Position, StoredCommit } from '../event-store.js';
import { slices } from '../slices.js';
import { foldEvent } from './fold.js';
import type { AnyProjection } from './projection.js';
import type { projectionTable, Row } from './projection-table.js';

/** 0..1 */
export type RebuildProgress = (share: number) => void;

interface Rebuild {
  readonly store: EventStore;
  readonly dataSource: DataSource;
  readonly projection: AnyProjection;
  /** The shadow to build; made anew. */
  readonly table: ReturnType<typeof projectionTable>;
  /** Last commit to take in; default: the end of the log. null: none at all. */
  readonly to?: Position | null;
}

export interface Rebuilt {
  /** null: nothing was read. */
  readonly reached: LogPoint | null;
  /** Events the projection could not cope with: left out, as the live one leaves them out. */
  readonly failed: readonly { readonly position: Position; readonly event: EventEnvelope; readonly error: unknown }[];
}

const REPORT_EVERY = 10_000;

/** Folds the log from its beginning in memory, loads the rows by COPY, then keys and indexes. */
export async function rebuildInto({ store, dataSource, projection, table, to }: Rebuild, onProgress: RebuildProgress): Promise<Rebuilt> {
  const end = to === undefined ? await store.lastPosition() : to;
  const total = Math.max(1, store.distance(null, end));
  const rows = new Map<string, Row | null>();
  const failed: { position: Position; event: EventEnvelope; error: unknown }[] = [];
  let last: StoredCommit | null = null;
  let read = 0;
  const pause = slices();
  if (end !== null)
    for await (const commit of store.readAll(null)) {
      if (store.compare(commit.position, end) > 0) break;
      for (const event of commit.events)
        try {
          foldEvent(projection, rows, event);
        } catch (error) {
          failed.push({ position: commit.position, event, error });
        }
      last = commit;
      read += 1;
      if (read % REPORT_EVERY === 0) onProgress(Math.min(1, read / total));
      const waiting = pause();
      if (waiting) await waiting; // a million microtasks are a second
    }
  const runner = dataSource.createQueryRunner();
  try {
    await table.createBare(runner.manager);
    await table.load(runner, present(rows));
    await table.finish(runner.manager);
  } finally {
    await runner.release();
  }
  onProgress(1);
  return { reached: last && pointOf(last), failed };
}

function* present(rows: ReadonlyMap<string, Row | null>): Generator<Row> {
  for (const row of rows.values()) if (row !== null) yield row;
}
