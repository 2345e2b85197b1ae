import type { EntryId, FollowedPlaylistEvent } from '@soulsync/contracts';

type OrderEvent = Extract<FollowedPlaylistEvent, { type: 'EntriesAdded' | 'EntriesRemoved' | 'EntriesMoved' }>;

/** The playlist's order after an event, folded as its owner folds it. */
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
      const known = new Set(order);
      return inserted(
        order,
        event.data.entries.filter((entry) => !known.has(entry.entryId)),
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
  return [...result, ...order.slice(next)];
}
