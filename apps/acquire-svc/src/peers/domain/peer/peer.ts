import type { Instant, PeerEvent } from '@soulsync/contracts';

export type PeerCommand =
  | { type: 'BlockPeer'; data: { username: string; cause: string; by: string; until: Instant | null; at: Instant } }
  | { type: 'UnblockPeer'; data: { username: string; by: string; at: Instant } };

export type Peer = { readonly blocked: false } | { readonly blocked: true; readonly until: Instant | null };

function decide(command: PeerCommand, state: Peer): readonly PeerEvent[] {
  switch (command.type) {
    case 'BlockPeer':
      // A block without end is not shortened by one with an end.
      return state.blocked && (state.until === null || state.until === command.data.until)
        ? []
        : [{ type: 'PeerBlocked', data: command.data }];
    case 'UnblockPeer':
      return state.blocked ? [{ type: 'PeerUnblocked', data: command.data }] : [];
  }
}

function evolve(_state: Peer, event: PeerEvent): Peer {
  switch (event.type) {
    case 'PeerBlocked':
      return { blocked: true, until: event.data.until };
    case 'PeerUnblocked':
      return { blocked: false };
  }
}

const initialState: Peer = { blocked: false };
export const peer = { aggregateType: 'peer', initialState, decide, evolve };
