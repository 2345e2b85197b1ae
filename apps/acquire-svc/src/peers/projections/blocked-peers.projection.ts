import { published } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';

export interface BlockedPeerRow {
  /** The peer's name. */
  readonly id: string;
  readonly cause: string;
  readonly by: string;
  readonly until: string | null;
  readonly at: string;
}

/** Peers that are not asked. */
export const blockedPeersProjection = projection<BlockedPeerRow>({
  name: 'blocked-peers',
  version: 1,
  key: 'id',
  columns: { id: 'text', cause: 'text', by: 'text', until: 'timestamptz', at: 'timestamptz' },
  keys(envelope) {
    const event = published(envelope);
    return event.type === 'PeerBlocked' || event.type === 'PeerUnblocked' ? [event.data.username] : [];
  },
  evolve(row, envelope, id) {
    const event = published(envelope);
    switch (event.type) {
      case 'PeerBlocked': {
        const { cause, by, until, at } = event.data;
        return { id, cause, by, until, at };
      }
      case 'PeerUnblocked':
        return null;
      default:
        return row;
    }
  },
});
