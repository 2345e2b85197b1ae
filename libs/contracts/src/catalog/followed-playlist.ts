import type { EntryId, Instant, PlaylistId, WantedRecordingId } from '../ids.js';
import type { RecordingDescription } from '../recording.js';

export type PlaylistSourceKind = 'spotify' | 'csv';

export type EntryKind = 'track' | 'local' | 'episode' | 'unavailable';

export interface PlaylistEntryData {
  readonly entryId: EntryId;
  /** 0-based place in the playlist right after the change that carries it. */
  readonly position: number;
  readonly kind: EntryKind;
  /** null exactly when the entry is not a recording (episode, unavailable). */
  readonly wantedRecordingId: WantedRecordingId | null;
  readonly recording: RecordingDescription;
  readonly addedAt: Instant | null;
}

export type PlaylistUnreachableCause =
  | 'forbidden'
  | 'gone'
  | 'sign-in-needed'
  | 'app-refused'
  | 'rate-limited'
  | 'unavailable'
  | 'incomplete-read'
  | 'shrink-unconfirmed'
  | 'other-account';

export type FollowedPlaylistEvent =
  | {
      type: 'PlaylistFollowed';
      data: {
        playlistId: PlaylistId;
        source: PlaylistSourceKind;
        /** Spotify's playlist id, or the imported file's name. */
        sourceRef: string;
        name: string;
        /** `ask`: the first sync is a dry run until a person starts it. */
        start: 'ask' | 'now';
        refreshEveryMinutes: number | null;
        followedAt: Instant;
      };
    }
  | { type: 'PlaylistStarted'; data: { playlistId: PlaylistId; startedAt: Instant } }
  | {
      type: 'PlaylistSnapshotTaken';
      data: { playlistId: PlaylistId; snapshotId: string | null; fingerprint: string; entryCount: number; takenAt: Instant };
    }
  | { type: 'EntriesAdded'; data: { playlistId: PlaylistId; entries: readonly PlaylistEntryData[] } }
  | {
      type: 'EntriesRemoved';
      data: { playlistId: PlaylistId; entries: readonly { entryId: EntryId; wantedRecordingId: WantedRecordingId | null }[] };
    }
  /** Places in the list after all removals and before the additions; applied in ascending order. */
  | { type: 'EntriesMoved'; data: { playlistId: PlaylistId; moves: readonly { entryId: EntryId; position: number }[] } }
  /** The same entries are another recording from now on: two were merged, or one was split. */
  | {
      type: 'EntriesReidentified';
      data: { playlistId: PlaylistId; formerId: WantedRecordingId; wantedRecordingId: WantedRecordingId; entryIds: readonly EntryId[] };
    }
  | { type: 'PlaylistRenamed'; data: { playlistId: PlaylistId; name: string } }
  | { type: 'PlaylistUnreachable'; data: { playlistId: PlaylistId; cause: PlaylistUnreachableCause; detail: string; at: Instant } }
  /** It is not read and wants nothing new; what it wanted stays wanted. */
  | { type: 'PlaylistPaused'; data: { playlistId: PlaylistId; at: Instant } }
  | { type: 'PlaylistResumed'; data: { playlistId: PlaylistId; at: Instant } }
  | { type: 'PlaylistOptionsChanged'; data: { playlistId: PlaylistId; refreshEveryMinutes: number; at: Instant } }
  /** Its list of entries is over; followed again, all of them come by EntriesAdded. */
  | { type: 'PlaylistUnfollowed'; data: { playlistId: PlaylistId; at: Instant } };
