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

/** Why the engine decided as it did. */
export type MatchRule =
  | 'isrc'
  | 'musicbrainz'
  | 'server-guid'
  | 'exact'
  | 'title-artist-duration'
  | 'title-artist'
  /** We filed the track ourselves. */
  | 'filed'
  | 'ambiguous'
  | 'duration-doubtful'
  | 'identifier-contradicted'
  | 'spelling-doubtful'
  | 'title-doubtful'
  | 'artist-doubtful'
  | 'artist-unknown'
  | 'incomplete-wanted'
  | 'no-candidate'
  | 'other-version-only'
  | 'other-length-only'
  | 'other-artist-only'
  | 'other-song-only'
  /** A person said of each that it is not. */
  | 'candidates-rejected';

/** What forbids a track, however alike it looks. */
export type MatchVeto = 'title-differs' | 'artist-differs' | 'guests-differ' | 'version-differs' | 'duration-differs';

/** A library track that was looked at, with why it is (not) the one. */
export interface MatchCandidate {
  readonly libraryTrackId: LibraryTrackId;
  readonly title: string;
  readonly artist: string;
  readonly album: string | null;
  readonly durationMs: number | null;
  readonly confidence: number;
  readonly features: MatchFeatures;
  /** Empty when nothing forbids it. */
  readonly vetoes: readonly MatchVeto[];
}

/** What every decision of the engine says. */
export interface EngineDecision {
  readonly wantedRecordingId: WantedRecordingId;
  /** The rule that decided. */
  readonly rule: MatchRule;
  readonly engineVersion: string;
  readonly decidedAt: Instant;
}

export type MatchEvent =
  | {
      type: 'RecordingMatched';
      data: EngineDecision & {
        libraryTrackId: LibraryTrackId;
        confidence: number;
        features: MatchFeatures;
        rivals: readonly MatchCandidate[];
      };
    }
  | { type: 'RecordingMissing'; data: EngineDecision & { rivals: readonly MatchCandidate[] } }
  | { type: 'MatchNeedsReview'; data: EngineDecision & { confidence: number; candidates: readonly MatchCandidate[] } }
  | {
      type: 'MatchConfirmed';
      data: { wantedRecordingId: WantedRecordingId; libraryTrackId: LibraryTrackId; by: string; at: Instant };
    }
  | {
      type: 'MatchRejected';
      data: { wantedRecordingId: WantedRecordingId; libraryTrackIds: readonly LibraryTrackId[]; by: string; at: Instant };
    }
  /** Whoever confirmed or rejected these tracks, or somebody else, takes that back: the engine decides again. */
  | {
      type: 'MatchDecisionUndone';
      data: {
        wantedRecordingId: WantedRecordingId;
        undone: 'confirmation' | 'rejection';
        libraryTrackIds: readonly LibraryTrackId[];
        by: string;
        at: Instant;
      };
    }
  | { type: 'MatchLost'; data: { wantedRecordingId: WantedRecordingId; libraryTrackId: LibraryTrackId; at: Instant } };
