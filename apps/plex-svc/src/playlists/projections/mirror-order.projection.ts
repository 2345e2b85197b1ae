import { orderAfter, published } from '@soulsync/contracts';
import type { EntryId } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';

export interface MirrorOrderRow {
  readonly playlistId: string;
  readonly name: string;
  readonly followed: boolean;
  readonly entryIds: readonly EntryId[];
}

/** Each followed playlist's name and the order of its entries. */
export const mirrorOrderProjection = projection<MirrorOrderRow>({
  name: 'mirror-order',
  version: 1,
  key: 'playlistId',
  columns: { playlistId: 'text', name: 'text', followed: 'boolean', entryIds: 'text[]' },
  keys: (event) => (event.aggregateType === 'followed-playlist' ? [event.aggregateId] : []),
  evolve(row, envelope, playlistId) {
    const event = published(envelope);
    switch (event.type) {
      case 'PlaylistFollowed':
        return { playlistId, name: event.data.name, followed: true, entryIds: [] };
      case 'EntriesAdded':
      case 'EntriesRemoved':
      case 'EntriesMoved':
        return row && { ...row, entryIds: orderAfter(row.entryIds, event) };
      case 'PlaylistRenamed':
        return row && { ...row, name: event.data.name };
      case 'PlaylistUnfollowed':
        return row && { ...row, followed: false };
      default:
        return row;
    }
  },
});
