import { setTimeout as delay } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import type { EventEnvelope } from '@soulsync/contracts';
import { pendingRebuilds } from '../continuity/pending-rebuilds.js';
import { DEADLINES } from '../continuity/reconcile-with-log.js';
import { pointOf } from '../continuity/log-point.js';
import { deadLetters, NO_POSITION } from '../dead-letters.js';
import type { Failed } from '../dead-letters.js';
import type { EventStore, StoredCommit } from '../event-store.js';
import type { Logger } from '../logger.js';
import { messageOf } from '../logger.js';
import { isOutage, keepRunning } from '../outages.js';
import { quoted } from '../projections/projection-table.js';
import { checkpoints } from '../projections/checkpoints.js';
import { REACTOR_VERSION, readerOf } from '../reactors/reactor-runner.js';
import type { Reactor, Waiting } from '../reactors/reactor-runner.js';

export interface Deadline {
  readonly id: string;
  /** UTC instant. */
  readonly dueAt: string;
  readonly data: object;
}

export type DeadlinePlan = { readonly set: Deadline } | { readonly clear: string };

/** Times that events set and take back; what is due is fired until an event takes it back. */
export interface DeadlineRule {
  readonly name: string;
  readonly on: readonly string[];
  plan(event: EventEnvelope): readonly DeadlinePlan[];
  /** Nothing is planned further ahead: what seems to be, was planned by a clock that has been set back since. */
  readonly longestMs: number;
  /** Idempotent. */
  fire(deadline: Deadline): Promise<void>;
}

export interface DeadlineRunnerOptions {
  readonly store: EventStore;
  readonly dataSource: DataSource;
  readonly schema: string;
  readonly rules: readonly DeadlineRule[];
  readonly now: () => string;
  /** Default the process's own. */
  readonly monotonicMs?: () => number;
  readonly logger: Logger;
  readonly pollMs?: number;
  /** One that was fired and not taken back is fired again after this long; one that failed after this long too, and twice as long each time. */
  readonly againMs?: number;
  /** Told after one was parked, or no longer is. */
  readonly onParked?: () => void;
  /** Told at each failure while somebody a rule asks is away, and with null once it goes on. */
  readonly onWaiting?: (rule: string, waiting: Waiting | null) => void;
}

/** One that fails so often is parked. */
const TRIES = 5;
/** Its name among what is parked. */
const parkedAs = (rule: string) => `deadline:${rule}`;

const AT_ONCE = 25;
/** Less than this is the clock being put right, not set. */
const SET_BACK_MS = 1_000;

/** The reactors that keep the table, and the scheduler that one replica holds. */
export function deadlineRunner({
  store,
  dataSource,
  schema,
  rules,
  now,
  monotonicMs = () => performance.now(),
  logger,
  pollMs = 1_000,
  againMs = 60_000,
  onParked = () => undefined,
  onWaiting = () => undefined,
}: DeadlineRunnerOptions) {
  const table = `${quoted(schema)}.deadline`;
  const parked = deadLetters(schema);
  const stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();

  const reactors = rules.map((rule): Reactor => ({
    name: `deadline-${rule.name}`,
    on: rule.on,
    ordered: true, // set after it was taken back, it would stand for ever
    async react(event) {
      for (const plan of rule.plan(event)) {
        const id = 'clear' in plan ? plan.clear : plan.set.id;
        if ('clear' in plan) await dataSource.query(`DELETE FROM ${table} WHERE "rule" = $1 AND "id" = $2`, [rule.name, id]);
        else
          await dataSource.query(
            `INSERT INTO ${table} ("rule", "id", "dueAt", "data", "setBy") VALUES ($1, $2, $3, $4, $5)
               ON CONFLICT ("rule", "id") DO UPDATE SET "dueAt" = excluded."dueAt", "data" = excluded."data", "setBy" = excluded."setBy",
                 "failures" = 0, "firstFailedAt" = NULL, "isParked" = false`,
            [rule.name, id, plan.set.dueAt, JSON.stringify(plan.set.data), JSON.stringify(withoutData(event))],
          );
        await parked.forgetDeadline(dataSource, parkedAs(rule.name), id);
      }
    },
  }));

  /** Rows are locked and pushed ahead in one statement: a second scheduler skips them. */
  async function due(rule: DeadlineRule): Promise<readonly Due[]> {
    const at = now();
    const rows: unknown = await dataSource.query(
      `UPDATE ${table} SET "dueAt" = $3 WHERE ("rule", "id") IN (
         SELECT "rule", "id" FROM ${table} WHERE "rule" = $1 AND "dueAt" <= $2 AND NOT "isParked"
          ORDER BY "dueAt" LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED)
       RETURNING "id", "data", "setBy", "failures", "firstFailedAt"`,
      [rule.name, at, new Date(Date.parse(at) + againMs).toISOString()],
    );
    const found = Array.isArray(rows) && Array.isArray(rows[0]) ? (rows[0] as Omit<Due, 'dueAt'>[]) : []; // TypeORM answers [rows, count]
    return found.map((row) => ({ ...row, dueAt: at }));
  }

  async function fire(rule: DeadlineRule, deadline: Due): Promise<void> {
    try {
      await rule.fire({ id: deadline.id, data: deadline.data, dueAt: deadline.dueAt });
      await goesOn(rule, deadline);
    } catch (error) {
      if (isOutage(error)) waits(rule, deadline, error);
      else await failed(rule, deadline, error);
    }
  }

  const waiting = new Map<string, number>();
  const nameOf = (rule: DeadlineRule, { id }: Due) => `${rule.name}/${id}`;

  /** Who is away is asked again like one that was not taken back, as long as it takes. */
  function waits(rule: DeadlineRule, deadline: Due, error: unknown): void {
    const since = waiting.get(nameOf(rule, deadline)) ?? performance.now();
    if (!waiting.has(nameOf(rule, deadline)))
      logger.warn('a deadline waits for what is away', { rule: rule.name, id: deadline.id, error: messageOf(error) });
    waiting.set(nameOf(rule, deadline), since);
    onWaiting(rule.name, { eventType: eventOf(rule, deadline).type, error: messageOf(error), forMs: performance.now() - since });
  }

  function noLongerWaits(rule: DeadlineRule, deadline: Due): void {
    if (waiting.delete(nameOf(rule, deadline)) && ![...waiting.keys()].some((name) => name.startsWith(`${rule.name}/`)))
      onWaiting(rule.name, null);
  }

  async function goesOn(rule: DeadlineRule, deadline: Due): Promise<void> {
    noLongerWaits(rule, deadline);
    if (deadline.failures > 0)
      await dataSource.query(`UPDATE ${table} SET "failures" = 0, "firstFailedAt" = NULL WHERE "rule" = $1 AND "id" = $2`, [
        rule.name,
        deadline.id,
      ]);
  }

  /** What never works is parked, after waits that grow. What an event took back or set anew meanwhile is another one. */
  async function failed(rule: DeadlineRule, deadline: Due, error: unknown): Promise<void> {
    noLongerWaits(rule, deadline);
    const failures = deadline.failures + 1;
    const isParked = failures >= TRIES;
    const firstFailedAt = deadline.firstFailedAt?.toISOString() ?? deadline.dueAt;
    const report = { rule: rule.name, id: deadline.id, attempt: failures, error: messageOf(error) };
    const updated: unknown = await dataSource.query(
      `UPDATE ${table} SET "failures" = $3, "firstFailedAt" = $4, "isParked" = $5, "dueAt" = "dueAt" + $6 * interval '1 millisecond'
        WHERE "rule" = $1 AND "id" = $2 AND "failures" = $7 AND NOT "isParked" RETURNING "id"`,
      [rule.name, deadline.id, failures, firstFailedAt, isParked, againMs * (2 ** (failures - 1) - 1), deadline.failures],
    );
    if (Array.isArray(updated) && updated[1] === 0) return;
    if (!isParked) return logger.warn('a deadline could not be met and is tried again', report);
    logger.error('a deadline is parked', report);
    await parked.park(dataSource, parkedAs(rule.name), NO_POSITION, eventOf(rule, deadline), error, { attempts: failures, firstFailedAt });
    onParked();
  }

  /** How far the wall time runs ahead of the monotonic one: it moves only when the clock is set. */
  const aheadMs = () => Date.parse(now()) - monotonicMs();
  let knownAheadMs = aheadMs();

  /** What waits keeps its distance when the clock is set back; set back while nobody looked, no more than the longest wait is left. */
  async function keepDistance(setBackMs: number): Promise<void> {
    for (const { name, longestMs } of rules)
      await dataSource.query(
        `UPDATE ${table} SET "dueAt" = least("dueAt" - $2 * interval '1 millisecond', $3) WHERE "rule" = $1 AND ($2 > 0 OR "dueAt" > $3)`,
        [name, Math.round(setBackMs), new Date(Date.parse(now()) + Math.max(longestMs, againMs)).toISOString()],
      );
  }

  async function run(stopped: AbortSignal): Promise<void> {
    while (!stopped.aborted) {
      const setBackMs = knownAheadMs - aheadMs();
      knownAheadMs -= setBackMs;
      if (setBackMs > SET_BACK_MS)
        logger.warn('the clock was set back; what waits for its time keeps its distance', { setBackMs: Math.round(setBackMs) });
      await keepDistance(setBackMs > SET_BACK_MS ? setBackMs : 0);
      for (const rule of rules) for (const deadline of await due(rule)) await fire(rule, deadline);
      await delay(pollMs, undefined, { signal: stopped }).catch(() => undefined); // aborted: the loop ends
    }
  }

  return {
    reactors,
    /** Makes the table anew from the log, where that was promised: nothing fires and no reactor runs meanwhile. */
    async rebuildIfDue(): Promise<void> {
      const pending = pendingRebuilds(schema);
      if ((await pending.find(dataSource, DEADLINES)) === null) return;
      const { rows, failed, last } = await planned(store, rules);
      await dataSource.transaction(async (manager) => {
        await manager.query(`DELETE FROM ${table}`);
        await manager.query(
          `INSERT INTO ${table} ("rule", "id", "dueAt", "data", "setBy") SELECT "rule", "id", "dueAt", "data", "setBy"
             FROM jsonb_to_recordset($1::jsonb) AS x("rule" text, "id" text, "dueAt" timestamptz, "data" jsonb, "setBy" jsonb)`,
          [JSON.stringify(rows)],
        );
        for (const reactor of reactors) {
          const reader = readerOf(reactor);
          await checkpoints(schema).replace(manager, reader, REACTOR_VERSION, last && pointOf(last));
        }
        for (const { name } of rules) {
          await parked.settle(
            manager,
            `reactor:deadline-${name}`,
            failed.filter(({ rule }) => rule === name),
          );
          await parked.settle(manager, parkedAs(name), []); // all are due again
        }
        await pending.done(manager, DEADLINES);
      });
      onParked();
    },
    /** Fires a parked one again. Throws what it failed with; then it stays parked. */
    async retryDeadLetter(id: string): Promise<void> {
      const letter = await parked.find(dataSource, id);
      const rule = letter && rules.find(({ name }) => parkedAs(name) === letter.reader);
      if (!letter || !rule) throw new Error(`no parked deadline has the id ${id}`);
      const { deadlineId, data } = letter.event.data as { deadlineId: string; data: object }; // as it was parked
      await parked.trying(dataSource, letter, () => rule.fire({ id: deadlineId, data, dueAt: now() }));
      await dataSource.query(
        `UPDATE ${table} SET "failures" = 0, "firstFailedAt" = NULL, "isParked" = false, "dueAt" = $3 WHERE "rule" = $1 AND "id" = $2`,
        [rule.name, deadlineId, new Date(Date.parse(now()) + againMs).toISOString()],
      );
      await parked.remove(dataSource, id);
    },
    async start(): Promise<void> {
      running = rules.length === 0 ? Promise.resolve() : keepRunning('deadlines', run, stopping.signal, logger);
    },
    async stop(): Promise<void> {
      stopping.abort();
      await running;
    },
  };
}

/** What of an event says where a deadline comes from. */
type SetBy = Omit<EventEnvelope, 'data'>;

const withoutData = ({ data: _, ...setBy }: EventEnvelope): SetBy => setBy;

interface Due extends Deadline {
  /** null: an earlier version set it. */
  readonly setBy: SetBy | null;
  readonly failures: number;
  readonly firstFailedAt: Date | null;
}

/** A deadline as what is parked: the event that set it, with the deadline's data. Set anew by another event it is another one. */
function eventOf({ name }: DeadlineRule, { id, data, setBy, dueAt }: Due): EventEnvelope {
  const unknown: SetBy = {
    id,
    type: name,
    schemaVersion: 1,
    time: dueAt,
    aggregateType: name,
    aggregateId: id,
    version: 0,
    correlationId: '',
    causationId: null,
    actor: { kind: 'process', id: 'unknown' },
    traceparent: null,
  };
  return { ...(setBy ?? unknown), id: `${id}@${setBy?.id ?? ''}`, data: { deadlineId: id, data } };
}

interface Planned {
  readonly rows: readonly {
    readonly rule: string;
    readonly id: string;
    readonly dueAt: string;
    readonly data: object;
    readonly setBy: SetBy;
  }[];
  readonly failed: readonly (Failed & { readonly rule: string })[];
  readonly last: StoredCommit | null;
}

/** What the whole log leaves set. */
async function planned(store: EventStore, rules: readonly DeadlineRule[]): Promise<Planned> {
  const standing = new Map(rules.map((rule) => [rule.name, new Map<string, Deadline & { readonly setBy: SetBy }>()]));
  const failed: Planned['failed'][number][] = [];
  let last: StoredCommit | null = null;
  for await (const commit of store.readAll(null)) {
    last = commit;
    for (const event of commit.events)
      for (const rule of rules.filter(({ on }) => on.includes(event.type)))
        try {
          for (const plan of rule.plan(event))
            if ('clear' in plan) standing.get(rule.name)?.delete(plan.clear);
            else standing.get(rule.name)?.set(plan.set.id, { ...plan.set, setBy: withoutData(event) });
        } catch (error) {
          failed.push({ rule: rule.name, position: commit.position, event, error });
        }
  }
  const rows = [...standing].flatMap(([rule, deadlines]) => [...deadlines.values()].map((deadline) => ({ rule, ...deadline })));
  return { rows, failed, last };
}
