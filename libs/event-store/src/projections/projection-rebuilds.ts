import { setTimeout as delay } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { pendingRebuilds } from '../continuity/pending-rebuilds.js';
import { deadLetters } from '../dead-letters.js';
import type { EventStore } from '../event-store.js';
import type { Logger } from '../logger.js';
import { messageOf } from '../logger.js';
import { isOutage } from '../outages.js';
import { checkpoints } from './checkpoints.js';
import type { LiveProjection } from './live-projection.js';
import { mutex } from './mutex.js';
import { projectionTable } from './projection-table.js';
import { rebuildInto } from './rebuild.js';
import { withRebuildLock } from './rebuild-lock.js';

export interface Verified {
  readonly name: string;
  readonly rows: number;
  /** At most 100 of them. */
  readonly differing: readonly { readonly key: string; readonly live: object | null; readonly rebuilt: object | null }[];
}

interface Options {
  readonly store: EventStore;
  readonly dataSource: DataSource;
  readonly schema: string;
  readonly logger: Logger;
  readonly onRows?: (projection: string, keys: readonly string[]) => void;
  /** Told when other events may be parked than before. */
  readonly onParked?: () => void;
  /** How far a rebuild is, also one that was promised before a restart. */
  readonly onRebuild?: (projection: string, share: number) => void;
}

/** Whole projections, built from the log's beginning beside the rows that are served. */
export interface ProjectionRebuilds {
  /** At a start, held exclusively: clears away what a killed one left, and builds what is due. */
  takeUp(live: LiveProjection): Promise<void>;
  /** Promises a rebuild: once this resolves it comes to its end, also over restarts. `done`: swapped in. */
  request(live: LiveProjection): Promise<{ readonly done: Promise<void> }>;
  /** Compares with a rebuild row by row. */
  verify(live: LiveProjection): Promise<Verified>;
}

const RETRY_MS = 1_000;
const DIFFERENCES_SHOWN = 100;

export function projectionRebuilds(options: Options, stopped: AbortSignal): ProjectionRebuilds {
  const { store, dataSource, schema, logger } = options;
  const checkpointStore = checkpoints(schema);
  const parked = deadLetters(schema);
  const pending = pendingRebuilds(schema);

  /** The lock holds a connection while the work needs others: several at once would wait for each other's. */
  const inTurn = mutex();
  const locked = <T>({ projection }: LiveProjection, work: () => Promise<T>) =>
    inTurn(() => withRebuildLock(dataSource, schema, projection.name, work));

  async function takeUp(live: LiveProjection): Promise<void> {
    if (!(await hasShadows(live)) && !(await isDue(live))) return;
    await locked(live, async () => {
      await dropShadows(live);
      if (!(await isDue(live))) return; // another replica has done it
      live.stored = null; // rows of a lost log, or of another version, have reached nothing
      live.reached = null;
      logger.info('a projection is built beside the one that is there', { projection: live.projection.name });
      await rebuild(live);
    });
  }

  /** Its version is another one, or a rebuild was promised and a restart came between. */
  async function isDue({ projection }: LiveProjection): Promise<boolean> {
    const checkpoint = await checkpointStore.find(dataSource, projection.name);
    if (checkpoint !== null && checkpoint.version !== projection.version) return true;
    return (await pending.find(dataSource, projection.name)) !== null;
  }

  /** What a killed rebuild or comparison left. */
  const shadowsOf = ({ projection }: LiveProjection) => ['__next', '__verify'].map((suffix) => projectionTable(schema, projection, suffix));

  async function hasShadows(live: LiveProjection): Promise<boolean> {
    const names = shadowsOf(live).map(({ base }) => base);
    const found: unknown[] = await dataSource.query('SELECT 1 FROM pg_tables WHERE schemaname = $1 AND tablename = ANY($2)', [
      schema,
      names,
    ]);
    return found.length > 0;
  }

  async function dropShadows(live: LiveProjection): Promise<void> {
    for (const shadow of shadowsOf(live)) await shadow.drop(dataSource.manager);
  }

  /** Under the lock of the projection. */
  async function rebuild(live: LiveProjection): Promise<void> {
    const { projection } = live;
    live.state = 'rebuilding';
    live.progress = 0;
    try {
      const shadow = projectionTable(schema, projection, '__next');
      const table = projectionTable(schema, projection);
      const { reached, failed } = await rebuildInto({ store, dataSource, projection, table: shadow }, (share) => {
        live.progress = share;
        options.onRebuild?.(projection.name, share);
      });
      await dataSource.transaction(async (manager) => {
        await table.drop(manager);
        await manager.query(`ALTER TABLE ${shadow.table} RENAME TO "${table.base}"`);
        const indexes = [
          ...(projection.indexes ?? []).map((_, place) => `i${place}`),
          ...(projection.lateIndexes ?? []).map((_, place) => `l${place}`),
        ];
        for (const index of indexes)
          await manager.query(`ALTER INDEX "${schema}"."${shadow.base}_${index}" RENAME TO "${table.base}_${index}"`);
        await manager.query(`ALTER INDEX "${schema}"."${shadow.base}_pkey" RENAME TO "${table.base}_pkey"`);
        await checkpointStore.replace(manager, projection.name, projection.version, reached);
        await pending.done(manager, projection.name);
        await parked.settle(manager, projection.name, failed);
      });
      options.onParked?.();
      live.stored = reached;
      live.reached = reached;
      live.changes += 1;
      options.onRows?.(projection.name, []);
    } finally {
      live.state = 'live';
      live.progress = null;
    }
  }

  /** What was promised is tried again while the world around is away; one that can't work is taken back, and the rows stay as they are. */
  async function rebuildThrough(live: LiveProjection): Promise<void> {
    for (;;)
      try {
        return await locked(live, async () => {
          if ((await pending.find(dataSource, live.projection.name)) !== null) await rebuild(live); // else it was taken up at the start
        });
      } catch (error) {
        if (!isOutage(error)) await dataSource.transaction((manager) => pending.done(manager, live.projection.name));
        if (!isOutage(error) || stopped.aborted) throw error;
        logger.warn('a rebuild begins again', { projection: live.projection.name, error: messageOf(error) });
        await delay(RETRY_MS, undefined, { signal: stopped }).catch(() => undefined); // aborted: the next try ends it
      }
  }

  /** Under the lock of the projection. */
  async function compare(live: LiveProjection): Promise<Verified> {
    const { projection } = live;
    const shadow = projectionTable(schema, projection, '__verify');
    const table = projectionTable(schema, projection);
    await rebuildInto({ store, dataSource, projection, table: shadow, to: live.reached?.position ?? null }, () => undefined);
    try {
      const key = `"${projection.key}"`;
      const row = (alias: string) => `to_jsonb(${alias}) - $1::text[]`; // derived columns are no part of what the events say
      const differing: { key: string; live: object | null; rebuilt: object | null }[] = await dataSource.query(
        `SELECT coalesce(l.${key}, r.${key}) AS "key", ${row('l')} AS "live", ${row('r')} AS "rebuilt"
           FROM ${table.table} l FULL JOIN ${shadow.table} r ON l.${key} = r.${key}
          WHERE ${row('l')} IS DISTINCT FROM ${row('r')} ORDER BY 1 LIMIT ${DIFFERENCES_SHOWN}`,
        [Object.keys(projection.derived ?? {})],
      );
      return { name: projection.name, rows: await shadow.count(dataSource.manager), differing };
    } finally {
      await shadow.drop(dataSource.manager);
    }
  }

  return {
    takeUp,
    async request(live) {
      await pending.add(dataSource, live.projection.name, 'asked');
      live.requested ??= live.exclusively(() => rebuildThrough(live).finally(() => (live.requested = null)));
      live.requested.catch(() => undefined); // `done` tells whoever awaits it
      return { done: live.requested };
    },
    verify: (live) => live.exclusively(() => locked(live, () => compare(live))),
  };
}
