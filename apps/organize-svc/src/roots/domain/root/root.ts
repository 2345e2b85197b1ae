import type { Instant, KnownRoot, RootEvent, RootName } from '@soulsync/contracts';

export type RootCommand =
  /** The first use; what is known already stays. */
  | { type: 'TakeIntoUse'; data: KnownRoot & { root: RootName; at: Instant } }
  /** A person's word. */
  | { type: 'Accept'; data: KnownRoot & { root: RootName; found: string; by: string; at: Instant } };

export type Root = { readonly status: 'none' } | { readonly status: 'known'; readonly markerId: string | null };

const initialState: Root = { status: 'none' };

function decide(command: RootCommand, state: Root): readonly RootEvent[] {
  switch (command.type) {
    case 'TakeIntoUse':
      return state.status === 'none' ? [{ type: 'RootTakenIntoUse', data: command.data }] : [];
    case 'Accept':
      return [{ type: 'RootAccepted', data: command.data }];
  }
}

function evolve(_state: Root, event: RootEvent): Root {
  switch (event.type) {
    case 'RootTakenIntoUse':
    case 'RootAccepted':
      return { status: 'known', markerId: event.data.markerId };
  }
}

export const root = { aggregateType: 'root', initialState, decide, evolve };
