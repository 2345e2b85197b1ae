import { orderAfter, published } from '@soulsync/contracts';
import type { EntryId } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';

export interface PlaylistOrderRow {
  readonly playlistId: string;
  readonly entryIds: readonly EntryId[];
}

/** In which order a playlist's entries stand: one row a playlist, so that a move touches one row and not all behind it. */
export const playlistOrderProjection = projection<PlaylistOrderRow>({
  name: 'playlist-order',
  version: 2,
  key: 'playlistId',
  columns: { playlistId: 'text', entryIds: 'text[]' },
  keys: (event) =>
    ['EntriesAdded', 'EntriesRemoved', 'EntriesMoved', 'PlaylistUnfollowed'].includes(event.type) ? [event.aggregateId] : [],
  evolve(row, envelope, playlistId) {
    const event = published(envelope);
    switch (event.type) {
      case 'EntriesAdded':
      case 'EntriesRemoved':
      case 'EntriesMoved':
        return { playlistId, entryIds: orderAfter(row?.entryIds ?? [], event) };
      case 'PlaylistUnfollowed':
        return null; // followed again, it begins empty, as the aggregate does
      default:
        return row;
    }
  },
});
