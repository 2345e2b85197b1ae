import type { EntryId, Instant, LibraryTrackId, PlaylistId } from '../ids.js';

/** `append` keeps what a person put onto the server's list by hand; `mirror` takes it off. */
export const mirrorModes = ['append', 'mirror'] as const;
export type MirrorMode = (typeof mirrorModes)[number];

export type MirrorRefusal =
  /** None of its entries can be placed, though some were. */
  | 'would-be-empty'
  /** It would lose more than the allowed share at once. */
  | 'would-shrink'
  /** The server makes it by a rule; writing entries would replace the rule. */
  | 'smart'
  | 'read-only'
  | 'several-of-that-title'
  /** A person took it off the server. */
  | 'gone';

/** Why an entry of the playlist has no place on the server's list. */
export type NotPlacedReason =
  | 'not-a-recording'
  | 'not-compared-yet'
  | 'needs-review'
  | 'missing'
  | 'rejected'
  | 'left-the-library'
  /** It is in the library of another server. */
  | 'not-on-this-server'
  /** The server was given it and does not show it. */
  | 'not-taken-by-server';

export interface NotPlaced {
  readonly entryId: EntryId;
  readonly title: string;
  readonly artists: readonly string[];
  readonly reason: NotPlacedReason;
  /** Where it was to be placed all the same. */
  readonly serverKey: string | null;
}

/** One entry of a server's list as it was. */
export interface BackedUpEntry {
  readonly serverKey: string;
  /** null: the library does not know it. */
  readonly libraryTrackId: LibraryTrackId | null;
  readonly title: string;
  readonly artist: string;
}

/** A followed playlist on one server; the aggregate's id is `<playlistId>-<server>`. Long lists are told in several events. */
export type MirroredPlaylistEvent =
  | {
      type: 'MirrorEnabled';
      data: {
        mirrorId: string;
        playlistId: PlaylistId;
        /** Kind of the server. */
        server: string;
        mode: MirrorMode;
        /** The list a person chose; null: the one of the playlist's title, else a new one. */
        serverPlaylistKey: string | null;
        at: Instant;
      };
    }
  | { type: 'MirrorDisabled'; data: { mirrorId: string; at: Instant } }
  /** The intent: what follows on the server is finished by the next run if it is cut short. */
  | { type: 'MirrorWriteStarted'; data: { mirrorId: string; serverPlaylistKey: string; backupId: string | null; at: Instant } }
  /** Server keys that are now there on our account, and that no longer are; the same key as often as it is there. */
  | { type: 'MirrorEntriesPlaced'; data: { mirrorId: string; added: readonly string[]; removed: readonly string[] } }
  /** Entries without a place, new ones or with another reason than before, and entries that are no longer without one. */
  | {
      type: 'MirrorGapsChanged';
      data: { mirrorId: string; playlistId: PlaylistId; found: readonly NotPlaced[]; closed: readonly EntryId[] };
    }
  /** What was read back after the last write. */
  | {
      type: 'MirrorUpdated';
      data: {
        mirrorId: string;
        serverId: string;
        /** null: nothing can be placed yet, so that there is no list. */
        serverPlaylistKey: string | null;
        created: boolean;
        added: number;
        removed: number;
        moved: number;
        notPlaced: number;
        /** Entries on the server, those of other hands included. */
        count: number;
        at: Instant;
      };
    }
  /** Nothing was written. `detail` is for people. */
  | { type: 'MirrorRefused'; data: { mirrorId: string; cause: MirrorRefusal; detail: string; at: Instant } }
  /** A person lets the next run do what was refused. */
  | { type: 'MirrorAllowedOnce'; data: { mirrorId: string; cause: MirrorRefusal; by: string; at: Instant } }
  | { type: 'MirrorRestoreAsked'; data: { mirrorId: string; backupId: string; by: string; at: Instant } }
  /** It rests from now on until a person resumes it: else the next run would undo what was restored. */
  | {
      type: 'MirrorRestored';
      data: {
        mirrorId: string;
        backupId: string;
        serverId: string;
        serverPlaylistKey: string;
        added: number;
        removed: number;
        moved: number;
        /** Of the backup, no longer on the server. */
        missing: number;
        count: number;
        at: Instant;
      };
    }
  | { type: 'MirrorResumed'; data: { mirrorId: string; by: string; at: Instant } };

/** What a list on the server held before a write, one aggregate a backup. */
export type MirrorBackupEvent =
  | {
      type: 'MirrorBackedUp';
      data: {
        backupId: string;
        mirrorId: string;
        playlistId: PlaylistId;
        server: string;
        serverId: string;
        serverPlaylistKey: string;
        title: string;
        /** Entries of all parts. */
        count: number;
        /** 1-based. */
        part: number;
        parts: number;
        entries: readonly BackedUpEntry[];
        at: Instant;
      };
    }
  /** No longer listed: newer ones took its place. */
  | { type: 'MirrorBackupRetired'; data: { backupId: string; at: Instant } };
