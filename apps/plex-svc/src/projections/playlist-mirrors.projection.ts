import { published } from '@soulsync/contracts';
import type { MirrorMode, MirrorRefusal } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';

export interface PlaylistMirrorRow {
  readonly id: string;
  readonly playlistId: string;
  readonly server: string;
  readonly mode: MirrorMode;
  /** `waiting`: it has not run to its end yet; `resting`: restored by a person, until resumed. */
  readonly state: 'waiting' | 'writing' | 'in-step' | 'refused' | 'restoring' | 'resting' | 'off';
  /** The list on the server; null: none yet. */
  readonly serverPlaylistKey: string | null;
  readonly refusal: MirrorRefusal | null;
  readonly refusalDetail: string | null;
  /** Of the last run that wrote something. */
  readonly added: number;
  readonly removed: number;
  readonly moved: number;
  readonly writtenAt: string | null;
  /** Entries on the server. */
  readonly count: number;
  readonly notPlacedCount: number;
  /** A write has begun and was not seen to end; the next run goes on with it. */
  readonly unfinished: boolean;
  readonly enabledAt: string;
}

/** How each mirrored playlist fares on its server. */
export const playlistMirrorsProjection = projection<PlaylistMirrorRow>({
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
