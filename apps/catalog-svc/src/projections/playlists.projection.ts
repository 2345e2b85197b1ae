import { published } from '@soulsync/contracts';
import type { PlaylistSourceKind } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';

export interface PlaylistRow {
  readonly id: string;
  readonly name: string;
  readonly source: PlaylistSourceKind;
  readonly sourceRef: string;
  readonly started: boolean;
  readonly status: 'following' | 'unreachable' | 'unfollowed';
  readonly problem: string | null;
  readonly refreshEveryMinutes: number | null;
  readonly lastReadAt: string | null;
  readonly followedAt: string;
}

/** Which playlists are followed, and how each of them fares. */
export const playlistsProjection = projection<PlaylistRow>({
  name: 'playlists',
  version: 1,
  key: 'id',
  columns: {
    id: 'text',
    name: 'text',
    source: 'text',
    sourceRef: 'text',
    started: 'boolean',
    status: 'text',
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
      case 'PlaylistUnreachable': {
        const { cause, detail } = event.data;
        const problem =
          cause === 'shrink-unconfirmed' ? 'It lost most of its entries: this is believed when the next read says the same.' : detail;
        return row && { ...row, status: 'unreachable', problem };
      }
      case 'PlaylistUnfollowed':
        return row && { ...row, status: 'unfollowed' };
      default:
        return row;
    }
  },
});
