import type {
  EntryId,
  FollowedPlaylistEvent,
  Instant,
  PlaylistEntryData,
  PlaylistId,
  PlaylistSourceKind,
  PlaylistUnreachableCause,
  WantedRecordingId,
} from '@soulsync/contracts';
import { orderAfter } from '@soulsync/contracts';

export type FollowedPlaylistCommand =
  | {
      type: 'FollowPlaylist';
      data: {
        playlistId: PlaylistId;
        source: PlaylistSourceKind;
        sourceRef: string;
        name: string;
        start: 'ask' | 'now';
        refreshEveryMinutes: number | null;
        at: Instant;
      };
    }
  | { type: 'StartPlaylist'; data: { at: Instant } }
  /** One part of a change; a long playlist is several of them, because a commit stays under 512 KB. */
  | {
      type: 'ChangeEntries';
      data: {
        removed: readonly EntryId[];
        moved: readonly { entryId: EntryId; position: number }[];
        added: readonly PlaylistEntryData[];
      };
    }
  /** Closes a read whose changes are all stored. */
  | { type: 'TakeSnapshot'; data: { name: string; snapshotId: string | null; fingerprint: string; at: Instant } }
  | { type: 'ReportUnreachable'; data: { cause: PlaylistUnreachableCause; detail: string; at: Instant } }
  | { type: 'PausePlaylist'; data: { at: Instant } }
  | { type: 'ResumePlaylist'; data: { at: Instant } }
  | { type: 'ChangeOptions'; data: { refreshEveryMinutes: number; at: Instant } }
  | { type: 'UnfollowPlaylist'; data: { at: Instant } };

export interface Following {
  readonly status: 'following';
  readonly playlistId: PlaylistId;
  readonly source: PlaylistSourceKind;
  readonly sourceRef: string;
  readonly name: string;
  readonly started: boolean;
  readonly paused: boolean;
  readonly refreshEveryMinutes: number | null;
  readonly order: readonly EntryId[];
  readonly recordings: ReadonlyMap<EntryId, WantedRecordingId | null>;
  readonly snapshotId: string | null;
  readonly fingerprint: string | null;
  /** Fingerprint of a read that shrank the list suspiciously and waits for a second, equal one. */
  readonly unconfirmedShrink: string | null;
  /** The last trouble told, so that the same one is told once. */
  readonly trouble: PlaylistUnreachableCause | null;
  readonly everHeld: EverHeld;
}

/** Entries as they ever came, also in a time before the playlist was followed again: all that it may have wanted. */
export type EverHeld = readonly (readonly PlaylistEntryData[])[];

export type FollowedPlaylist = { readonly status: 'none' } | Following | { readonly status: 'unfollowed'; readonly everHeld: EverHeld };

export const initialPlaylist: FollowedPlaylist = { status: 'none' };

export function evolve(state: FollowedPlaylist, event: FollowedPlaylistEvent): FollowedPlaylist {
  if (event.type === 'PlaylistFollowed') {
    const { playlistId, source, sourceRef, name, start, refreshEveryMinutes } = event.data;
    return {
      status: 'following',
      playlistId,
      source,
      sourceRef,
      name,
      started: start === 'now',
      paused: false,
      refreshEveryMinutes,
      order: [],
      recordings: new Map(),
      snapshotId: null,
      fingerprint: null,
      unconfirmedShrink: null,
      trouble: null,
      everHeld: state.status === 'none' ? [] : state.everHeld,
    };
  }
  if (state.status !== 'following') return state;
  switch (event.type) {
    case 'PlaylistStarted':
      return { ...state, started: true };
    case 'EntriesAdded': {
      const recordings = new Map(state.recordings);
      for (const entry of event.data.entries) recordings.set(entry.entryId, entry.wantedRecordingId);
      return { ...state, order: orderAfter(state.order, event), recordings, everHeld: [...state.everHeld, event.data.entries] };
    }
    case 'EntriesRemoved': {
      const recordings = new Map(state.recordings);
      for (const { entryId } of event.data.entries) recordings.delete(entryId);
      return { ...state, order: orderAfter(state.order, event), recordings };
    }
    case 'EntriesMoved':
      return { ...state, order: orderAfter(state.order, event) };
    case 'PlaylistSnapshotTaken':
      return { ...state, snapshotId: event.data.snapshotId, fingerprint: event.data.fingerprint, unconfirmedShrink: null, trouble: null };
    case 'PlaylistRenamed':
      return { ...state, name: event.data.name };
    case 'PlaylistUnreachable':
      return {
        ...state,
        trouble: event.data.cause,
        unconfirmedShrink: event.data.cause === 'shrink-unconfirmed' ? event.data.detail : state.unconfirmedShrink,
      };
    case 'PlaylistPaused':
      return { ...state, paused: true };
    case 'PlaylistResumed':
      return { ...state, paused: false };
    case 'PlaylistOptionsChanged':
      return { ...state, refreshEveryMinutes: event.data.refreshEveryMinutes };
    case 'PlaylistUnfollowed':
      return { status: 'unfollowed', everHeld: state.everHeld };
  }
}
