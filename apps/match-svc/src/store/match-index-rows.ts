import type { DataSource, QueryRunner } from 'typeorm';
import { checkpoints } from '@soulsync/event-store';
import type { AnyProjection, EventStore, Position } from '@soulsync/event-store';
import { Unavailable } from '@soulsync/service-kit';
import { libraryIndexProjection } from '../projections/library-index.projection.js';
import type { LibraryIndexRow } from '../projections/library-index.projection.js';
import { libraryFullSyncsProjection } from '../projections/library-full-syncs.projection.js';
import { matchMemoryProjection } from '../projections/match-memory.projection.js';
import type { MatchMemoryRow } from '../projections/match-memory.projection.js';

/** The projections that fill a match index. */
export const matchIndexProjections: readonly AnyProjection[] = [libraryIndexProjection, matchMemoryProjection, libraryFullSyncsProjection];

/** Rows as they stood at one moment. One table may be some events ahead of another; none is behind `position`. */
export interface MatchIndexRows {
  /** Events after it may or may not be in the rows; null: all events may be missing. */
  readonly position: Position | null;
  readonly tracks: number;
  readonly recordings: number;
  readonly synced: boolean;
  /** In the order they came into the library, an album's tracks together. */
  trackPages(): AsyncIterable<readonly LibraryIndexRow[]>;
  recordingPages(): AsyncIterable<readonly MatchMemoryRow[]>;
}

/** Rows that come at once: a few milliseconds of reading. */
const PAGE = 500;
const KEPT = `"libraryAlbumId" IS NOT NULL OR "guid" IS NOT NULL`;
const TABLES = '"match"."library_index", "match"."match_memory", "match"."library_sweeps"';

/**
 * Reads the rows of all match index projections in one transaction, so that they and their checkpoints agree. The tables are locked against being
 * swapped before the moment is fixed: a rebuild waits with its swap, and nobody else does. Throws Unavailable while one is of another version.
 */
export async function readMatchIndexRows<T>(
  dataSource: DataSource,
  compare: EventStore['compare'],
  use: (rows: MatchIndexRows) => Promise<T>,
): Promise<T> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.startTransaction('REPEATABLE READ');
    try {
      await runner.query(`LOCK TABLE ${TABLES} IN ACCESS SHARE MODE`);
      return await use(await rowsOf(runner, compare));
    } finally {
      await runner.rollbackTransaction(); // nothing was written
    }
  } finally {
    await runner.release();
  }
}

async function rowsOf(runner: QueryRunner, compare: EventStore['compare']): Promise<MatchIndexRows> {
  return {
    position: await oldestPosition(runner, compare),
    tracks: await counted(runner, `"match"."library_index" WHERE ${KEPT}`),
    recordings: await counted(runner, '"match"."match_memory"'),
    synced: (await counted(runner, '"match"."library_sweeps"')) > 0,
    trackPages: () =>
      pages<LibraryIndexRow>(
        runner,
        'index_tracks',
        `SELECT * FROM "match"."library_index" WHERE ${KEPT} ORDER BY "since", "libraryAlbumId", "libraryTrackId"`,
      ),
    recordingPages: () => pages<MatchMemoryRow>(runner, 'index_recordings', `SELECT * FROM "match"."match_memory"`),
  };
}

async function oldestPosition(runner: QueryRunner, compare: EventStore['compare']): Promise<Position | null> {
  let oldest: Position | null = null;
  for (const [place, { name, version }] of matchIndexProjections.entries()) {
    const checkpoint = await checkpoints('match').find(runner.manager, name);
    if (!checkpoint || checkpoint.version !== version) throw new Unavailable('match-svc', `the read model ${name} is being built`);
    const { position } = checkpoint;
    if (place === 0) oldest = position;
    else if (oldest !== null && (position === null || compare(position, oldest) < 0)) oldest = position;
  }
  return oldest;
}

async function counted(runner: QueryRunner, from: string): Promise<number> {
  const [row]: { n: string }[] = await runner.query(`SELECT count(*) AS n FROM ${from}`);
  return Number(row?.n ?? 0);
}

async function* pages<Row>(runner: QueryRunner, cursor: string, select: string): AsyncGenerator<readonly Row[]> {
  await runner.query(`DECLARE ${cursor} NO SCROLL CURSOR FOR ${select}`);
  for (;;) {
    const rows: Row[] = await runner.query(`FETCH ${PAGE} FROM ${cursor}`);
    if (rows.length === 0) break;
    yield rows;
  }
  await runner.query(`CLOSE ${cursor}`);
}
