import { actorText } from '@soulsync/contracts';
import type { Actor, DomainEvent, EventEnvelope, Instant } from '@soulsync/contracts';
import type { CommandContext, CommandHandler, Handled } from '../command-handler.js';
import type { EventStore } from '../event-store.js';
import { followed } from '../followed.js';
import { silentLogger } from '../logger.js';
import type { Logger } from '../logger.js';
import { isOutage, keepRunning } from '../outages.js';
import { slices } from '../slices.js';
import { beginning, continuing } from './continuing.js';
import { turnOrder } from './turn-order.js';
import type { Turn } from './turn-order.js';

/** Time as a driver needs it. */
export interface DriverClock {
  now(): Instant;
  /** Never goes back, whatever happens to the wall time: all waits are counted by it. */
  monotonicMs(): number;
  /** Ends early, without a throw, when one of the signals aborts. */
  sleep(ms: number, ...signals: readonly AbortSignal[]): Promise<void>;
}

/**
 * `again`: there is more to do at once. `over`: nothing more until something happens to the aggregate. `wait`: a poll after so long; another
 * aggregate has the lane meanwhile, unless this one keeps it, as a transfer does that runs elsewhere and counts.
 */
export type Next = 'again' | 'over' | { readonly waitMs: number; readonly keepLane?: boolean };

/** One step of one aggregate: where it stands, and how it goes on. */
export interface Step<Id extends string, Command, State, Event extends DomainEvent> {
  readonly id: Id;
  readonly state: State;
  readonly lastEvent: EventEnvelope | null;
  readonly signal: AbortSignal;
  /** A fresh command id, caused by the aggregate's last event as it was when the step began. */
  context(): CommandContext;
  /** A command to the aggregate itself. */
  execute(command: Command): Promise<Handled<State, Event>>;
}

export interface DriveTrouble<Id extends string> {
  /** null: which aggregates are open could not be asked. */
  readonly id: Id | null;
  readonly error: unknown;
  /** Of the world around, and it passes; false: a fault of ours, tried again all the same. */
  readonly isTransient: boolean;
  /** In a row, this one included. */
  readonly failures: number;
  readonly waitMs: number;
}

export interface OpenQuestion<Id extends string> {
  /** Known already. Left out by the query itself, so that they never fill the answer and hide others. */
  readonly except: readonly Id[];
  readonly limit: number;
}

export interface AggregateDriverOptions<Id extends string, Command, State, Event extends DomainEvent> {
  readonly name: string;
  readonly aggregates: CommandHandler<Command, State, Event>;
  /** Which may be gone on with, the most pressing first; may lag behind the log. */
  open(question: OpenQuestion<Id>): Promise<readonly Id[]>;
  /** Throws where the world around fails; whatever it stored so far stays. Repeated after a crash without harm. */
  step(step: Step<Id, Command, State, Event>): Promise<Next>;
  /** Aggregates in a step, or that keep their lane, at most; asked again each time. */
  readonly concurrency: number | (() => number);
  /** Waits after the first, second, … failure in a row, the last one from then on; or what the error itself asks for. */
  readonly backoff: readonly number[] | ((failures: number, error: unknown) => number);
  onTrouble(trouble: DriveTrouble<Id>): void;
  /** After trouble, a step went well; `left`: aggregates that are still in trouble. */
  onRecovered?(id: Id | null, left: number): void;
  /** Default `isOutage`. */
  readonly isTransient?: (error: unknown) => boolean;
  /** Which aggregate an event of the log concerns, so that it goes on at once; null: none. What this driver did itself wakes nothing. */
  readonly wakes?: { readonly store: Pick<EventStore, 'subscribeAll' | 'lastPosition'>; idOf(event: EventEnvelope): Id | null };
  /** How often it is asked what is open, whatever woke meanwhile. */
  readonly pollMs: number | (() => number);
  /** Default `process:<name>`. */
  readonly actor?: Actor;
  /** Default `continued`: the correlation of the aggregate's last event. `own`: each step begins one, as a schedule does. */
  readonly correlation?: 'continued' | 'own';
  readonly clock: DriverClock;
  readonly logger?: Logger;
}

export interface AggregateDriver<Id extends string> {
  readonly name: string;
  /** Until the signal aborts; steps that run then are waited for, and none begins. */
  run(signal: AbortSignal): Promise<void>;
  /** An aggregate goes on at once, whatever it waits for; without an id it is asked at once what is open. */
  wake(id?: Id): void;
  /** The step that an aggregate is in, or without an id each step, is given up by its signal, which is no trouble, and has another turn. false: none was. */
  interrupt(id?: Id): boolean;
}

/** Steps in a row before others that can go on have their turn. */
const STEPS_A_TURN = 20;
/** Found at once: few enough that one which presses more is not behind many, enough that a long list is no query each. */
const ASKED_FOR = 50;
/** So many transient failures in a row, and at least one a lane, are no matter of single aggregates: all rest until a wait is over. */
const OUTAGE = 3;

/** The one loop that drives open aggregates to their ends, each step from where the log says that it stands. */
export function aggregateDriver<Id extends string, Command, State, Event extends DomainEvent>(
  options: AggregateDriverOptions<Id, Command, State, Event>,
): AggregateDriver<Id> {
  const { name, aggregates, clock, wakes, onTrouble, isTransient = isOutage, logger = silentLogger } = options;
  const actor: Actor = options.actor ?? { kind: 'process', id: name };
  const doer = actorText(actor);
  const contextFrom = options.correlation === 'own' ? beginning : continuing;
  const lanesNow = () => Math.max(1, typeof options.concurrency === 'function' ? options.concurrency() : options.concurrency);
  const pollMs = () => (typeof options.pollMs === 'function' ? options.pollMs() : options.pollMs);
  const order = turnOrder<Id>();
  const inStep = new Map<Id, AbortController>();
  const failures = new Map<Id | null, number>();
  /** In a row, of whichever aggregates. */
  let outages = 0;
  let allRestUntilMs = -Infinity;
  let askAtMs = -Infinity;
  let woken = new AbortController();
  const pause = slices();

  function wake(id?: Id): void {
    if (id === undefined) {
      order.forgetEnded();
      askAtMs = -Infinity;
    } else order.wake(id);
    woken.abort();
  }

  function interrupt(id?: Id): boolean {
    const given = [...inStep].filter(([one]) => id === undefined || one === id);
    for (const [one, step] of given) {
      order.wake(one);
      step.abort();
    }
    return given.length > 0;
  }

  async function run(signal: AbortSignal): Promise<void> {
    const lanes = new Set<Promise<void>>();
    /** Of what we were handed: whoever reports trouble must not fail. */
    let broken: { readonly error: unknown } | null = null;
    const stopping = new AbortController();
    const giveUp = () => inStep.forEach((step) => step.abort());
    signal.addEventListener('abort', giveUp);
    const listening = wakes ? listen(wakes, AbortSignal.any([signal, stopping.signal])) : Promise.resolve();
    try {
      while (!signal.aborted && !broken) {
        woken = new AbortController();
        await askWhatIsOpen();
        const nowMs = clock.monotonicMs();
        for (let id = nextId(nowMs, lanes.size); id !== null && !signal.aborted; id = nextId(nowMs, lanes.size)) {
          const lane: Promise<void> = turn(id)
            .catch((error: unknown) => void (broken = { error }))
            .finally(() => {
              lanes.delete(lane);
              woken.abort();
            });
          lanes.add(lane);
        }
        await clock.sleep(idleMs(), signal, woken.signal);
      }
    } finally {
      stopping.abort();
      await Promise.allSettled([...lanes, listening]);
      signal.removeEventListener('abort', giveUp);
    }
    if (broken) throw (broken as { readonly error: unknown }).error;
  }

  const isOutageOfAll = () => outages >= Math.max(OUTAGE, lanesNow());

  /** After an outage one goes ahead to see whether it is over. */
  function nextId(nowMs: number, running: number): Id | null {
    if (nowMs < allRestUntilMs || (isOutageOfAll() && running > 0)) return null;
    return order.next(nowMs, lanesNow());
  }

  /** How long nothing can begin by itself. */
  function idleMs(): number {
    const nowMs = clock.monotonicMs();
    const askAgainMs = order.hasFound() ? Infinity : askAtMs;
    const untilMs = nowMs < allRestUntilMs ? allRestUntilMs : Math.min(order.nextAtMs(), askAgainMs);
    return Math.min(pollMs(), Math.max(0, untilMs - nowMs));
  }

  /** Once in a poll; again as soon as all that were found have had their turn, while there are more. */
  async function askWhatIsOpen(): Promise<void> {
    const nowMs = clock.monotonicMs();
    if (order.hasFound() || nowMs < askAtMs) return;
    try {
      const limit = Math.max(ASKED_FOR, lanesNow());
      const unknown = order.found(await options.open({ except: order.known(nowMs), limit }));
      askAtMs = unknown >= limit ? -Infinity : nowMs + pollMs();
      recovered(null);
    } catch (error) {
      askAtMs = nowMs + failed(null, error);
    }
  }

  async function turn(id: Id): Promise<void> {
    const step = new AbortController();
    const { signal } = step;
    inStep.set(id, step);
    let ended: Turn = { kind: 'again' };
    try {
      for (let steps = 0; steps < STEPS_A_TURN && ended.kind === 'again' && !signal.aborted; steps += 1) {
        ended = turnOf(await oneStep(id, signal));
        recovered(id);
        await pause(); // steps may have nothing to wait for
      }
    } catch (error) {
      if (signal.aborted) return order.ended(id, { kind: 'again' }); // a step that was broken off is no trouble
      const waitMs = waitAfter(id, error);
      order.ended(id, { kind: 'failed', untilMs: clock.monotonicMs() + waitMs });
      return report(id, error, waitMs);
    } finally {
      inStep.delete(id);
    }
    order.ended(id, ended);
  }

  async function oneStep(id: Id, signal: AbortSignal): Promise<Next> {
    const { state, lastEvent } = await aggregates.read(id);
    const context = () => contextFrom(lastEvent, { actor, time: clock.now() });
    return options.step({ id, state, lastEvent, signal, context, execute: (command) => aggregates(id, command, context()) });
  }

  function turnOf(next: Next): Turn {
    const nowMs = clock.monotonicMs();
    if (next === 'again') return { kind: 'again' };
    if (next === 'over') return { kind: 'over', untilMs: nowMs + pollMs() };
    return { kind: 'rests', untilMs: nowMs + next.waitMs, keepsLane: next.keepLane ?? false };
  }

  /** Counts it, and answers how long the wait is. */
  function waitAfter(id: Id | null, error: unknown): number {
    const count = (failures.get(id) ?? 0) + 1;
    failures.set(id, count);
    const waitMs = waitOf(count, error);
    if (id === null || !isTransient(error)) return waitMs;
    outages += 1;
    if (isOutageOfAll()) allRestUntilMs = clock.monotonicMs() + waitOf(outages - Math.max(OUTAGE, lanesNow()) + 1, error);
    return waitMs;
  }

  function waitOf(count: number, error: unknown): number {
    const { backoff } = options;
    return typeof backoff === 'function' ? backoff(count, error) : (backoff[Math.min(count, backoff.length) - 1] ?? pollMs());
  }

  function report(id: Id | null, error: unknown, waitMs: number): void {
    onTrouble({ id, error, isTransient: isTransient(error), failures: failures.get(id) ?? 1, waitMs });
  }

  function failed(id: Id | null, error: unknown): number {
    const waitMs = waitAfter(id, error);
    report(id, error, waitMs);
    return waitMs;
  }

  function recovered(id: Id | null): void {
    if (id !== null) outages = 0;
    if (failures.delete(id)) options.onRecovered?.(id, failures.size - Number(failures.has(null)));
  }

  /** From the log's end on; what came before is found open. After an outage both are done again. */
  function listen({ store, idOf }: NonNullable<typeof wakes>, stopped: AbortSignal): Promise<void> {
    const once = async () => {
      const subscription = store.subscribeAll(await store.lastPosition(), async (commits) => {
        for (const event of commits.flatMap(({ events }) => events)) {
          const id = actorText(event.actor) === doer ? null : idOf(event);
          if (id !== null) wake(id);
        }
      });
      wake();
      await followed(subscription, stopped);
    };
    return keepRunning(`driver ${name}`, once, stopped, logger);
  }

  return { name, run, wake, interrupt };
}
