import type { NoMetadata } from '../catalog/artist-metadata.js';
import type { Instant } from '../ids.js';

export const editedKinds = ['artists', 'albums'] as const;
export type EditedKinds = (typeof editedKinds)[number];
export const editFields = ['picture', 'genres'] as const;
export type EditField = (typeof editFields)[number];
/** What the server has none of; everything; or these alone. */
export const editScopes = ['missing-only', 'all', 'ids'] as const;
export type EditScope = (typeof editScopes)[number];

/** A picture that was fetched, checked and put aside until a person decides. */
export interface OfferedPicture {
  readonly sha256: string;
  readonly type: string;
  readonly width: number;
  readonly height: number;
  readonly sizeBytes: number;
}

interface EditTarget {
  /** Its place in the proposal, from 0. */
  readonly n: number;
  readonly kind: 'artist' | 'album';
  readonly serverKey: string;
  readonly title: string;
  /** Of an album. */
  readonly artist: string | null;
  /** `spotify`, `musicbrainz`, or the path of our own file. */
  readonly source: string;
}

/** One field of one artist or album: what the server shows and what it would show. A picture before is its hash; null: none. */
export type ProposedEdit = EditTarget &
  (
    | { readonly field: 'genres'; readonly before: readonly string[]; readonly after: readonly string[] }
    | { readonly field: 'picture'; readonly before: string | null; readonly after: OfferedPicture }
  );

/** Why a change was not written, or not undone. */
export type EditCause =
  'locked' | 'changed-since' | 'already-so' | 'not-chosen' | 'gone' | 'not-kept' | 'refused' | 'picture-lost' | 'had-none';

export interface EditOutcome {
  readonly n: number;
  readonly outcome: 'written' | 'restored' | 'skipped' | 'failed';
  readonly cause: EditCause | null;
  readonly detail: string | null;
  /** Hash of the picture the server showed afterwards, which may not be that of the bytes it was given. */
  readonly shown: string | null;
}

/** By place in the proposal. */
export type EditChoice = { readonly only: readonly number[] } | { readonly except: readonly number[] };

/** Why nothing is proposed for an artist or album. */
export type LeftOutReason =
  | 'locked'
  | 'gone'
  | 'various-artists'
  | 'too-many-genres'
  | `picture-${NoMetadata | 'not-usable' | 'not-fetched' | 'too-small' | 'not-readable'}`
  | `genres-${NoMetadata}`;

/** Artists or albums that nothing is proposed for, counted by the reason. */
export type LeftOut = Readonly<Partial<Record<LeftOutReason, number>>>;

/** Pictures and genres on the media server: nothing is written that a person has not seen as a difference and accepted. */
export type MetadataEditEvent =
  | {
      type: 'EditRequested';
      data: {
        editId: string;
        serverId: string;
        kind: EditedKinds;
        fields: readonly EditField[];
        scope: EditScope;
        ids: readonly string[];
        by: string;
        requestedAt: Instant;
      };
    }
  /** `cursor`: the last of the server's keys that was looked at; looking goes on behind it. */
  | {
      type: 'EditItemsProposed';
      data: { editId: string; items: readonly ProposedEdit[]; cursor: string; looked: number; leftOut: LeftOut; at: Instant };
    }
  | { type: 'EditProposed'; data: { editId: string; items: number; looked: number; proposedAt: Instant } }
  | { type: 'EditRejected'; data: { editId: string; by: string; rejectedAt: Instant } }
  | { type: 'EditAccepted'; data: { editId: string; choice: EditChoice; by: string; acceptedAt: Instant } }
  /** `next`: the first place that was not yet worked on. */
  | { type: 'EditItemsApplied'; data: { editId: string; outcomes: readonly EditOutcome[]; next: number; at: Instant } }
  | { type: 'EditStopped'; data: { editId: string; by: string; stoppedAt: Instant } }
  | { type: 'EditApplied'; data: { editId: string; written: number; appliedAt: Instant } }
  | { type: 'EditUndoRequested'; data: { editId: string; by: string; requestedAt: Instant } }
  | { type: 'EditItemsUndone'; data: { editId: string; outcomes: readonly EditOutcome[]; next: number; at: Instant } }
  | { type: 'EditUndone'; data: { editId: string; restored: number; undoneAt: Instant } };

/** `live.edit.<editId>`: how far the work is. `problem`: why it waits now. */
export interface LiveEdit {
  readonly id: string;
  readonly stage: 'looking' | 'applying' | 'undoing';
  readonly done: number;
  readonly total: number;
  readonly problem: string | null;
}

/** A part of a picture, since a message has its limit. */
export interface PicturePart {
  readonly base64: string;
  /** Of the whole picture. */
  readonly sizeBytes: number;
  /** Of the whole picture: parts of two pictures are none. */
  readonly sha256: string;
}
