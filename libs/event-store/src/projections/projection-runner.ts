import { setTimeout as delay } from 'node:timers/promises';
import type { DataSource, EntityManager } from 'typeorm';
import type { ProjectionReport } from '@soulsync/contracts';
import { deadLetters } from '../dead-letters.js';
import type { DeadLetter } from '../dead-letters.js';
import type { EventStore, Position, StoredCommit } from '../event-store.js';
import { followed } from '../followed.js';
import type { Logger } from '../logger.js';
import { messageOf } from '../logger.js';
import { isDiskFull, isOutage, keepRunning } from '../outages.js';
import { CheckpointMoved, checkpoints } from './checkpoints.js';
import { foldCommits, foldEvent, touchedKeys } from './fold.js';
import { heldBack } from './held-back.js';
import { mutex } from './mutex.js';
import type { AnyProjection } from './projection.js';
import { projectionTable } from './projection-table.js';
import { rebuildInto } from './rebuild.js';
import type { RebuildProgress } from './rebuild.js';

export interface ProjectionRunnerOptions {
  readonly store: EventStore;
  readonly dataSource: DataSource;
  readonly schema: string;
  readonly service: string;
  readonly projections: readonly AnyProjection[];
  /** Told after a batch is stored: which rows of which projection changed. */
  readonly onRows?: (projection: string, keys: readonly string[]) => void;
  /** Told when the database has no room to store rows (they wait), and with null once it has. */
  readonly onDiskFull?: (error: Error | null) => void;
  readonly logger: Logger;
}

export interface Verified {
  readonly name: string;
  readonly rows: number;
  /** At most 100 of them. */
  readonly differing: readonly { readonly key: string; readonly live: object | null; readonly rebuilt: object | null }[];
}

export interface ProjectionRunner {
  start(): Promise<void>;
  stop(): Promise<void>;
  report(): Promise<readonly ProjectionReport[]>;
  /** Has been at the log's end since the start. */
  caughtUpOnce(): boolean;
  /** Grows whenever rows of these projections are stored or built anew by this process. */
  changes(names: readonly string[]): number;
  /** Makes the `lateIndexes` that are not there yet; nothing is stored meanwhile. */
  createLateIndexes(): Promise<void>;
  /** For one who appends very much: rows follow late until the answer is called, some seconds at most, and at once where anyone waits for them. */
  holdBack(): () => void;
  /** true: all named projections have reached the position within the time. */
  waitFor(position: Position, names?: readonly string[], timeoutMs?: number): Promise<boolean>;
  /** Builds a projection anew beside the live one and swaps it in. */
  rebuild(name: string, onProgress?: RebuildProgress): Promise<void>;
  /** Rebuilds into a shadow table, compares row by row, and drops the shadow. */
  verify(name: string): Promise<Verified>;
  deadLetters(): Promise<readonly DeadLetter[]>;
  retryDeadLetter(id: string): Promise<void>;
}

interface Live {
  readonly projection: AnyProjection;
  /** As stored; in memory it may be ahead over commits that touched no row. */
  stored: Position | null;
  reached: Position | null;
  /** Of `stored`, in milliseconds since the epoch. */
  storedAtMs: number;
  state: 'live' | 'rebuilding' | 'stopped';
  progress: number | null;
  changes: number;
  readonly exclusively: ReturnType<typeof mutex>;
}

const BATCH_TRIES = 3;
/** A checkpoint over commits that touched nothing is stored this often. */
const IDLE_CHECKPOINT_MS = 1_000;
const DIFFERENCES_SHOWN = 100;
/** So many new rows at once are copied in: a library read for the first time. */
const COPIED_FROM = 100;
/** Folding and storing more rows at once would hold up the event loop; a commit is never divided. */
const BATCH_ROWS = 2_000;

export function projectionRunner(options: ProjectionRunnerOptions): ProjectionRunner {
  const { store, dataSource, schema, service, logger } = options;
  const marks = checkpoints(schema);
  const parked = deadLetters(schema);
  const stopping = new AbortController();
  const lives = options.projections.map((projection): Live => ({
    projection,
    stored: null,
    reached: null,
    storedAtMs: -Infinity,
    state: 'stopped',
    progress: null,
    changes: 0,
    exclusively: mutex(),
  }));
  let caughtUp = false;
  let running: Promise<void> = Promise.resolve();
  const waiters = new Set<() => void>();
  const gate = heldBack(() => waiters.size > 0 || stopping.signal.aborted);
  stopping.signal.addEventListener('abort', () => {
    gate.wanted();
  });

  const liveNamed = (name: string): Live => {
    const live = lives.find((candidate) => candidate.projection.name === name);
    if (!live) throw new Error(`${service} has no projection ${name}`);
    return live;
  };

  const createTable = ({ projection }: Live) => dataSource.transaction((manager) => projectionTable(schema, projection).create(manager));

  async function prepare(live: Live): Promise<void> {
    const { projection } = live;
    const checkpoint = await marks.find(dataSource, projection.name);
    if (checkpoint && checkpoint.version !== projection.version) {
      logger.info('a projection has a new version and is built beside the old one', {
        projection: projection.name,
        from: checkpoint.version,
        to: projection.version,
      });
      await rebuild(live);
      return;
    }
    await dataSource.transaction(async (manager) => {
      await projectionTable(schema, projection).create(manager);
      await marks.begin(manager, projection.name, projection.version);
    });
    live.stored = checkpoint?.position ?? null;
    live.reached = live.stored;
    live.state = 'live';
  }

  async function run(stopped: AbortSignal): Promise<void> {
    for (const live of lives) await live.exclusively(() => prepare(live));
    const goal = await store.lastPosition();
    const settle = () => {
      caughtUp ||= goal === null || lives.every((live) => live.reached !== null && store.compare(live.reached, goal) >= 0);
      for (const wake of waiters) wake();
    };
    settle();
    const from = lives
      .map((live) => live.stored)
      .reduce((low, position) => (low === null || position === null ? null : store.compare(position, low) < 0 ? position : low));
    const subscription = store.subscribeAll(from, async (commits) => {
      await gate.passed();
      // In their order: what sums up, such as the end of a sweep, is never ahead of the rows it speaks of.
      for (const live of lives) await live.exclusively(() => take(live, commits));
      settle();
    });
    await followed(subscription, stopped);
  }

  async function take(live: Live, commits: readonly StoredCommit[]): Promise<void> {
    const fresh = commits.filter((commit) => live.reached === null || store.compare(commit.position, live.reached) > 0);
    for (const batch of batchesOf(live.projection, fresh)) await takeBatch(live, batch);
  }

  async function takeBatch(live: Live, batch: readonly StoredCommit[]): Promise<void> {
    const last = batch.at(-1);
    if (!last) return;
    for (let attempt = 1; ; attempt += 1)
      try {
        await storeBatch(live, batch, last.position);
        options.onDiskFull?.(null);
        return;
      } catch (error) {
        if (isDiskFull(error)) options.onDiskFull?.(error);
        if (isOutage(error)) throw error;
        logger.warn('a projection stumbled over a batch', { projection: live.projection.name, attempt, error: messageOf(error) });
        if (attempt < BATCH_TRIES) await delay(50 * attempt);
        else return oneByOne(live, batch);
      }
  }

  async function storeBatch(live: Live, commits: readonly StoredCommit[], to: Position): Promise<void> {
    const { projection } = live;
    const keys = touchedKeys(projection, commits);
    if (keys.length === 0 && performance.now() - live.storedAtMs < IDLE_CHECKPOINT_MS) {
      live.reached = to;
      return;
    }
    live.storedAtMs = performance.now();
    const table = projectionTable(schema, projection);
    await dataSource.transaction(async (manager) => {
      if (keys.length > 0) {
        const rows = new Map<string, Record<string, unknown> | null>(await table.read(manager, keys));
        const known = new Set(rows.keys());
        foldCommits(projection, rows, commits);
        const kept = [...rows.values()].filter((row) => row !== null);
        if (known.size === 0 && kept.length >= COPIED_FROM && manager.queryRunner) await table.load(manager.queryRunner, kept);
        else
          await table.write(
            manager,
            kept,
            [...rows].filter(([key, row]) => row === null && known.has(key)).map(([key]) => key),
          );
      }
      await marks.move(manager, projection.name, projection.version, live.stored, to);
    });
    live.stored = to;
    live.reached = to;
    if (keys.length === 0) return;
    live.changes += 1;
    options.onRows?.(projection.name, keys);
  }

  /** So that the next start need not read again what touched no row. */
  async function storeReached(live: Live): Promise<void> {
    const { projection, stored, reached } = live;
    if (reached === null || reached === stored) return;
    try {
      await dataSource.transaction((manager) => marks.move(manager, projection.name, projection.version, stored, reached));
      live.stored = reached;
    } catch (error) {
      // Another replica went on, or the database is away: the next start reads a little again.
      if (!(error instanceof CheckpointMoved))
        logger.warn('a checkpoint is not stored', { projection: projection.name, error: messageOf(error) });
    }
  }

  /** The batch holds an event this projection can't cope with: that one is parked, the rest goes on. */
  async function oneByOne(live: Live, commits: readonly StoredCommit[]): Promise<void> {
    for (const commit of commits)
      try {
        await storeBatch(live, [commit], commit.position);
      } catch (error) {
        if (isOutage(error)) throw error;
        await parkCommit(live, commit);
      }
  }

  async function parkCommit(live: Live, commit: StoredCommit): Promise<void> {
    const { projection } = live;
    const table = projectionTable(schema, projection);
    await dataSource.transaction(async (manager) => {
      for (const event of commit.events)
        try {
          await manager.transaction(async (inner) => applyEvent(inner, table, projection, event));
        } catch (error) {
          if (isOutage(error)) throw error;
          logger.error('an event is parked', {
            projection: projection.name,
            position: commit.position,
            eventType: event.type,
            error: messageOf(error),
          });
          await parked.park(manager, projection.name, commit.position, event, error);
        }
      await marks.move(manager, projection.name, projection.version, live.stored, commit.position);
    });
    live.stored = commit.position;
    live.reached = commit.position;
    live.changes += 1;
  }

  async function applyEvent(
    manager: EntityManager,
    table: ReturnType<typeof projectionTable>,
    projection: AnyProjection,
    event: StoredCommit['events'][number],
  ): Promise<void> {
    const keys = projection.keys(event);
    const rows = new Map<string, Record<string, unknown> | null>(await table.read(manager, keys));
    const known = new Set(rows.keys());
    foldEvent(projection, rows, event);
    await table.write(
      manager,
      [...rows.values()].filter((row) => row !== null),
      [...rows].filter(([key, row]) => row === null && known.has(key)).map(([key]) => key),
    );
  }

  async function rebuild(live: Live, onProgress?: RebuildProgress): Promise<void> {
    const { projection } = live;
    live.state = 'rebuilding';
    live.progress = 0;
    try {
      const shadow = projectionTable(schema, projection, '__next');
      const table = projectionTable(schema, projection);
      const position = await rebuildInto({ store, dataSource, projection, table: shadow }, (share) => {
        live.progress = share;
        onProgress?.(share);
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
        await marks.replace(manager, projection.name, projection.version, position);
        await manager.query(`DELETE FROM "${schema}".dead_letter WHERE "reader" = $1`, [projection.name]);
      });
      live.stored = position;
      live.reached = position;
      live.changes += 1;
    } finally {
      live.state = 'live';
      live.progress = null;
    }
  }

  return {
    async start() {
      // Tables stand before anyone reads them; what goes wrong here is tried again below.
      for (const live of lives)
        await live
          .exclusively(() => createTable(live))
          .catch((error: unknown) => logger.warn('a projection waits for its table', { error: messageOf(error) }));
      running = keepRunning('projections', run, stopping.signal, logger);
    },
    async stop() {
      stopping.abort();
      await running;
      for (const live of lives) {
        await storeReached(live);
        live.state = 'stopped';
      }
    },
    caughtUpOnce: () => caughtUp,
    async createLateIndexes() {
      for (const live of lives)
        await live.exclusively(() => projectionTable(schema, live.projection).createLateIndexes(dataSource.manager));
    },
    holdBack: () => gate.hold(),
    changes: (names) => names.reduce((sum, name) => sum + liveNamed(name).changes, 0),
    async report() {
      const end = await store.lastPosition();
      const letters = await parked.counts(dataSource);
      const reports: ProjectionReport[] = [];
      for (const live of lives)
        reports.push({
          service,
          name: live.projection.name,
          version: live.projection.version,
          position: live.reached ?? '0',
          lag: store.distance(live.reached, end),
          rows: await projectionTable(schema, live.projection).count(dataSource.manager),
          deadLetters: letters.get(live.projection.name) ?? 0,
          state: live.state,
          progress: live.progress,
        });
      return reports;
    },
    async waitFor(position, names, timeoutMs = 2_000) {
      const watched = names ? names.map(liveNamed) : lives;
      const reached = () => watched.every((live) => live.reached !== null && store.compare(live.reached, position) >= 0);
      const giveUpAt = performance.now() + timeoutMs;
      while (!reached()) {
        const leftMs = giveUpAt - performance.now();
        if (leftMs <= 0) return false;
        await new Promise<void>((resolve) => {
          const timer = setTimeout(finish, leftMs);
          function finish() {
            clearTimeout(timer);
            waiters.delete(finish);
            resolve();
          }
          waiters.add(finish);
          gate.wanted();
        });
      }
      return true;
    },
    rebuild: async (name, onProgress) => {
      const live = liveNamed(name);
      await live.exclusively(() => rebuild(live, onProgress));
    },
    verify: async (name) => {
      const live = liveNamed(name);
      return live.exclusively(async () => {
        const { projection } = live;
        const shadow = projectionTable(schema, projection, '__verify');
        const table = projectionTable(schema, projection);
        await rebuildInto({ store, dataSource, projection, table: shadow, to: live.reached }, () => undefined);
        try {
          const key = `"${projection.key}"`;
          const row = (alias: string) => `to_jsonb(${alias}) - $1::text[]`; // marks are no part of what the events say
          const differing: { key: string; live: object | null; rebuilt: object | null }[] = await dataSource.query(
            `SELECT coalesce(l.${key}, r.${key}) AS "key", ${row('l')} AS "live", ${row('r')} AS "rebuilt"
               FROM ${table.table} l FULL JOIN ${shadow.table} r ON l.${key} = r.${key}
              WHERE ${row('l')} IS DISTINCT FROM ${row('r')} ORDER BY 1 LIMIT ${DIFFERENCES_SHOWN}`,
            [Object.keys(projection.marks ?? {})],
          );
          return { name, rows: await shadow.count(dataSource.manager), differing };
        } finally {
          await shadow.drop(dataSource.manager);
        }
      });
    },
    deadLetters: () => parked.list(dataSource),
    async retryDeadLetter(id) {
      const letter = await parked.find(dataSource, id);
      const live = letter && lives.find((candidate) => candidate.projection.name === letter.reader);
      if (!letter || !live) throw new Error(`no parked event of a projection has the id ${id}`);
      await live.exclusively(() =>
        dataSource.transaction(async (manager) => {
          await applyEvent(manager, projectionTable(schema, live.projection), live.projection, letter.event);
          await parked.remove(manager, id);
        }),
      );
      live.changes += 1;
      options.onRows?.(live.projection.name, live.projection.keys(letter.event));
    },
  };
}

function* batchesOf(projection: AnyProjection, commits: readonly StoredCommit[]): Generator<readonly StoredCommit[]> {
  let batch: StoredCommit[] = [];
  let rows = 0;
  for (const commit of commits) {
    const touched = touchedKeys(projection, [commit]).length;
    if (batch.length > 0 && rows + touched > BATCH_ROWS) {
      yield batch;
      batch = [];
      rows = 0;
    }
    batch.push(commit);
    rows += touched;
  }
  yield batch;
}
