import type { EventEnvelope } from '@soulsync/contracts';
import type { CommandContext } from '../command-handler.js';
import { CommitIdReused, ConcurrencyConflict } from '../event-store.js';
import type { EventStore, NewEvent } from '../event-store.js';
import { uuid5 } from '../ids.js';
import type { Reactor } from '../reactors/reactor-runner.js';
import { todaysShapes } from '../upcasters.js';

/** A journey as two pure functions over its inputs; its own stream `process-<name>.<id>` is inbox and outbox. */
export interface ProcessManager<State, Command extends { readonly type: string; readonly data: object }> {
  readonly name: string;
  readonly on: readonly string[];
  /** Id of the journey an event belongs to; null: none. */
  route(event: EventEnvelope): string | null;
  readonly initialState: State;
  /** What to do about an input, seen from the state before it. */
  react(state: State, input: EventEnvelope): readonly Command[];
  evolve(state: State, input: EventEnvelope): State;
}

export interface RunningProcess<State, Command extends { readonly type: string; readonly data: object }> {
  readonly process: ProcessManager<State, Command>;
  /** Idempotent by `context.commandId`. */
  dispatch(command: Command, context: CommandContext, processId: string): Promise<void>;
}

/** Whatever its commands are: the runner only stores and hands them over. */
export type AnyRunningProcess = RunningProcess<unknown, { readonly type: string; readonly data: object }>;

export function runningProcess<State, Command extends { readonly type: string; readonly data: object }>(
  running: RunningProcess<State, Command>,
): AnyRunningProcess {
  // Safe: the runner hands back only states and commands that this process made itself.
  return running;
}

interface InputTaken extends NewEvent {
  readonly type: 'InputTaken';
  readonly data: { readonly input: EventEnvelope };
}

interface CommandIssued extends NewEvent {
  readonly type: 'CommandIssued';
  readonly data: {
    readonly inputId: string;
    readonly commandId: string;
    readonly command: { readonly type: string; readonly data: object };
  };
}

/**
 * A process manager as a reactor. An input is taken once: it and the commands it leads to are one commit of the process's stream; a
 * redelivered input finds itself taken and hands its commands over again, under the same ids.
 */
export function processReactor(store: EventStore, { process, dispatch }: AnyRunningProcess, now: () => string): Reactor {
  const aggregateType = `process-${process.name}`;
  return {
    name: `process-${process.name}`,
    on: process.on,
    concurrency: 4,
    lane: (input) => process.route(input) ?? input.aggregateId,
    async react(input) {
      const processId = process.route(input);
      if (processId === null) return;
      const stream = { aggregateType, aggregateId: processId };
      const issued = await taken(stream, processId, input);
      for (const { commandId, command } of issued)
        await dispatch(
          command,
          {
            commandId,
            correlationId: input.correlationId,
            causationId: input.id,
            actor: { kind: 'process', id: process.name },
            traceparent: input.traceparent,
            time: now(),
          },
          processId,
        );
    },
  };

  async function taken(
    stream: { aggregateType: string; aggregateId: string },
    processId: string,
    input: EventEnvelope,
  ): Promise<readonly CommandIssued['data'][]> {
    for (let attempt = 1; ; attempt += 1) {
      const { commits, token } = await store.load(stream);
      // The stream holds only what this function wrote.
      const events = commits.flatMap((commit) => commit.events as unknown as readonly (InputTaken | CommandIssued)[]);
      let state = process.initialState;
      let known = false;
      for (const event of events) {
        if (event.type !== 'InputTaken') continue;
        known ||= event.data.input.id === input.id;
        state = process.evolve(state, todaysShapes.up(event.data.input)); // as it was when it was taken
      }
      if (known) return events.flatMap((event) => (event.type === 'CommandIssued' && event.data.inputId === input.id ? [event.data] : []));
      const commands = process.react(state, input);
      const issued = commands.map((command, place): CommandIssued => ({
        type: 'CommandIssued',
        data: { inputId: input.id, commandId: uuid5(commandSpace, process.name, processId, input.id, String(place)), command },
      }));
      const event: InputTaken = { type: 'InputTaken', data: { input } };
      try {
        await store.append(stream, [event, ...issued], token ?? 'none', uuid5(commandSpace, process.name, processId, input.id), {
          correlationId: input.correlationId,
          causationId: input.id,
          actor: { kind: 'process', id: process.name },
          traceparent: input.traceparent,
          time: now(),
        });
        return issued.map(({ data }) => data);
      } catch (error) {
        // The id is that of the input: a commit under it means that the input was taken meanwhile.
        const isOvertaken = error instanceof ConcurrencyConflict || error instanceof CommitIdReused;
        if (!isOvertaken || attempt === 3) throw error;
      }
    }
  }
}

const commandSpace = '5b9d3f3c-8b8e-4c61-a1f6-0f3f6de3b1c4';
