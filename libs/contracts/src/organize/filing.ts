import type { AcquisitionId, FilingId, Instant, TransferId } from '../ids.js';
import type { AudioQuality, RecordingDescription } from '../recording.js';

export interface FileRefusal {
  /** `not-found`, `empty`, `truncated`, `not-audio`, `too-short`, `too-long`, `does-not-decode`, `wrong-recording`, `below-quality`. */
  readonly code: string;
  readonly detail: string;
}

/** The transfer a filing works on; repeats what TransferFinished said. */
export interface FinishedTransfer {
  readonly transferId: TransferId;
  readonly username: string;
  readonly filename: string;
  readonly sizeBytes: number;
  readonly localFilename: string | null;
  readonly destination: string | null;
}

/**
 * What became of a download whose file is published: `gone` before we came, `kept` by the setting, `not-ours` since another file is at its
 * place, `not-removable` since the folder is read-only for us, `unproven` since the published file could not be read back as it was.
 */
export type DownloadEnd = 'removed' | 'gone' | 'kept' | 'not-ours' | 'not-removable' | 'unproven';

export type FilingEvent =
  | {
      type: 'FilingStarted';
      data: {
        filingId: FilingId;
        acquisitionId: AcquisitionId;
        recording: RecordingDescription;
        transfer: FinishedTransfer;
        startedAt: Instant;
      };
    }
  | {
      type: 'FileVerified';
      data: { filingId: FilingId; sourcePath: string; quality: AudioQuality; sizeBytes: number; sha256: string; verifiedAt: Instant };
    }
  | {
      type: 'FileRefused';
      data: {
        filingId: FilingId;
        acquisitionId: AcquisitionId;
        transferId: TransferId;
        reasons: readonly FileRefusal[];
        refusedAt: Instant;
      };
    }
  /** `path` is relative to the quarantine folder. */
  | { type: 'FileQuarantined'; data: { filingId: FilingId; path: string; at: Instant } }
  /** The file in staging carries its tags; `path` is its place to be, relative to the music folder. */
  | { type: 'FileTagged'; data: { filingId: FilingId; path: string; sizeBytes: number; sha256: string; cover: boolean; taggedAt: Instant } }
  | {
      type: 'FilePublished';
      data: {
        filingId: FilingId;
        acquisitionId: AcquisitionId;
        /** Relative to the music folder, `/` between segments, NFC. */
        path: string;
        sizeBytes: number;
        sha256: string;
        quality: AudioQuality;
        publishedAt: Instant;
      };
    }
  /** The staging is gone, and so is the download where it was to go. */
  | { type: 'FilingTidied'; data: { filingId: FilingId; download: DownloadEnd; at: Instant } }
  | {
      type: 'FilingFailed';
      data: { filingId: FilingId; acquisitionId: AcquisitionId; transferId: TransferId; cause: string; detail: string; at: Instant };
    };
