import { published } from '@soulsync/contracts';
import type { UnreadFile } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';

export interface LibraryMirrorRow {
  readonly id: string;
  readonly albums: number;
  readonly tracks: number;
  readonly lastCompleteSweepAt: string | null;
  readonly sweepStartedAt: string | null;
  readonly unread: readonly UnreadFile[];
  readonly unreadCount: number;
}

/** How complete and how fresh our picture of each library is. */
export const libraryMirrorProjection = projection<LibraryMirrorRow>({
  name: 'library-mirror',
  version: 2,
  key: 'id',
  columns: {
    id: 'text',
    albums: 'integer',
    tracks: 'integer',
    lastCompleteSweepAt: 'timestamptz',
    sweepStartedAt: 'timestamptz',
    unread: 'jsonb',
    unreadCount: 'integer',
  },
  keys: (event) => (event.aggregateType === 'library' ? [event.aggregateId] : []),
  evolve(row, envelope, id) {
    const event = published(envelope);
    const known = row ?? { id, albums: 0, tracks: 0, lastCompleteSweepAt: null, sweepStartedAt: null, unread: [], unreadCount: 0 };
    switch (event.type) {
      case 'LibrarySweepStarted':
        return { ...known, sweepStartedAt: event.data.startedAt };
      case 'LibrarySweepFinished':
        return {
          ...known,
          albums: event.data.albums,
          tracks: event.data.tracks,
          lastCompleteSweepAt: event.data.finishedAt,
          sweepStartedAt: null,
          unread: event.data.unread ?? [],
          unreadCount: event.data.unreadCount ?? 0,
        };
      default:
        return row;
    }
  },
});
