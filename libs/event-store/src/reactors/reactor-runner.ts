import { setTimeout as delay } from 'node:timers/promises';
import type { DataSource, EntityManager } from 'typeorm';
import type { EventEnvelope } from '@soulsync/contracts';
import { deadLetters, mustBeLast } from '../dead-letters.js';
import { LogDiverged } from '../event-store.js';
import type { EventStore, Position, StoredCommit } from '../event-store.js';
import { followed } from '../followed.js';
import type { Logger } from '../logger.js';
import { messageOf } from '../logger.js';
import { isOutage, keepRunning } from '../outages.js';
import { pointOf } from '../continuity/log-point.js';
import type { RememberedPoint } from '../continuity/log-point.js';
import { reactorTrail } from '../continuity/reactor-trail.js';
import type { ReactorTrail } from '../continuity/reactor-trail.js';
import { checkpoints, pointOfCheckpoint } from '../projections/checkpoints.js';

/** Events in, effects out: at least once, so `react` is idempotent. */
export interface Reactor {
  readonly name: string;
  /** Only these types are handed over. */
  readonly on: readonly string[];
  react(event: EventEnvelope): Promise<void>;
  /** Lanes worked on side by side; events of one lane stay in order. Default 1. */
  readonly concurrency?: number;
  /** What it does with an event depends on those before and after it: a parked one can't be retried once later ones were heard. */
  readonly ordered?: boolean;
  /** Default: a lane for each aggregate. Whoever joins events of several aggregates has to hear those in order that belong together. */
  readonly lane?: (event: EventEnvelope) => string;
}

export interface ReactorRunnerOptions {
  readonly store: EventStore;
  readonly dataSource: DataSource;
  readonly schema: string;
  readonly reactors: readonly Reactor[];
  readonly logger: Logger;
  /** Told after an event was parked. */
  readonly onParked?: () => void;
  /** Told at each failure while somebody a reactor asks is away, and with null once it goes on. */
  readonly onWaiting?: (reactor: string, waiting: Waiting | null) => void;
  /** A checkpoint over events nobody hears is stored this often. */
  readonly idleCheckpointMs?: number;
}

/** An event that a reactor holds up for, because whoever it asks is away. */
export interface Waiting {
  readonly eventType: string;
  readonly error: string;
  readonly forMs: number;
}

export interface ReactorRunner {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Hands a parked event over again. Throws what it failed with, or LaterEventsRead; then it stays parked. */
  retryDeadLetter(id: string): Promise<void>;
}

const TRIES = 5;
/** Longest pause before the next try. */
const PAUSE_MS = 5_000;
/** Of a reactor's checkpoint. */
export const REACTOR_VERSION = 1;
const IDLE_CHECKPOINT_MS = 2_000;

/** Its name among all readers of the log. */
export const readerOf = (reactor: Reactor): string => `reactor:${reactor.name}`;

export function reactorRunner({
  store,
  dataSource,
  schema,
  reactors,
  logger,
  onParked = () => undefined,
  onWaiting = () => undefined,
  idleCheckpointMs = IDLE_CHECKPOINT_MS,
}: ReactorRunnerOptions): ReactorRunner {
  const checkpointStore = checkpoints(schema);
  const parked = deadLetters(schema);
  const stopping = new AbortController();
  let running: Promise<unknown> = Promise.resolve();
  const waiting: Record<string, Set<string>> = {};

  async function run(reactor: Reactor, stopped: AbortSignal): Promise<void> {
    await dataSource.transaction((manager) => checkpointStore.begin(manager, readerOf(reactor), REACTOR_VERSION));
    const from = pointOfCheckpoint(await checkpointStore.find(dataSource, readerOf(reactor)));
    const trail = reactorTrail(schema, readerOf(reactor));
    if (from) await dataSource.transaction(async (manager) => noteSeen(manager, reactor, trail, from));
    let position = from?.position ?? null;
    let storedAt = performance.now();
    const heard = new Set(reactor.on);
    const subscription = store.subscribeAll(position, handle, { fromPoint: from });
    await followed(subscription, stopped);

    async function handle(commits: readonly StoredCommit[]): Promise<void> {
      const last = commits.at(-1);
      if (!last) return;
      const due = commits.filter((commit) => commit.events.some((event) => heard.has(event.type)));
      await eachLane(due, reactor.lane ?? laneOfAggregate, reactor.concurrency ?? 1, (commit) => reactTo(reactor, heard, commit, stopped));
      if (stopped.aborted || (due.length === 0 && performance.now() - storedAt < idleCheckpointMs)) return;
      await dataSource.transaction(async (manager) => {
        await checkpointStore.move(manager, readerOf(reactor), REACTOR_VERSION, position, pointOf(last));
        if (due.length > 0) await noteSeen(manager, reactor, trail, pointOf(last));
      });
      position = last.position;
      storedAt = performance.now();
    }
  }

  /** All up to `point` has been reacted to. */
  async function noteSeen(manager: EntityManager, reactor: Reactor, trail: ReactorTrail, point: RememberedPoint): Promise<void> {
    const { position, commitId, committedAt } = point;
    const end = await store.lastPosition();
    const seen = end && (await store.pointAt(end));
    if (seen === null || store.compare(seen.position, position) < 0) throw new LogDiverged(position);
    await checkpointStore.saw(manager, readerOf(reactor), seen);
    if (commitId !== null && committedAt !== null) await trail.pass(manager, { position, commitId, committedAt }, seen);
  }

  async function reactTo(reactor: Reactor, heard: ReadonlySet<string>, commit: StoredCommit, stopped: AbortSignal): Promise<void> {
    for (const event of commit.events) if (heard.has(event.type)) await handleWithRetry(reactor, event, commit.position, stopped);
  }

  /** What never works is parked; who is away is waited for as long as it takes, with growing pauses. */
  async function handleWithRetry(reactor: Reactor, event: EventEnvelope, position: Position, stopped: AbortSignal): Promise<void> {
    const wait = waits(reactor.name);
    const firstAtMs = performance.now();
    const firstFailedAt = new Date().toISOString();
    try {
      for (let attempt = 1, failures = 0; !stopped.aborted; failures += 1)
        try {
          await reactor.react(event);
          return;
        } catch (error) {
          const isAway = isOutage(error);
          const report = { reactor: reactor.name, eventType: event.type, eventId: event.id, error: messageOf(error) };
          if (!isAway || failures === 0) logger.warn(isAway ? 'a reaction waits' : 'a reaction failed', { ...report, attempt }); // one line an outage
          if (isAway) wait.on(event, error, performance.now() - firstAtMs);
          else attempt += 1;
          if (attempt > TRIES) {
            logger.error('an event is parked', report);
            await parked.park(dataSource, readerOf(reactor), position, event, error, { attempts: TRIES, firstFailedAt });
            onParked();
            return;
          }
          await delay(Math.min(PAUSE_MS, 200 * 2 ** Math.min(failures, 10)), undefined, { signal: stopped }).catch(() => undefined); // aborted: the loop ends
        }
    } finally {
      wait.over(event);
    }
  }

  /** Of one reactor, whose aggregates may wait side by side: it goes on once none does. */
  function waits(name: string) {
    const ids = (waiting[name] ??= new Set<string>());
    return {
      on(event: EventEnvelope, error: unknown, forMs: number): void {
        ids.add(event.id);
        onWaiting(name, { eventType: event.type, error: messageOf(error), forMs });
      },
      over(event: EventEnvelope): void {
        if (ids.delete(event.id) && ids.size === 0) onWaiting(name, null);
      },
    };
  }

  return {
    async start() {
      running = Promise.all(
        reactors.map((reactor) => keepRunning(`reactor ${reactor.name}`, (stopped) => run(reactor, stopped), stopping.signal, logger)),
      );
    },
    async stop() {
      stopping.abort();
      await running;
    },
    async retryDeadLetter(id) {
      const letter = await parked.find(dataSource, id);
      const reactor = letter && reactors.find((candidate) => readerOf(candidate) === letter.reader);
      if (!letter || !reactor) throw new Error(`no parked event of a reactor has the id ${id}`);
      if (reactor.ordered) await mustBeLast(store, letter, new Set(reactor.on));
      await parked.trying(dataSource, letter, () => reactor.react(letter.event));
      await parked.remove(dataSource, id);
    },
  };
}

const laneOfAggregate = ({ aggregateType, aggregateId }: EventEnvelope) => `${aggregateType}.${aggregateId}`;

/** Commits of one lane one after the other, lanes side by side; a commit is in the lane of its first event. */
async function eachLane(
  commits: readonly StoredCommit[],
  laneOf: (event: EventEnvelope) => string,
  concurrency: number,
  work: (commit: StoredCommit) => Promise<void>,
): Promise<void> {
  const queues = new Map<string, StoredCommit[]>();
  for (const commit of commits) {
    const [first] = commit.events;
    if (!first) continue;
    const name = laneOf(first);
    const queue = queues.get(name);
    if (queue) queue.push(commit);
    else queues.set(name, [commit]);
  }
  const pending = [...queues.values()];
  const lane = async () => {
    for (let queue = pending.shift(); queue; queue = pending.shift()) for (const commit of queue) await work(commit);
  };
  await Promise.all(Array.from({ length: Math.max(1, concurrency) }, lane));
}
