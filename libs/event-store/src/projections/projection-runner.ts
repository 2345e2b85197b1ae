import { setTimeout as delay } from 'node:timers/promises';
import type { DataSource, EntityManager } from 'typeorm';
import type { ProjectionReport } from '@soulsync/contracts';
import { deadLetters, LOG_READER, mustBeLast } from '../dead-letters.js';
import type { DeadLetter } from '../dead-letters.js';
import { pointOf } from '../continuity/log-point.js';
import { logTrail } from '../continuity/log-trail.js';
import { pendingRebuilds } from '../continuity/pending-rebuilds.js';
import { StoreUnavailable } from '../event-store.js';
import type { EventStore, LogPoint, Position, StoredCommit } from '../event-store.js';
import { followed } from '../followed.js';
import type { Logger } from '../logger.js';
import { messageOf } from '../logger.js';
import { isDiskFull, isOutage, keepRunning } from '../outages.js';
import { CheckpointMoved, checkpoints, pointOfCheckpoint } from './checkpoints.js';
import { foldCommits, foldEvent, touchedKeys } from './fold.js';
import { heldBack } from './held-back.js';
import { liveProjection } from './live-projection.js';
import type { LiveProjection } from './live-projection.js';
import type { AnyProjection } from './projection.js';
import { estimatedRows, projectionTable } from './projection-table.js';
import { projectionRebuilds } from './projection-rebuilds.js';
import type { Verified } from './projection-rebuilds.js';

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
  /** Told when other events may be parked than before. */
  readonly onParked?: () => void;
  /** Whether messages of this kind of aggregate that can't be decoded are this runner's to park: all readers of the log meet them. */
  readonly parksUndecodable?: (aggregateType: string) => boolean;
  /** How far a rebuild is, also one that was promised before a restart. */
  readonly onRebuild?: (projection: string, share: number) => void;
  readonly logger: Logger;
}

export interface ProjectionRunner {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Rows as the database estimates them, which costs the same for ten and for a million; `exact`: counted one by one. */
  report(options?: { readonly exact?: boolean }): Promise<readonly ProjectionReport[]>;
  /** Has been at the log's end since the start. */
  caughtUpOnce(): boolean;
  /** Grows whenever rows of these projections are stored or built anew by this process. */
  changes(names: readonly string[]): number;
  /** Makes the `lateIndexes` that are not there yet; nothing is stored meanwhile. */
  createLateIndexes(): Promise<void>;
  /** For one who appends very much: rows follow late until the answer is called, some seconds at most, and at once where anyone waits for them. */
  holdBack(): () => void;
  /** Resolves once no rows are served any more that speak of a lost log, or the runner has stopped. */
  rebuiltAfterLoss(): Promise<void>;
  /** true: all named projections have reached the position within the time. Throws StoreUnavailable once the runner has stopped. */
  waitFor(position: Position, names?: readonly string[], timeoutMs?: number): Promise<boolean>;
  /** Promises a rebuild beside the live table: once this resolves it comes to its end, also over restarts. `done`: swapped in. */
  requestRebuild(name: string): Promise<{ readonly done: Promise<void> }>;
  /** Builds a projection anew beside the live one and swaps it in. */
  rebuild(name: string): Promise<void>;
  /** Rebuilds into a shadow table, compares row by row, and drops the shadow. */
  verify(name: string): Promise<Verified>;
  deadLetters(): Promise<readonly DeadLetter[]>;
  /** Takes a parked event in. Throws what it failed with, or LaterEventsRead; then it stays parked. */
  retryDeadLetter(id: string): Promise<void>;
}

const BATCH_TRIES = 3;
/** A checkpoint over commits that touched nothing is stored this often. */
const IDLE_CHECKPOINT_MS = 1_000;
const REBUILT_POLL_MS = 100;
/** So many new rows at once are copied in: a library read for the first time. */
const COPIED_FROM = 100;
/** Folding and storing more rows at once would hold up the event loop; a commit is never divided. */
const BATCH_ROWS = 2_000;

export function projectionRunner(options: ProjectionRunnerOptions): ProjectionRunner {
  const { store, dataSource, schema, service, logger } = options;
  const checkpointStore = checkpoints(schema);
  const parked = deadLetters(schema);
  const pending = pendingRebuilds(schema);
  const trail = logTrail(schema);
  const stopping = new AbortController();
  const lives = options.projections.map(liveProjection);
  const rebuilds = projectionRebuilds(options, stopping.signal);
  let caughtUp = false;
  let running: Promise<void> = Promise.resolve();
  const waiters = new Set<() => void>();
  const gate = heldBack(() => waiters.size > 0 || stopping.signal.aborted);
  stopping.signal.addEventListener('abort', () => {
    gate.wanted();
    for (const wake of waiters) wake();
  });

  const liveNamed = (name: string): LiveProjection => {
    const live = lives.find((candidate) => candidate.projection.name === name);
    if (!live) throw new Error(`${service} has no projection ${name}`);
    return live;
  };

  const createTable = ({ projection }: LiveProjection) =>
    dataSource.transaction((manager) => projectionTable(schema, projection).create(manager));

  async function prepare(live: LiveProjection): Promise<void> {
    const { projection } = live;
    await rebuilds.takeUp(live);
    const checkpoint = await checkpointStore.find(dataSource, projection.name);
    await dataSource.transaction(async (manager) => {
      await projectionTable(schema, projection).create(manager);
      await checkpointStore.begin(manager, projection.name, projection.version);
    });
    live.stored = pointOfCheckpoint(checkpoint);
    live.reached = live.stored;
    live.state = 'live';
  }

  async function run(stopped: AbortSignal): Promise<void> {
    for (const live of lives) await live.exclusively(() => prepare(live));
    const goal = await store.lastPosition();
    const settle = () => {
      caughtUp ||= goal === null || lives.every((live) => live.reached !== null && store.compare(live.reached.position, goal) >= 0);
      for (const wake of waiters) wake();
    };
    settle();
    const from = lives
      .map((live) => live.stored)
      .reduce((low, point) => (low === null || point === null ? null : store.compare(point.position, low.position) < 0 ? point : low));
    trail.standsAt(from);
    const takeAll = async (commits: readonly StoredCommit[]) => {
      await gate.passed();
      for (const commit of commits) if (commit.undecodable) await parkUndecodable(commit, commit.undecodable);
      // In their order: what sums up, such as the end of a sweep, is never ahead of the rows it speaks of.
      for (const live of lives) await live.exclusively(() => take(live, commits));
      settle();
    };
    await followed(store.subscribeAll(from?.position ?? null, takeAll, { fromPoint: from }), stopped);
  }

  async function parkUndecodable(
    { stream, position, commitId }: StoredCommit,
    { error, storedAt, text }: NonNullable<StoredCommit['undecodable']>,
  ): Promise<void> {
    if (!options.parksUndecodable?.(stream.aggregateType)) return;
    logger.error('a message of the event log can not be decoded', { ...stream, position, error });
    const event = {
      id: `undecodable-${position}`,
      type: 'Undecodable',
      schemaVersion: 1,
      time: storedAt,
      ...stream,
      version: 0,
      correlationId: commitId,
      causationId: null,
      actor: { kind: 'process', id: 'unknown' } as const,
      traceparent: null,
      data: { text },
    };
    await parked.park(dataSource, LOG_READER, position, event, error);
    options.onParked?.();
  }

  async function take(live: LiveProjection, commits: readonly StoredCommit[]): Promise<void> {
    const fresh = commits.filter((commit) => live.reached === null || store.compare(commit.position, live.reached.position) > 0);
    for (const batch of batchesOf(live.projection, fresh)) await takeBatch(live, batch);
  }

  async function takeBatch(live: LiveProjection, batch: readonly StoredCommit[]): Promise<void> {
    const last = batch.at(-1);
    if (!last) return;
    for (let attempt = 1; ; attempt += 1)
      try {
        await storeBatch(live, batch, pointOf(last));
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

  async function storeBatch(live: LiveProjection, commits: readonly StoredCommit[], to: LogPoint): Promise<void> {
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
      await checkpointStore.move(manager, projection.name, projection.version, live.stored?.position ?? null, to);
      await trail.pass(manager, to);
    });
    live.stored = to;
    live.reached = to;
    if (keys.length === 0) return;
    live.changes += 1;
    options.onRows?.(projection.name, keys);
  }

  /** So that the next start need not read again what touched no row. */
  async function storeReached(live: LiveProjection): Promise<void> {
    const { projection, stored, reached } = live;
    if (reached === null || reached === stored || reached.commitId === null || reached.committedAt === null) return;
    const to = { position: reached.position, commitId: reached.commitId, committedAt: reached.committedAt };
    try {
      await dataSource.transaction((manager) =>
        checkpointStore.move(manager, projection.name, projection.version, stored?.position ?? null, to),
      );
      live.stored = reached;
    } catch (error) {
      // Another replica went on, or the database is away: the next start reads a little again.
      if (!(error instanceof CheckpointMoved))
        logger.warn('a checkpoint is not stored', { projection: projection.name, error: messageOf(error) });
    }
  }

  /** The batch holds an event this projection can't cope with: that one is parked, the rest goes on. */
  async function oneByOne(live: LiveProjection, commits: readonly StoredCommit[]): Promise<void> {
    for (const commit of commits)
      try {
        await storeBatch(live, [commit], pointOf(commit));
      } catch (error) {
        if (isOutage(error)) throw error;
        await parkCommit(live, commit);
      }
  }

  async function parkCommit(live: LiveProjection, commit: StoredCommit): Promise<void> {
    const { projection } = live;
    const table = projectionTable(schema, projection);
    const firstFailedAt = new Date().toISOString();
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
          await parked.park(manager, projection.name, commit.position, event, error, { attempts: BATCH_TRIES + 1, firstFailedAt });
        }
      await checkpointStore.move(manager, projection.name, projection.version, live.stored?.position ?? null, pointOf(commit));
    });
    live.stored = pointOf(commit);
    live.reached = live.stored;
    live.changes += 1;
    options.onParked?.();
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
    async report({ exact = false } = {}) {
      const end = await store.lastPosition();
      const letters = await parked.counts(dataSource);
      const estimates = exact ? null : await estimatedRows(dataSource, schema);
      const reports: ProjectionReport[] = [];
      for (const live of lives) {
        const table = projectionTable(schema, live.projection);
        reports.push({
          service,
          name: live.projection.name,
          version: live.projection.version,
          position: live.reached?.position ?? '0',
          lag: store.distance(live.reached?.position ?? null, end),
          rows: estimates ? (estimates.get(table.base) ?? 0) : await table.count(dataSource.manager),
          rowsExact: estimates === null,
          deadLetters: letters.get(live.projection.name) ?? 0,
          state: live.state,
          progress: live.progress,
        });
      }
      return reports;
    },
    async waitFor(position, names, timeoutMs = 2_000) {
      const watched = names ? names.map(liveNamed) : lives;
      const reached = () => watched.every((live) => live.reached !== null && store.compare(live.reached.position, position) >= 0);
      const giveUpAt = performance.now() + timeoutMs;
      while (!reached()) {
        // Whoever waits without an end, for a place that a lost log had, is told so.
        if (stopping.signal.aborted) throw new StoreUnavailable(`${service} is stopping, or starts again`);
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
    async rebuiltAfterLoss() {
      while (
        !stopping.signal.aborted &&
        (await pending.becauseOfLog(dataSource)).some((name) => lives.some((live) => live.projection.name === name))
      )
        await delay(REBUILT_POLL_MS, undefined, { signal: stopping.signal }).catch(() => undefined); // aborted: nobody waits any more
    },
    requestRebuild: (name) => rebuilds.request(liveNamed(name)),
    async rebuild(name) {
      await (
        await this.requestRebuild(name)
      ).done;
    },
    verify: (name) => rebuilds.verify(liveNamed(name)),
    deadLetters: () => parked.list(dataSource),
    async retryDeadLetter(id) {
      const letter = await parked.find(dataSource, id);
      const live = letter && lives.find((candidate) => candidate.projection.name === letter.reader);
      if (!letter || !live) throw new Error(`no parked event of a projection has the id ${id}`);
      await live.exclusively(async () => {
        await mustBeLast(store, letter, null);
        await parked.trying(dataSource, letter, () =>
          dataSource.transaction(async (manager) => {
            await applyEvent(manager, projectionTable(schema, live.projection), live.projection, letter.event);
            await parked.remove(manager, id);
          }),
        );
      });
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
