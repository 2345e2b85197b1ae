import { published } from '@soulsync/contracts';
import type { SuspectedLoss, UnreadFile } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';

export interface LibraryMirrorRow {
  readonly id: string;
  /** Kind and name of the server, and the library's own title; null: told before they were. */
  readonly server: string | null;
  readonly serverName: string | null;
  readonly title: string | null;
  readonly albums: number;
  readonly tracks: number;
  readonly lastCompleteSweepAt: string | null;
  readonly sweepStartedAt: string | null;
  /** Of the last complete sweep: tracks it missed for the first time, and tracks that are gone. */
  readonly missed: number;
  readonly removed: number;
  /** So much was missing that a person is asked. */
  readonly loss: SuspectedLoss | null;
  readonly unread: readonly UnreadFile[];
  readonly unreadCount: number;
}

const unknown = {
  server: null,
  serverName: null,
  title: null,
  albums: 0,
  tracks: 0,
  lastCompleteSweepAt: null,
  sweepStartedAt: null,
  missed: 0,
  removed: 0,
  loss: null,
  unread: [],
  unreadCount: 0,
};

/** How complete and how fresh our picture of each library is. */
export const libraryMirrorProjection = projection<LibraryMirrorRow>({
  name: 'library-mirror',
  version: 3,
  key: 'id',
  columns: {
    id: 'text',
    server: 'text',
    serverName: 'text',
    title: 'text',
    albums: 'integer',
    tracks: 'integer',
    lastCompleteSweepAt: 'timestamptz',
    sweepStartedAt: 'timestamptz',
    missed: 'integer',
    removed: 'integer',
    loss: 'jsonb',
    unread: 'jsonb',
    unreadCount: 'integer',
  },
  keys: (event) => (event.aggregateType === 'library' ? [event.aggregateId] : []),
  evolve(row, envelope, id) {
    const event = published(envelope);
    const known: LibraryMirrorRow = row ?? { id, ...unknown };
    switch (event.type) {
      case 'LibrarySweepStarted': {
        const { server = null, serverName = null, title = null, startedAt } = event.data;
        return { ...known, server, serverName, title, sweepStartedAt: startedAt };
      }
      case 'LibrarySweepFinished': {
        const { albums, tracks, finishedAt, missed = 0, removed = 0, loss = null, unread = [], unreadCount = 0 } = event.data;
        return {
          ...known,
          albums,
          tracks,
          lastCompleteSweepAt: finishedAt,
          sweepStartedAt: null,
          missed,
          removed,
          loss,
          unread,
          unreadCount,
        };
      }
      case 'LibraryLossAccepted':
        return { ...known, loss: null };
      default:
        return row;
    }
  },
});
