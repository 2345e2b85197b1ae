import type { Instant, LibraryTrackId, WantedRecordingId } from '../ids.js';

/** What a comparison saw; the same names as the engine's. Similarities are 0..1, null is unknown on one side. */
export interface MatchFeatures {
  readonly title: number;
  readonly artist: number;
  readonly album: number | null;
  readonly durationDeltaMs: number | null;
  readonly versionEqual: boolean;
  readonly isrcEqual: boolean | null;
}

/** A library track that was looked at, with why it is (not) the one. */
export interface MatchCandidate {
  readonly libraryTrackId: LibraryTrackId;
  readonly title: string;
  readonly artist: string;
  readonly album: string | null;
  readonly durationMs: number | null;
  readonly confidence: number;
  readonly features: MatchFeatures;
  /** Codes; empty when nothing forbids it. */
  readonly vetoes: readonly string[];
}

interface Decision {
  readonly wantedRecordingId: WantedRecordingId;
  /** Stable code of the rule that decided. */
  readonly rule: string;
  readonly engineVersion: string;
  readonly decidedAt: Instant;
}

export type MatchEvent =
  | {
      type: 'RecordingMatched';
      data: Decision & {
        libraryTrackId: LibraryTrackId;
        confidence: number;
        features: MatchFeatures;
        rivals: readonly MatchCandidate[];
      };
    }
  | { type: 'RecordingMissing'; data: Decision & { rivals: readonly MatchCandidate[] } }
  | { type: 'MatchNeedsReview'; data: Decision & { confidence: number; candidates: readonly MatchCandidate[] } }
  | {
      type: 'MatchConfirmed';
      data: { wantedRecordingId: WantedRecordingId; libraryTrackId: LibraryTrackId; by: string; at: Instant };
    }
  | {
      type: 'MatchRejected';
      data: { wantedRecordingId: WantedRecordingId; libraryTrackIds: readonly LibraryTrackId[]; by: string; at: Instant };
    }
  | { type: 'MatchLost'; data: { wantedRecordingId: WantedRecordingId; libraryTrackId: LibraryTrackId; at: Instant } };
