import type { Instant, WantedRecordingId } from '../ids.js';

/**
 * Which descriptions are one recording. One aggregate holds all that have one folded main artist, title and version, so that two sources can't
 * race; its id is made of these.
 */
export type RecordingIdentityEvent =
  /** A recording that none of those known is. */
  | {
      type: 'RecordingIdentified';
      data: {
        recordingId: WantedRecordingId;
        /** Addresses at sources, `isrc:…`, `mbid:…`. */
        identifiers: readonly string[];
        /** null: no source said it yet. */
        durationMs: number | null;
        identifiedAt: Instant;
      };
    }
  /** `durationMs` only where it was not known before. */
  | {
      type: 'IdentifierLearned';
      data: { recordingId: WantedRecordingId; identifiers: readonly string[]; durationMs: number | null; learnedAt: Instant };
    };
