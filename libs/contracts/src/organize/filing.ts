import type { AcquisitionId, FilingId, Instant, LibraryTrackId, TransferId, WantedRecordingId } from '../ids.js';
import type { AudioQuality, RecordingDescription } from '../recording.js';
import type { FileRoot } from './root.js';

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

/** Where a file to be filed comes from; `library`: it is there already, and is filed anew. */
export type FilingSource =
  | { readonly kind: 'download'; readonly acquisitionId: AcquisitionId; readonly transferId: TransferId }
  | { readonly kind: 'drop' }
  | { readonly kind: 'library'; readonly trackId: LibraryTrackId };

/** The file that a filing works on, as whoever brought it described it. */
export interface BroughtFile {
  readonly root: FileRoot;
  /** Relative to the root, `/` between segments; null in filings of before FileArrived. */
  readonly path: string | null;
  readonly sizeBytes: number;
  /** Which one it is, for people. */
  readonly label: string;
  /** The same place as the machine that fetched it sees it; null: it named none. */
  readonly localFilename: string | null;
  /** What it is found by where no path is known. */
  readonly former?: {
    /** The peer's own path. */
    readonly filename: string;
    /** Folder under the download folder that was asked for; null when none was. */
    readonly destination: string | null;
  };
}

/** Where a file was found. Events of before named roots have its place on the machine of that time, and no root. */
export type FilePlace = { readonly root: FileRoot; readonly path: string } | { readonly root: null; readonly path: string };

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
        source: FilingSource;
        /** The wanted recording that the file is for; null: none. */
        recordingId: WantedRecordingId | null;
        /** Files that belong together. */
        groupId?: string;
        recording: RecordingDescription;
        file: BroughtFile;
        startedAt: Instant;
      };
    }
  | {
      type: 'FileVerified';
      data: { filingId: FilingId; place: FilePlace; quality: AudioQuality; sizeBytes: number; sha256: string; verifiedAt: Instant };
    }
  | {
      type: 'FileRefused';
      data: {
        filingId: FilingId;
        source: FilingSource;
        recordingId: WantedRecordingId | null;
        reasons: readonly FileRefusal[];
        refusedAt: Instant;
      };
    }
  | { type: 'FileQuarantined'; data: { filingId: FilingId; root: 'quarantine'; path: string; at: Instant } }
  /** The file in staging carries its tags; `path` is its place to be. */
  | {
      type: 'FileTagged';
      data: { filingId: FilingId; root: 'music'; path: string; sizeBytes: number; sha256: string; cover: boolean; taggedAt: Instant };
    }
  | {
      type: 'FilePublished';
      data: {
        filingId: FilingId;
        /** null: it is no download. */
        acquisitionId: AcquisitionId | null;
        recordingId: WantedRecordingId | null;
        root: 'music';
        /** Relative to the root, `/` between segments, NFC. */
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
      data: {
        filingId: FilingId;
        source: FilingSource;
        recordingId: WantedRecordingId | null;
        cause: FilingFailure;
        detail: string;
        at: Instant;
      };
    };

/** The acquisition whose download a filing works on; null: it is of another source. */
export const acquisitionOf = (source: FilingSource): AcquisitionId | null => (source.kind === 'download' ? source.acquisitionId : null);
