import type { DataSource, EntityManager } from 'typeorm';
import type { LogIncident, LostEvents } from '@soulsync/contracts';
import type { EventStore, LogPoint, Position } from '../event-store.js';
import { newId } from '../ids.js';
import { messageOf } from '../logger.js';
import type { Logger } from '../logger.js';
import { isOutage } from '../outages.js';
import { quoted } from '../projections/projection-table.js';
import { logIncidents } from './log-incidents.js';
import { newestBorneOut, samePoint } from './log-point.js';
import type { RememberedPoint } from './log-point.js';
import { trailOf } from './log-trail.js';
import { pendingRebuilds } from './pending-rebuilds.js';
import { safePlace } from './reactor-trail.js';

/** The name under which the table of deadlines is rebuilt. */
export const DEADLINES = 'deadlines';
/** Readers that keep the table of deadlines and do nothing else. */
const DEADLINE_READER = 'reactor:deadline-';

export interface LogReaders {
  readonly store: EventStore;
  readonly dataSource: DataSource;
  readonly schema: string;
  readonly logger: Logger;
}

export interface ReconcileOptions extends LogReaders {
  readonly projections: readonly string[];
  /**
   * What read models still know of events that happened at or after an instant (null: ever), leaving out the ids that the log holds. Asked
   * before they are rebuilt.
   */
  readonly lostEvents?: (manager: EntityManager, since: string | null, kept: readonly string[]) => Promise<LostEvents>;
  /** Empties what this service derived from the log in tables of its own, so that it is found out again. */
  readonly forget?: (manager: EntityManager) => Promise<void>;
}

interface Checkpointed extends RememberedPoint {
  readonly name: string;
  /** Of a reactor: the end of the log once it had reacted to all up to its checkpoint. */
  readonly seen: RememberedPoint | null;
}

const NOTHING: LostEvents = { total: 0, byType: {}, listed: [] };
/** Commits of one moment may be stored in another order than their times say. */
const CLOCK_SKEW_MS = 60_000;

/**
 * Does the log bear out what this service read of it? Where it does not, all readers are set back to the newest place both agree on, read
 * models that had gone beyond it are to be rebuilt, and an account of what was lost is kept. To be called before anyone reads; one replica
 * does it. null: all is well.
 */
export async function reconcileWithLog(options: ReconcileOptions): Promise<LogIncident | null> {
  const { store, dataSource, schema, logger } = options;
  const identity = await store.open();
  return dataSource.transaction(async (manager) => {
    await manager.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`soulsync-log-${schema}`]);
    const checkpoints = await checkpointsOf(manager, schema);
    const newest = newestOf(placesOf(checkpoints), store.compare);
    if (newest === null || samePoint(newest, await store.pointAt(newest.position))) {
      await adopt(manager, options, checkpoints, identity);
      return null;
    }
    const known = inOrder([...placesOf(checkpoints), ...(await trailOf(manager, schema))], store.compare);
    const agreed = await agreedPoint(known, store);
    const incident = await accountOf(manager, options, known, agreed, identity);
    await setBack(manager, options, checkpoints, agreed);
    await logIncidents(schema).add(manager, incident);
    await options.forget?.(manager);
    await remember(manager, schema, identity);
    logger.error('the event log does not bear out what was read of it', { ...incident, lost: incident.lost.total });
    return incident;
  });
}

/** The newest place of all readers of this service; null: nothing was read. */
export const newestRead = async ({ store, dataSource, schema }: LogReaders): Promise<RememberedPoint | null> =>
  newestOf(placesOf(await checkpointsOf(dataSource, schema)), store.compare);

/** Cheap, for whoever looks now and then: is what was read last still there? Makes the log if it is gone. */
export async function isBorneOut(store: EventStore, newest: RememberedPoint | null): Promise<boolean> {
  await store.open();
  return newest === null || samePoint(newest, await store.pointAt(newest.position));
}

async function checkpointsOf(source: DataSource | EntityManager, schema: string): Promise<readonly Checkpointed[]> {
  const rows: (Omit<Checkpointed, 'seen'> & {
    seenPosition: Position | null;
    seenCommitId: string | null;
    seenCommittedAt: string | null;
  })[] = await source.query(`SELECT * FROM ${quoted(schema)}.checkpoint WHERE "position" IS NOT NULL`);
  return rows.map(({ seenPosition, seenCommitId, seenCommittedAt, ...row }) => ({
    ...row,
    seen: seenPosition === null ? null : { position: seenPosition, commitId: seenCommitId, committedAt: seenCommittedAt },
  }));
}

const placesOf = (checkpoints: readonly Checkpointed[]): readonly RememberedPoint[] =>
  checkpoints.flatMap(({ seen, ...checkpoint }) => (seen ? [checkpoint, seen] : [checkpoint]));

function newestOf<Point extends RememberedPoint>(points: readonly Point[], compare: EventStore['compare']): Point | null {
  return points.reduce<Point | null>(
    (newest, point) => (newest === null || compare(point.position, newest.position) > 0 ? point : newest),
    null,
  );
}

const inOrder = (points: readonly RememberedPoint[], compare: EventStore['compare']) =>
  [...points].sort((a, b) => compare(a.position, b.position));

async function agreedPoint(known: readonly RememberedPoint[], store: EventStore): Promise<LogPoint | null> {
  // A place without a commit's id proves nothing here, however long the log is.
  const provable = known.filter(({ commitId }) => commitId !== null);
  const agreed = await newestBorneOut(provable, async (point) => samePoint(point, await store.pointAt(point.position)));
  return agreed && store.pointAt(agreed.position);
}

/** Checkpoints of an earlier version learn what stands at their place. */
async function adopt(
  manager: EntityManager,
  { store, schema }: ReconcileOptions,
  checkpoints: readonly Checkpointed[],
  identity: string,
): Promise<void> {
  for (const { name, position, commitId } of checkpoints) {
    const found = commitId === null ? await store.pointAt(position) : null;
    if (found)
      await manager.query(`UPDATE ${quoted(schema)}.checkpoint SET "commitId" = $2, "committedAt" = $3 WHERE "name" = $1`, [
        name,
        found.commitId,
        found.committedAt,
      ]);
  }
  await remember(manager, schema, identity);
}

async function remember(manager: EntityManager, schema: string, identity: string): Promise<void> {
  await manager.query(
    `INSERT INTO ${quoted(schema)}.log_identity ("only", "identity") VALUES (true, $1) ON CONFLICT ("only") DO UPDATE SET "identity" = excluded."identity"`,
    [identity],
  );
}

async function accountOf(
  manager: EntityManager,
  { store, schema, lostEvents, logger }: ReconcileOptions,
  known: readonly RememberedPoint[],
  agreed: LogPoint | null,
  identity: string,
): Promise<LogIncident> {
  const end = await store.lastPosition();
  const read = known.at(-1)?.position ?? ('0' as Position); // there is one, or nothing would have been found
  const firstGone = known.find(({ position }) => agreed === null || store.compare(position, agreed.position) > 0)?.position ?? read;
  const [before]: { identity: string }[] = await manager.query(`SELECT "identity" FROM ${quoted(schema)}.log_identity`);
  const endsEarly = end === null || store.compare(end, read) < 0;
  // Between the agreed place and the first one that is not borne out nobody knows.
  const sure = store.distance(firstGone, read) + 1;
  const missing = store.distance(end, read);
  return {
    id: newId(),
    foundAt: new Date().toISOString(),
    kind: before && before.identity !== identity && agreed === null ? 'made-anew' : endsEarly ? 'ends-early' : 'other-commits',
    agreedPosition: agreed?.position ?? null,
    agreedAt: agreed?.committedAt ?? null,
    readPosition: read,
    readAt: known.at(-1)?.committedAt ?? null,
    endPosition: end,
    lostAtLeast: Math.max(sure, missing),
    lostAtMost: store.distance(agreed?.position ?? null, read),
    lost: lostEvents ? await lostAfter(manager, store, known, agreed, knownOf(lostEvents, logger)) : NOTHING,
    acknowledgedAt: null,
    acknowledgedBy: null,
  };
}

/** Rows of an earlier version may not answer; that is no reason to leave readers where they can not go on. */
const knownOf =
  (lostEvents: NonNullable<ReconcileOptions['lostEvents']>, logger: Logger): typeof lostEvents =>
  async (manager, since, kept) => {
    try {
      return await manager.transaction((inner) => lostEvents(inner, since, kept));
    } catch (error) {
      if (isOutage(error)) throw error;
      logger.warn('what was lost can not be read from the read models', { error: messageOf(error) });
      return NOTHING;
    }
  };

async function lostAfter(
  manager: EntityManager,
  store: EventStore,
  known: readonly RememberedPoint[],
  agreed: LogPoint | null,
  lostEvents: NonNullable<ReconcileOptions['lostEvents']>,
): Promise<LostEvents> {
  const skewed = (at: string, times: number) => new Date(Date.parse(at) - times * CLOCK_SKEW_MS).toISOString();
  if (agreed === null) return lostEvents(manager, null, await idsAfter(store, null));
  const since = skewed(agreed.committedAt, 1);
  // The log is read from further back than rows are asked for: none that it holds is taken for lost.
  const earlier = skewed(agreed.committedAt, 2);
  const readFrom = known.filter(({ committedAt }) => committedAt !== null && committedAt <= earlier).at(-1)?.position ?? null;
  return lostEvents(manager, since, await idsAfter(store, readFrom));
}

async function idsAfter(store: EventStore, from: Position | null): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const commit of store.readAll(from)) for (const { id } of commit.events) ids.push(id);
  return ids;
}

const columnsOf = (point: LogPoint | null) => [point?.position ?? null, point?.commitId ?? null, point?.committedAt ?? null];

async function setBack(
  manager: EntityManager,
  { store, schema, projections }: ReconcileOptions,
  checkpoints: readonly Checkpointed[],
  agreed: LogPoint | null,
): Promise<void> {
  const isBeyond = ({ position }: { readonly position: Position }) => agreed === null || store.compare(position, agreed.position) > 0;
  const pending = pendingRebuilds(schema);
  for (const { name, position, seen } of checkpoints) {
    const isReactor = name.startsWith('reactor:') && !name.startsWith(DEADLINE_READER);
    const isDone = isReactor && seen !== null && !isBeyond(seen);
    if (isReactor ? isDone && !isBeyond({ position }) : !isBeyond({ position })) continue;
    if (projections.includes(name)) await pending.add(manager, name, 'log');
    if (name.startsWith(DEADLINE_READER)) await pending.add(manager, DEADLINES, 'log');
    // One whose effects all stand went on over events it does not hear, to a place that is gone; what stands there now it has to hear.
    const to = isReactor && !isDone ? await safePlace(manager, schema, name, agreed, store.compare) : agreed;
    await manager.query(
      `UPDATE ${quoted(schema)}.checkpoint SET "position" = $2, "commitId" = $3, "committedAt" = $4,
         "seenPosition" = $5, "seenCommitId" = $6, "seenCommittedAt" = $7 WHERE "name" = $1`,
      [name, ...columnsOf(to), ...columnsOf(isReactor ? agreed : null)],
    );
  }
  for (const table of ['log_trail', 'dead_letter']) {
    const rows: { position: Position }[] = await manager.query(`SELECT DISTINCT "position" FROM ${quoted(schema)}.${table}`);
    const gone = rows.filter(isBeyond).map(({ position }) => position);
    if (gone.length > 0) await manager.query(`DELETE FROM ${quoted(schema)}.${table} WHERE "position" = ANY($1)`, [gone]);
  }
}
