import type { DomainEvent } from '@soulsync/contracts';
import { commitIdOf } from './command-identity.js';
import { CommitIdReused, ConcurrencyConflict } from './event-store.js';
import type { CommitContext, EventStore, Position, StreamId, Token } from './event-store.js';

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
}

const TRIES = 3;

/** Loads, decides, appends; after a conflict it reloads and decides again, three tries in all, then ConcurrencyConflict. */
export function commandHandler<Command, State, Event extends DomainEvent>(
  store: EventStore,
  decider: Decider<Command, State, Event>,
): CommandHandler<Command, State, Event> {
  const { aggregateType, initialState } = decider;

  async function loaded(stream: StreamId, ids: readonly string[]) {
    const { commits, token } = await store.load(stream);
    let state = initialState;
    let earlier: { events: readonly Event[]; position: Position } | null = null;
    for (const commit of commits) {
      // The stream holds what this decider's own events said; types are settled by upcasters on reading.
      const events = commit.events as unknown as readonly Event[];
      state = events.reduce((before, event) => decider.evolve(before, event), state);
      if (ids.includes(commit.commitId)) earlier = { events, position: commit.position };
    }
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

  return Object.assign(handle, { first, load: async (aggregateId: string) => (await loaded({ aggregateType, aggregateId }, [])).state });
}

/** Someone else was first, or this very command was and decided from another state: the aggregate, read again, says which. */
const isOvertaken = (error: unknown) => error instanceof ConcurrencyConflict || error instanceof CommitIdReused;

export type { Token };
