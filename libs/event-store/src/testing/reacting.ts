import { expect } from '@jest/globals';
import type { EventEnvelope } from '@soulsync/contracts';
import type { ProcessManager } from '../processes/process-manager-runner.js';
import { frozen } from './deciding.js';

export interface Reacted<Command> {
  readonly commands: readonly Command[];
  /** Exactly these, in this order; none: there is nothing to do. */
  then(...commands: readonly Command[]): void;
}

/** Given inputs of one journey, when another one comes, then these commands go out. Inputs that it does not hear, or not of this journey, are none. */
export function reacting<State, Command extends { readonly type: string; readonly data: object }>(process: ProcessManager<State, Command>) {
  const isHeard = (input: EventEnvelope) => process.on.includes(input.type) && process.route(input) !== null;
  return {
    given(...inputs: readonly EventEnvelope[]) {
      const journeys = new Map<string, State>();
      const stateOf = (id: string) => journeys.get(id) ?? frozen(process.initialState);
      for (const input of inputs.filter(isHeard)) {
        const id = process.route(frozen(input)) ?? '';
        journeys.set(id, frozen(process.evolve(stateOf(id), input)));
      }
      return {
        when(input: EventEnvelope): Reacted<Command> {
          const react = () => (isHeard(input) ? process.react(stateOf(process.route(input) ?? ''), frozen(input)) : []);
          return {
            get commands() {
              return react();
            },
            then: (...expected) => expect(react()).toEqual(expected),
          };
        },
      };
    },
  };
}
