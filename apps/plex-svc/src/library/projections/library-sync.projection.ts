import { published } from '@soulsync/contracts';
import type { LibraryMirrorRow } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';

type StoredLibrary = Pick<
  LibraryMirrorRow,
  | 'id'
  | 'server'
  | 'serverName'
  | 'title'
  | 'albums'
  | 'tracks'
  | 'lastCompleteSweepAt'
  | 'sweepStartedAt'
  | 'missed'
  | 'removed'
  | 'loss'
  | 'unread'
  | 'unreadCount'
>;

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
export const librarySyncProjection = projection<StoredLibrary>({
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
    const known: StoredLibrary = row ?? { id, ...unknown };
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
      case 'LibraryRetired':
        return null;
      default:
        return row;
    }
  },
});
