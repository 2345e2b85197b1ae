import type { StoredOrigin } from '../catalog/origin.js';
import type { AcquisitionId, Instant, LibraryTrackId, TransferId, WantedRecordingId } from '../ids.js';
import type { FileRefusalCode, FilingFailure } from '../organize/filing.js';
import type { AudioQuality, RecordingDescription } from '../recording.js';

/** Where audio can be got from; each is an adapter of acquire-svc. */
export const audioSourceNames = ['soulseek', 'youtube', 'drop-folder'] as const;
export type AudioSourceName = (typeof audioSourceNames)[number];

/** One file that a source offers, as it described it. */
export interface Offer {
  readonly source: AudioSourceName;
  /** Which one it is; means something to the adapter of its source alone. */
  readonly ref: string;
  /** Which one it is, for people. */
  readonly label: string;
  /** null: the source does not say; likewise the length. */
  readonly sizeBytes: number | null;
  readonly durationMs: number | null;
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
  /** slskd says it is finished, and no file can be shown to be its own. */
  'not-located',
] as const;
export type TransferFailure = (typeof transferFailures)[number];

/**
 * Why nothing was got; `file-refused` when every offer's file failed its checks, `peers-resting` and `peers-blocked` when acceptable offers
 * are left whose peers may not be asked now.
 */
export type WishCause =
  | 'nothing-offered'
  | 'no-acceptable-offer'
  | 'peers-resting'
  | 'peers-blocked'
  | 'offers-failed'
  | 'file-refused'
  | 'filing-failed'
  | 'asked-by-person';

/** What of a cancelled transfer could not be removed: the part that had arrived, or the whole file. */
export type TransferRemains = 'nothing' | 'part' | 'file';

/** Why an acquisition was ended: a person said so, nothing wants the recording, or nothing that wants it lets it be fetched. */
export type CancelCause = 'by-person' | 'no-longer-wanted' | 'not-started' | 'ignored' | 'decision-undone';

/** The reason code that a read model shows; older logs name no cause, and then it was a person. */
export const cancelledBecause = (cause: CancelCause | undefined): 'cancelled' | Exclude<CancelCause, 'by-person'> =>
  cause === undefined || cause === 'by-person' ? 'cancelled' : cause;

/** What is to be got: a recording that is wanted, or a certain file and what its finder says that it is. */
export type AcquisitionSubject =
  | { readonly kind: 'recording'; readonly recordingId: WantedRecordingId }
  | {
      readonly kind: 'file';
      readonly claimed: { readonly artist: string | null; readonly album: string | null; readonly title: string | null };
    };

/** The wanted recording that an acquisition is for; null: it is for none. */
export const recordingIdOf = (subject: AcquisitionSubject): WantedRecordingId | null =>
  subject.kind === 'recording' ? subject.recordingId : null;

/** Why: the library lacks it, has it in a lower quality, lost it again, or a person asked for this file. */
export type AcquisitionReason = 'missing' | 'upgrade' | 'again' | 'person';

/** Why an offer was not acceptable. */
export type OfferRejection =
  | 'locked'
  | 'not-audio'
  | 'empty'
  | 'other-title'
  | 'other-artist'
  | 'artist-unknown'
  | 'other-version'
  | 'other-guests'
  | 'other-length'
  | 'preview'
  | 'fake-bitrate'
  | 'bitrate-too-low'
  | 'poor-format'
  | 'lossy-not-wanted';

/** How many offers each reason hit; an offer may count under several. */
export type Rejections = Readonly<Partial<Record<OfferRejection, number>>>;

export type AcquisitionEvent =
  | {
      type: 'AcquisitionRequested';
      data: {
        acquisitionId: AcquisitionId;
        subject: AcquisitionSubject;
        reason: AcquisitionReason;
        /** What quality is good enough; null: the usual. */
        profileId: string | null;
        /** 0 is usual; more goes first. */
        priority: number;
        /** The first of what it is wanted for; null: not known. */
        origin: StoredOrigin | null;
        /** Acquisitions that are to be of one release. */
        groupId?: string;
        /** What is searched for, and what the file is checked against. */
        recording: RecordingDescription;
        requestedAt: Instant;
      };
    }
  | {
      type: 'SearchPerformed';
      data: {
        acquisitionId: AcquisitionId;
        subject: AcquisitionSubject;
        searchId: string;
        query: string;
        responses: number;
        files: number;
        performedAt: Instant;
      };
    }
  | {
      type: 'OffersRanked';
      data: {
        acquisitionId: AcquisitionId;
        subject: AcquisitionSubject;
        searchId: string;
        /** Best first, at most 20. */
        accepted: readonly Offer[];
        rejections: Rejections;
        rankedAt: Instant;
      };
    }
  /** The intent: written before the peer network is asked, so that a restart can look for it. */
  | {
      type: 'TransferChosen';
      data: { acquisitionId: AcquisitionId; subject: AcquisitionSubject; transferId: TransferId; offer: Offer; chosenAt: Instant };
    }
  | {
      type: 'TransferQueued';
      data: {
        acquisitionId: AcquisitionId;
        subject: AcquisitionSubject;
        transferId: TransferId;
        networkTransferId: string;
        queuedAt: Instant;
      };
    }
  | {
      type: 'TransferFailed';
      data: {
        acquisitionId: AcquisitionId;
        subject: AcquisitionSubject;
        transferId: TransferId;
        cause: TransferFailure;
        detail: string;
        failedAt: Instant;
      };
    }
  /** The whole file lies below a named root: found there by whoever fetched it, who vouches that this transfer made it. */
  | {
      type: 'FileArrived';
      data: {
        acquisitionId: AcquisitionId;
        subject: AcquisitionSubject;
        transferId: TransferId;
        networkTransferId: string;
        offer: Offer;
        recording: RecordingDescription;
        root: 'downloads';
        /** Relative to the root, `/` between segments. */
        path: string;
        /** The same place as the network's own machine sees it. */
        localFilename: string;
        sizeBytes: number;
        arrivedAt: Instant;
      };
    }
  /** In logs of before FileArrived. */
  | {
      type: 'TransferFinished';
      data: {
        acquisitionId: AcquisitionId;
        subject: AcquisitionSubject;
        transferId: TransferId;
        networkTransferId: string;
        offer: Offer;
        recording: RecordingDescription;
        /** The peer's own path. */
        filename: string;
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
      data: {
        acquisitionId: AcquisitionId;
        subject: AcquisitionSubject;
        transferId: TransferId;
        reasons: readonly (FileRefusalCode | FilingFailure)[];
        at: Instant;
      };
    }
  | {
      type: 'AcquisitionWished';
      data: {
        acquisitionId: AcquisitionId;
        subject: AcquisitionSubject;
        cause: WishCause;
        attempts: number;
        nextAttemptAt: Instant | null;
        at: Instant;
      };
    }
  /** `resumed`: the same attempt goes on with the offers it has. */
  | { type: 'WishRetried'; data: { acquisitionId: AcquisitionId; subject: AcquisitionSubject; by: string; at: Instant; resumed?: true } }
  | { type: 'WishIgnored'; data: { acquisitionId: AcquisitionId; subject: AcquisitionSubject; by: string; at: Instant } }
  | { type: 'AcquisitionAbandoned'; data: { acquisitionId: AcquisitionId; subject: AcquisitionSubject; cause: WishCause; at: Instant } }
  /** Without a cause in older logs: a person said so. */
  | {
      type: 'AcquisitionCancelled';
      data: { acquisitionId: AcquisitionId; subject: AcquisitionSubject; by: string; cause?: CancelCause; at: Instant };
    }
  | {
      type: 'AcquisitionFulfilled';
      data: { acquisitionId: AcquisitionId; subject: AcquisitionSubject; libraryTrackId: LibraryTrackId; at: Instant };
    }
  /** The outcome of a cancel (or fulfilment) that met a transfer: the network works on it no more. */
  | {
      type: 'TransferCancelled';
      data: { acquisitionId: AcquisitionId; subject: AcquisitionSubject; transferId: TransferId; remains: TransferRemains; at: Instant };
    }
  /** The same for searches. */
  | { type: 'SearchCancelled'; data: { acquisitionId: AcquisitionId; subject: AcquisitionSubject; at: Instant } };

export type PeerEvent =
  | { type: 'PeerBlocked'; data: { username: string; cause: string; by: string; until: Instant | null; at: Instant } }
  | { type: 'PeerUnblocked'; data: { username: string; by: string; at: Instant } };
