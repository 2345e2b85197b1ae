import { expect } from '@jest/globals';
import type { DomainEvent } from '@soulsync/contracts';
import type { Decider } from '../command-handler.js';

export interface Decided<Event> {
  readonly events: readonly Event[];
  /** Exactly these, in this order; none: nothing had to change. */
  then(...events: readonly Event[]): void;
  thenTypes(...types: readonly string[]): void;
  thenThrows(error: string | RegExp | (new (...given: never[]) => Error)): void;
}

export interface Given<Command, State, Event> {
  readonly state: State;
  when(command: Command): Decided<Event>;
}

/**
 * Given what happened, when this is asked, then that happens: `given(requested, queued).when(reportFailure).then(failed, abandoned)`. What
 * `decide` and `evolve` were handed is frozen, so that one which writes into it fails here.
 */
export function deciding<Command, State, Event extends DomainEvent>(decider: Decider<Command, State, Event>) {
  return {
    given(...events: readonly Event[]): Given<Command, State, Event> {
      const state = events.reduce((before, event) => frozen(decider.evolve(before, frozen(event))), frozen(decider.initialState));
      return {
        state,
        when(command) {
          const decide = () => decider.decide(frozen(command), state);
          return {
            get events() {
              return decide();
            },
            then: (...expected) => expect(decide()).toEqual(expected),
            thenTypes: (...types: readonly string[]) => expect(decide().map(({ type }) => type)).toEqual(types),
            thenThrows: (error) => expect(decide).toThrow(error),
          };
        },
      };
    },
  };
}

/** Plain objects and lists, down to the last; maps and sets can't be frozen. */
export function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  const isPlain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
  if (!isPlain) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) frozen(part);
  return value;
}
