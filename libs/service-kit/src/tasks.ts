import type { Instant, RequestContext, ServiceName, TaskName, TaskReport, TaskRun } from '@soulsync/contracts';
import { messageOf } from '@soulsync/event-store';
import type { Logger } from '@soulsync/event-store';
import type { DataSource } from 'typeorm';
import type { Clock } from './clock.js';
import { NotFound, refused } from './errors.js';

export interface TaskKey {
  readonly name: TaskName;
  /** Which of several. */
  readonly of?: string;
}

/** Work that comes round by itself, for people to look at. */
export interface Task extends TaskKey {
  /** null: it comes when something is due. */
  readonly everySeconds: number | null;
  /** Where it is given, it says when it comes next; `usual` is `everySeconds` after the last run, null without either. */
  readonly nextRunAt?: (usual: Instant | null) => Promise<Instant | null> | Instant | null;
  /** Makes it due now. Without it nobody can. */
  readonly runNow?: (context: RequestContext) => Promise<unknown> | void;
}

interface Judged<T> {
  readonly signal?: AbortSignal;
  /** What the answer tells of a failure; whatever is thrown is one. */
  readonly problemOf?: (answer: T) => string | null;
}

export interface Tasks {
  /** The source is asked at each look: what there is to do may change while the service runs. */
  offer(source: () => readonly Task[]): void;
  /** Notes when this work begins and ends, and what it fails with; nothing of what is cut short by the signal. */
  ran<T>(key: TaskKey, work: () => Promise<T>, how?: Judged<T>): Promise<T>;
  report(): Promise<readonly TaskReport[]>;
  /** Throws NotFound, and Refused for one that can't be hurried. */
  runNow(id: string, context: RequestContext): Promise<void>;
}

interface Parts {
  readonly service: ServiceName;
  readonly dataSource: Pick<DataSource, 'query'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A run is kept over a restart; of runs that follow each other closely one a minute. */
const KEPT_EVERY_MS = 60_000;
const SECOND_MS = 1_000;

export function tasks({ service, dataSource, clock, logger }: Parts): Tasks {
  const sources: (() => readonly Task[])[] = [];
  const runs = new Map<string, TaskRun>();
  const underWay = new Map<string, Instant[]>();
  const keptAtMs = new Map<string, number>();
  let read: Promise<void> | null = null;

  const idOf = ({ name, of }: TaskKey) => [service, name, ...(of === undefined ? [] : [of])].join(':');
  const offered = () => sources.flatMap((source) => source());

  /** Runs of before this start, where none came since. */
  async function readKept(): Promise<void> {
    const rows: { id: string; startedAt: Date; endedAt: Date; problem: string | null }[] = await dataSource.query(
      'SELECT "id", "startedAt", "endedAt", "problem" FROM task_run',
    );
    for (const { id, startedAt, endedAt, problem } of rows)
      if (!runs.has(id)) runs.set(id, { startedAt: startedAt.toISOString(), endedAt: endedAt.toISOString(), problem });
  }

  async function note(id: string, run: TaskRun): Promise<void> {
    const before = runs.get(id);
    runs.set(id, run);
    const now = clock.monotonicMs();
    const turned = before === undefined || (before.problem === null) !== (run.problem === null);
    if (!turned && now - (keptAtMs.get(id) ?? -Infinity) < KEPT_EVERY_MS) return;
    keptAtMs.set(id, now);
    await dataSource
      .query(
        `INSERT INTO task_run ("id", "startedAt", "endedAt", "problem") VALUES ($1, $2, $3, $4)
         ON CONFLICT ("id") DO UPDATE SET "startedAt" = excluded."startedAt", "endedAt" = excluded."endedAt", "problem" = excluded."problem"`,
        [id, run.startedAt, run.endedAt, run.problem],
      )
      // Only a note about the work: what was done is done.
      .catch((error: unknown) => logger.debug('when a task ran could not be kept', { task: id, error: messageOf(error) }));
  }

  async function reportOf(task: Task): Promise<TaskReport> {
    const id = idOf(task);
    const lastRun = runs.get(id) ?? null;
    const [runningSince = null] = underWay.get(id) ?? [];
    const usual = afterwards(lastRun, task.everySeconds);
    const nextRunAt = task.nextRunAt ? await task.nextRunAt(usual) : usual;
    return {
      id,
      service,
      name: task.name,
      of: task.of ?? null,
      everySeconds: task.everySeconds,
      runningSince,
      lastRun,
      nextRunAt: runningSince === null ? nextRunAt : null,
      canRunNow: task.runNow !== undefined,
    };
  }

  return {
    offer: (source) => void sources.push(source),
    async ran(key, work, { signal, problemOf = () => null } = {}) {
      const id = idOf(key);
      const startedAt = clock.now();
      underWay.set(id, [...(underWay.get(id) ?? []), startedAt]);
      let problem: string | null = null;
      try {
        const answer = await work();
        problem = problemOf(answer);
        return answer;
      } catch (error) {
        problem = messageOf(error);
        throw error;
      } finally {
        underWay.set(id, without(underWay.get(id) ?? [], startedAt));
        if (!signal?.aborted) await note(id, { startedAt, endedAt: clock.now(), problem });
      }
    },
    async report() {
      read ??= readKept().catch((error: unknown) => {
        read = null; // asked again at the next look
        throw error;
      });
      await read;
      return Promise.all(offered().map(reportOf));
    },
    async runNow(id, context) {
      const task = offered().find((one) => idOf(one) === id);
      if (!task) throw new NotFound(`${service} has no task ${id}`);
      if (!task.runNow) throw refused('runs-by-itself', {});
      await task.runNow(context);
    },
  };
}

function afterwards(lastRun: TaskRun | null, everySeconds: number | null): Instant | null {
  if (lastRun === null || everySeconds === null) return null;
  return new Date(Date.parse(lastRun.endedAt) + everySeconds * SECOND_MS).toISOString();
}

function without(all: readonly Instant[], one: Instant): Instant[] {
  const at = all.indexOf(one);
  return all.filter((_, place) => place !== at);
}
