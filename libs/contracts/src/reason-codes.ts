import type { CancelCause, OfferRejection, TransferFailure, WishCause } from './acquire/acquisition.js';
import type { EntryKind, PlaylistUnreachableCause } from './catalog/followed-playlist.js';
import type { MatchRule, MatchVeto } from './match/match.js';
import type { FileRefusalCode, FilingFailure } from './organize/filing.js';
import type { UnreadFile } from './plex/library.js';
import type { EditCause, LeftOutReason } from './plex/metadata-edit.js';
import type { MirrorRefusal, NotPlacedReason } from './plex/mirrored-playlist.js';

/** How a match stands that the engine did not decide. */
export type MatchByHand = 'confirmed' | 'rejected' | 'left-the-library';

type Cancelled = 'cancelled' | Exclude<CancelCause, 'by-person'>;

/** Why a playlist's entry is in its state. */
export type EntryReason =
  | Exclude<EntryKind, 'track'>
  | MatchRule
  | MatchByHand
  | WishCause
  | FilingFailure
  | Cancelled
  | 'not-compared-yet'
  | 'missing'
  | 'searched'
  | 'offer-chosen'
  | 'transferred'
  | 'published'
  | 'retried'
  | 'ignored-by-person';

/** Why an acquisition is in its state. */
export type AcquisitionStateReason =
  | WishCause
  | TransferFailure
  | FileRefusalCode
  | FilingFailure
  | Cancelled
  | 'missing'
  | 'offers-arrived'
  | 'offer-chosen'
  | 'queued'
  | 'transferred'
  | 'published'
  | 'retried'
  | 'ignored'
  | 'in-the-library';

/** Every code that says why something is as it is, by the question it answers: the same code may mean another thing elsewhere. */
export interface ReasonCodes {
  entry: EntryReason;
  acquisition: AcquisitionStateReason;
  match: MatchRule | MatchByHand;
  veto: MatchVeto;
  rejection: OfferRejection;
  wish: WishCause;
  transfer: TransferFailure;
  file: FileRefusalCode;
  filing: FilingFailure;
  playlist: PlaylistUnreachableCause;
  scan: 'not-seen-by-server';
  mirror: MirrorRefusal;
  gap: NotPlacedReason;
  unread: UnreadFile['reason'];
  duplicate: 'same-file-twice-on-album' | 'same-recording-elsewhere';
  edit: EditCause;
  'left-out': LeftOutReason;
}

export type ReasonKind = keyof ReasonCodes;
export type ReasonCode = ReasonCodes[ReasonKind];
