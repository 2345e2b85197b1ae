import type { AcquisitionId, Instant, LibraryTrackId, TransferId } from '../ids.js';
import type { AudioQuality, RecordingDescription } from '../recording.js';

/** One file of one peer, as its search answer described it. */
export interface Offer {
  readonly username: string;
  /** The peer's own path, byte for byte. */
  readonly filename: string;
  readonly sizeBytes: number;
  readonly quality: AudioQuality;
  /** Identity 0..1 as ranked; quality and peer never outrank it. */
  readonly identity: number;
  readonly score: number;
}

export const transferFailures = [
  'peer-offline',
  'peer-unreachable',
  'not-shared',
  'refused',
  'banned',
  'peer-queue-full',
  'queue-timeout',
  'stalled',
  'transfer-error',
  'size-changed',
  'cancelled',
  'local-disk',
  'lost',
] as const;
export type TransferFailure = (typeof transferFailures)[number];

/** Why nothing was got; `file-refused` when every offer's file failed its checks. */
export type WishCause = 'nothing-offered' | 'no-acceptable-offer' | 'offers-failed' | 'file-refused' | 'filing-failed' | 'asked-by-person';

export type AcquisitionEvent =
  | {
      type: 'AcquisitionRequested';
      data: { acquisitionId: AcquisitionId; recording: RecordingDescription; requestedAt: Instant };
    }
  | {
      type: 'SearchPerformed';
      data: { acquisitionId: AcquisitionId; searchId: string; query: string; responses: number; files: number; performedAt: Instant };
    }
  | {
      type: 'OffersRanked';
      data: {
        acquisitionId: AcquisitionId;
        searchId: string;
        /** Best first, at most 20. */
        accepted: readonly Offer[];
        /** How many offers each rejection code hit; an offer may count under several. */
        rejections: Readonly<Record<string, number>>;
        rankedAt: Instant;
      };
    }
  /** The intent: written before the peer network is asked, so that a restart can look for it. */
  | { type: 'TransferChosen'; data: { acquisitionId: AcquisitionId; transferId: TransferId; offer: Offer; chosenAt: Instant } }
  | {
      type: 'TransferQueued';
      data: { acquisitionId: AcquisitionId; transferId: TransferId; networkTransferId: string; queuedAt: Instant };
    }
  | {
      type: 'TransferFailed';
      data: { acquisitionId: AcquisitionId; transferId: TransferId; cause: TransferFailure; detail: string; failedAt: Instant };
    }
  | {
      type: 'TransferFinished';
      data: {
        acquisitionId: AcquisitionId;
        transferId: TransferId;
        networkTransferId: string;
        offer: Offer;
        recording: RecordingDescription;
        /** Path the network named, as its own machine sees it; null when it named none. */
        localFilename: string | null;
        /** Folder under the download folder that was asked for; null when none was. */
        destination: string | null;
        finishedAt: Instant;
      };
    }
  /** The finished file failed its checks: this offer is never taken again. */
  | {
      type: 'OfferRefused';
      data: { acquisitionId: AcquisitionId; transferId: TransferId; reasons: readonly string[]; at: Instant };
    }
  | {
      type: 'AcquisitionWished';
      data: { acquisitionId: AcquisitionId; cause: WishCause; attempts: number; nextAttemptAt: Instant | null; at: Instant };
    }
  | { type: 'WishRetried'; data: { acquisitionId: AcquisitionId; by: string; at: Instant } }
  | { type: 'WishIgnored'; data: { acquisitionId: AcquisitionId; by: string; at: Instant } }
  | { type: 'AcquisitionAbandoned'; data: { acquisitionId: AcquisitionId; cause: WishCause; at: Instant } }
  | { type: 'AcquisitionCancelled'; data: { acquisitionId: AcquisitionId; by: string; at: Instant } }
  | { type: 'AcquisitionFulfilled'; data: { acquisitionId: AcquisitionId; libraryTrackId: LibraryTrackId; at: Instant } };

export type PeerEvent =
  | { type: 'PeerBlocked'; data: { username: string; cause: string; by: string; until: Instant | null; at: Instant } }
  | { type: 'PeerUnblocked'; data: { username: string; by: string; at: Instant } };
