import type { EntryId } from '../ids.js';
import type { FollowedPlaylistEvent } from './followed-playlist.js';

type OrderEvent = Extract<FollowedPlaylistEvent, { type: 'EntriesAdded' | 'EntriesRemoved' | 'EntriesMoved' }>;

/** The playlist's order after an event. Its aggregate and every read model use it, so that they can't disagree. */
export function orderAfter(order: readonly EntryId[], event: OrderEvent): readonly EntryId[] {
  switch (event.type) {
    case 'EntriesRemoved': {
      const gone = new Set(event.data.entries.map((entry) => entry.entryId));
      return order.filter((entryId) => !gone.has(entryId));
    }
    case 'EntriesMoved': {
      const moved = new Set(event.data.moves.map((move) => move.entryId));
      return inserted(
        order.filter((entryId) => !moved.has(entryId)),
        event.data.moves,
      );
    }
    case 'EntriesAdded': {
      // The few are put into a set, not the many: of a long playlist each commit comes by here.
      const fresh = new Set(event.data.entries.map((entry) => entry.entryId));
      for (const entryId of order) fresh.delete(entryId);
      return inserted(
        order,
        event.data.entries.filter((entry) => fresh.has(entry.entryId)),
      );
    }
  }
}

/** One merge pass: 10 000 additions to 10 000 entries stay linear. */
function inserted(order: readonly EntryId[], placed: readonly { entryId: EntryId; position: number }[]): readonly EntryId[] {
  const ascending = [...placed].sort((a, b) => a.position - b.position);
  const result: EntryId[] = [];
  let next = 0;
  for (const { entryId, position } of ascending) {
    while (result.length < position && next < order.length) result.push(order[next++]!); // next < length
    result.push(entryId);
  }
  while (next < order.length) result.push(order[next++]!); // next < length
  return result;
}
