import { published } from '@soulsync/contracts';
import type { PlaylistMirrorRow } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';

type StoredMirror = Omit<PlaylistMirrorRow, 'playlistName' | 'ranAt' | 'problem' | 'asked'> & {
  /** A write has begun and was not seen to end; the next run goes on with it. */
  readonly unfinished: boolean;
};

/** How each mirrored playlist fares on its server. */
export const playlistMirrorsProjection = projection<StoredMirror>({
  name: 'playlist-mirrors',
  version: 1,
  key: 'id',
  columns: {
    id: 'text',
    playlistId: 'text',
    server: 'text',
    mode: 'text',
    state: 'text',
    serverPlaylistKey: 'text',
    refusal: 'text',
    refusalDetail: 'text',
    added: 'integer',
    removed: 'integer',
    moved: 'integer',
    writtenAt: 'timestamptz',
    count: 'integer',
    notPlacedCount: 'integer',
    unfinished: 'boolean',
    enabledAt: 'timestamptz',
  },
  indexes: ['("playlistId")'],
  keys: (event) => (event.aggregateType === 'mirrored-playlist' ? [event.aggregateId] : []),
  evolve(row, envelope, id) {
    const event = published(envelope);
    const none = { refusal: null, refusalDetail: null, unfinished: false };
    switch (event.type) {
      case 'MirrorEnabled': {
        const { playlistId, server, mode, serverPlaylistKey, at } = event.data;
        const before = row ?? { added: 0, removed: 0, moved: 0, writtenAt: null, count: 0, notPlacedCount: 0, serverPlaylistKey: null };
        const key = serverPlaylistKey ?? before.serverPlaylistKey;
        return { ...before, ...none, id, playlistId, server, mode, state: 'waiting', serverPlaylistKey: key, enabledAt: at };
      }
      case 'MirrorDisabled':
        return row && { ...row, ...none, state: 'off' };
      case 'MirrorWriteStarted':
        return row && { ...row, state: 'writing', unfinished: true };
      case 'MirrorUpdated': {
        const { serverPlaylistKey, added, removed, moved, count, notPlaced, created, at } = event.data;
        const wrote = created || added + removed + moved > 0;
        const last = wrote ? { added, removed, moved, writtenAt: at } : {};
        return row && { ...row, ...none, ...last, state: 'in-step', serverPlaylistKey, count, notPlacedCount: notPlaced };
      }
      case 'MirrorRefused':
        return row && { ...row, state: 'refused', refusal: event.data.cause, refusalDetail: event.data.detail, unfinished: false };
      case 'MirrorAllowedOnce':
      case 'MirrorResumed':
        return row && { ...row, state: 'waiting' };
      case 'MirrorRestoreAsked':
        return row && { ...row, state: 'restoring' };
      case 'MirrorRestored': {
        const { serverPlaylistKey, added, removed, moved, count, at } = event.data;
        return row && { ...row, ...none, state: 'resting', serverPlaylistKey, added, removed, moved, count, writtenAt: at };
      }
      default:
        return row;
    }
  },
});
