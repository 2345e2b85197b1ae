import type { DomainEvent, EventEnvelope } from '@soulsync/contracts';
import { commitIdOf } from './command-identity.js';
import { CommitIdReused, ConcurrencyConflict } from './event-store.js';
import type { CommitContext, EventStore, Position, StreamId, Token } from './event-store.js';
import { keptAggregates } from './kept-aggregates.js';

/** The pure heart of an aggregate: what may happen next, and what happened means. */
export interface Decider<Command, State, Event extends DomainEvent> {
  readonly aggregateType: string;
  readonly initialState: State;
  decide(command: Command, state: State): readonly Event[];
  evolve(state: State, event: Event): State;
}

export interface CommandContext extends CommitContext {
  /**
   * With the aggregate and the command it makes the commit's id: the same command twice is done once, however much later; another
   * command, or one to another aggregate, is done whatever its id.
   */
  readonly commandId: string;
}

export interface Handled<State, Event> {
  readonly events: readonly Event[];
  readonly state: State;
  /** null: nothing had to change. */
  readonly position: Position | null;
  /** The command had been handled before; `events` and `position` are those of then. */
  readonly repeated: boolean;
}

export interface CommandHandler<Command, State, Event extends DomainEvent> {
  (aggregateId: string, command: Command, context: CommandContext): Promise<Handled<State, Event>>;
  /** The same for an aggregate that most likely is not there yet: it is asked for only when that was wrong. */
  first(aggregateId: string, command: Command, context: CommandContext): Promise<Handled<State, Event>>;
  load(aggregateId: string): Promise<State>;
  /** The state, and the event it ends with; null: nothing is stored yet. */
  read(aggregateId: string): Promise<{ readonly state: State; readonly lastEvent: EventEnvelope | null }>;
}

const TRIES = 3;

export interface CommandHandlerOptions {
  /**
   * So many aggregates stay in memory, and only what is new of them is read: for those with many commits, of which each next one would
   * otherwise read all before it. Default 0.
   */
  readonly keep?: number;
}

/** Loads, decides, appends; after a conflict it reloads and decides again, three tries in all, then ConcurrencyConflict. */
export function commandHandler<Command, State, Event extends DomainEvent>(
  store: EventStore,
  decider: Decider<Command, State, Event>,
  { keep = 0 }: CommandHandlerOptions = {},
): CommandHandler<Command, State, Event> {
  const { aggregateType, initialState } = decider;
  const kept = keptAggregates<State>(keep);
  if (keep > 0) store.onReconnect(kept.clear); // behind it may be a log that was set back

  async function loaded(stream: StreamId, ids: readonly string[]) {
    // Of a repeated command the first answer is wanted: it stands in the commits.
    const known = kept.find(stream.aggregateId, ids);
    const { commits, token } = await (known ? store.load(stream, known.token) : store.load(stream));
    let state = known?.state ?? initialState;
    let earlier: { events: readonly Event[]; position: Position } | null = null;
    for (const commit of commits) {
      // The stream holds what this decider's own events said; types are settled by upcasters on reading.
      const events = commit.events as unknown as readonly Event[];
      state = events.reduce((before, event) => decider.evolve(before, event), state);
      if (ids.includes(commit.commitId)) earlier = { events, position: commit.position };
    }
    kept.put(stream.aggregateId, state, token, commits, known);
    return { state, token, earlier };
  }

  async function handle(aggregateId: string, command: Command, context: CommandContext): Promise<Handled<State, Event>> {
    const stream = { aggregateType, aggregateId };
    const commitId = commitIdOf(context.commandId, stream, command);
    for (let attempt = 1; ; attempt += 1) {
      const { state, token, earlier } = await loaded(stream, [commitId, context.commandId]); // older logs hold the bare id
      if (earlier) return { ...earlier, state, repeated: true };
      const events = decider.decide(command, state);
      if (events.length === 0) return { events, state, position: null, repeated: false };
      try {
        const { position, repeated } = await store.append(stream, events, token ?? ('none' as const), commitId, context);
        if (!repeated || attempt === TRIES) return done(events, state, position); // repeated: read again, it is there
      } catch (error) {
        kept.forget(aggregateId);
        if (!isOvertaken(error) || attempt === TRIES) throw error;
      }
    }
  }

  /** The state after is worked out where it is asked for: most commands of a long run are not. */
  const done = (events: readonly Event[], before: State, position: Position): Handled<State, Event> => ({
    events,
    get state() {
      return events.reduce((state, event) => decider.evolve(state, event), before);
    },
    position,
    repeated: false,
  });

  async function first(aggregateId: string, command: Command, context: CommandContext): Promise<Handled<State, Event>> {
    const events = decider.decide(command, initialState);
    if (events.length === 0) return handle(aggregateId, command, context);
    const stream = { aggregateType, aggregateId };
    try {
      const { position, repeated } = await store.append(stream, events, 'none', commitIdOf(context.commandId, stream, command), context);
      return repeated ? await handle(aggregateId, command, context) : done(events, initialState, position);
    } catch (error) {
      if (!isOvertaken(error)) throw error;
      return handle(aggregateId, command, context);
    }
  }

  async function read(aggregateId: string) {
    const { commits } = await store.load({ aggregateType, aggregateId });
    const events = commits.flatMap((commit) => commit.events);
    // The stream holds what this decider's own events said; types are settled by upcasters on reading.
    const state = (events as unknown as readonly Event[]).reduce((before, event) => decider.evolve(before, event), initialState);
    return { state, lastEvent: events.at(-1) ?? null };
  }

  const load = async (aggregateId: string) => (await loaded({ aggregateType, aggregateId }, [])).state;
  return Object.assign(handle, { first, read, load });
}

/** Someone else was first, or this very command was and decided from another state: the aggregate, read again, says which. */
const isOvertaken = (error: unknown) => error instanceof ConcurrencyConflict || error instanceof CommitIdReused;

export type { Token };
