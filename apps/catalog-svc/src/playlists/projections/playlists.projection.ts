import { published } from '@soulsync/contracts';
import type { PlaylistRow } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';

type StoredPlaylist = Pick<
  PlaylistRow,
  'id' | 'name' | 'source' | 'sourceRef' | 'started' | 'status' | 'paused' | 'problem' | 'refreshEveryMinutes' | 'lastReadAt' | 'followedAt'
>;

/** Which playlists are followed, and how each of them fares. */
export const playlistsProjection = projection<StoredPlaylist>({
  name: 'playlists',
  version: 3,
  key: 'id',
  columns: {
    id: 'text',
    name: 'text',
    source: 'text',
    sourceRef: 'text',
    started: 'boolean',
    status: 'text',
    paused: 'boolean',
    problem: 'text',
    refreshEveryMinutes: 'integer',
    lastReadAt: 'timestamptz',
    followedAt: 'timestamptz',
  },
  keys: (event) => (event.aggregateType === 'followed-playlist' ? [event.aggregateId] : []),
  evolve(row, envelope) {
    const event = published(envelope);
    switch (event.type) {
      case 'PlaylistFollowed': {
        const { playlistId: id, name, source, sourceRef, start, refreshEveryMinutes, followedAt } = event.data;
        return {
          id,
          name,
          source,
          sourceRef,
          started: start === 'now',
          status: 'following',
          paused: false,
          problem: null,
          refreshEveryMinutes,
          lastReadAt: null,
          followedAt,
        };
      }
      case 'PlaylistStarted':
        return row && { ...row, started: true };
      case 'PlaylistSnapshotTaken':
        return row && { ...row, status: 'following', problem: null, lastReadAt: event.data.takenAt };
      case 'PlaylistRenamed':
        return row && { ...row, name: event.data.name };
      case 'PlaylistUnreachable':
        return row && { ...row, status: 'unreachable', problem: event.data.cause };
      case 'PlaylistPaused':
        return row && { ...row, paused: true };
      case 'PlaylistResumed':
        return row && { ...row, paused: false };
      case 'PlaylistOptionsChanged':
        return row && { ...row, refreshEveryMinutes: event.data.refreshEveryMinutes };
      case 'PlaylistUnfollowed':
        return row && { ...row, status: 'unfollowed' };
      default:
        return row;
    }
  },
});
