import { setTimeout as delay } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import type { EventEnvelope } from '@soulsync/contracts';
import { pendingRebuilds } from '../continuity/pending-rebuilds.js';
import { DEADLINES } from '../continuity/reconcile-with-log.js';
import { pointOf } from '../continuity/log-point.js';
import { deadLetters } from '../dead-letters.js';
import type { EventStore, Position, StoredCommit } from '../event-store.js';
import type { Logger } from '../logger.js';
import { messageOf } from '../logger.js';
import { keepRunning } from '../outages.js';
import { quoted } from '../projections/projection-table.js';
import { checkpoints } from '../projections/checkpoints.js';
import { REACTOR_VERSION, readerOf } from '../reactors/reactor-runner.js';
import type { Reactor } from '../reactors/reactor-runner.js';

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
  /** One that was fired and not taken back is fired again after this long. */
  readonly againMs?: number;
}

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
}: DeadlineRunnerOptions) {
  const table = `${quoted(schema)}.deadline`;
  const stopping = new AbortController();
  let running: Promise<void> = Promise.resolve();

  const reactors = rules.map((rule): Reactor => ({
    name: `deadline-${rule.name}`,
    on: rule.on,
    async react(event) {
      for (const plan of rule.plan(event))
        if ('clear' in plan) await dataSource.query(`DELETE FROM ${table} WHERE "rule" = $1 AND "id" = $2`, [rule.name, plan.clear]);
        else
          await dataSource.query(
            `INSERT INTO ${table} ("rule", "id", "dueAt", "data") VALUES ($1, $2, $3, $4)
               ON CONFLICT ("rule", "id") DO UPDATE SET "dueAt" = excluded."dueAt", "data" = excluded."data"`,
            [rule.name, plan.set.id, plan.set.dueAt, JSON.stringify(plan.set.data)],
          );
    },
  }));

  /** Rows are locked and pushed ahead in one statement: a second scheduler skips them. */
  async function due(rule: DeadlineRule): Promise<readonly Deadline[]> {
    const at = now();
    const rows: unknown = await dataSource.query(
      `UPDATE ${table} SET "dueAt" = $3 WHERE ("rule", "id") IN (
         SELECT "rule", "id" FROM ${table} WHERE "rule" = $1 AND "dueAt" <= $2 ORDER BY "dueAt" LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED)
       RETURNING "id", "data"`,
      [rule.name, at, new Date(Date.parse(at) + againMs).toISOString()],
    );
    const found = Array.isArray(rows) && Array.isArray(rows[0]) ? (rows[0] as { id: string; data: object }[]) : []; // TypeORM answers [rows, count]
    return found.map(({ id, data }) => ({ id, data, dueAt: at }));
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
      for (const rule of rules)
        for (const deadline of await due(rule))
          try {
            await rule.fire(deadline);
          } catch (error) {
            logger.warn('a deadline could not be met and is tried again', { rule: rule.name, id: deadline.id, error: messageOf(error) });
          }
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
          `INSERT INTO ${table} ("rule", "id", "dueAt", "data")
             SELECT "rule", "id", "dueAt", "data" FROM jsonb_to_recordset($1::jsonb) AS x("rule" text, "id" text, "dueAt" timestamptz, "data" jsonb)`,
          [JSON.stringify(rows)],
        );
        for (const reactor of reactors) {
          const reader = readerOf(reactor);
          await checkpoints(schema).replace(manager, reader, REACTOR_VERSION, last && pointOf(last));
          await manager.query(`DELETE FROM ${quoted(schema)}.dead_letter WHERE "reader" = $1`, [reader]);
        }
        for (const { rule, position, event, error } of failed)
          await deadLetters(schema).park(manager, `reactor:deadline-${rule}`, position, event, error);
        await pending.done(manager, DEADLINES);
      });
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

interface Planned {
  readonly rows: readonly { readonly rule: string; readonly id: string; readonly dueAt: string; readonly data: object }[];
  readonly failed: readonly {
    readonly rule: string;
    readonly position: Position;
    readonly event: EventEnvelope;
    readonly error: unknown;
  }[];
  readonly last: StoredCommit | null;
}

/** What the whole log leaves set. */
async function planned(store: EventStore, rules: readonly DeadlineRule[]): Promise<Planned> {
  const standing = new Map(rules.map((rule) => [rule.name, new Map<string, Deadline>()]));
  const failed: Planned['failed'][number][] = [];
  let last: StoredCommit | null = null;
  for await (const commit of store.readAll(null)) {
    last = commit;
    for (const event of commit.events)
      for (const rule of rules.filter(({ on }) => on.includes(event.type)))
        try {
          for (const plan of rule.plan(event))
            if ('clear' in plan) standing.get(rule.name)?.delete(plan.clear);
            else standing.get(rule.name)?.set(plan.set.id, plan.set);
        } catch (error) {
          failed.push({ rule: rule.name, position: commit.position, event, error });
        }
  }
  const rows = [...standing].flatMap(([rule, deadlines]) => [...deadlines.values()].map((deadline) => ({ rule, ...deadline })));
  return { rows, failed, last };
}
