import type { AcquisitionId, FilingId, Instant, TransferId } from '../ids.js';
import type { AudioQuality, RecordingDescription } from '../recording.js';

interface Lengths {
  readonly durationMs: number;
  readonly expectedMs: number;
}

/** What is wrong with a file that arrived, and what its words are made with. */
export interface FileRefusalParams {
  readonly empty: NoParams;
  readonly truncated: { readonly sizeBytes: number; readonly expectedBytes: number };
  readonly 'not-audio': NoParams;
  readonly 'does-not-decode': NoParams;
  readonly 'too-short': Lengths;
  readonly 'too-long': Lengths;
  readonly 'wrong-recording': { readonly taggedTitle: string };
}
type NoParams = Readonly<Record<never, never>>;
export type FileRefusalCode = keyof FileRefusalParams;

/** Why a file that arrived could not be filed. */
export type FilingFailure = 'not-found' | 'not-whole' | 'tagging-damaged-the-file';

/** Older logs hold no parameters. `detail`: what the judge of the file said, for whoever reads the log itself. */
export type FileRefusal = {
  readonly [C in FileRefusalCode]: { readonly code: C; readonly params?: FileRefusalParams[C]; readonly detail?: string };
}[FileRefusalCode];

/** The transfer a filing works on; repeats what FileArrived said, or TransferFinished in older logs. */
export interface FinishedTransfer {
  readonly transferId: TransferId;
  readonly username: string;
  readonly filename: string;
  readonly sizeBytes: number;
  readonly localFilename: string | null;
  readonly destination: string | null;
  /** Below the download folder; absent in filings of before FileArrived, whose file is found by the two fields above. */
  readonly path?: string;
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
      data: { filingId: FilingId; acquisitionId: AcquisitionId; transferId: TransferId; cause: FilingFailure; detail: string; at: Instant };
    };
