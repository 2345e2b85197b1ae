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
    }
  /** A person says that it is the same as another one, which all that stood for it stand for from now on. */
  | {
      type: 'RecordingsMerged';
      data: {
        /** The one that is no longer. */
        recordingId: WantedRecordingId;
        intoId: WantedRecordingId;
        /** Of the aggregate that holds `intoId`: it may have another name. */
        intoIdentity: string;
        by: string;
        mergedAt: Instant;
      };
    }
  /** A person says that what has these identifiers is a recording of its own. */
  | {
      type: 'RecordingSplit';
      data: {
        recordingId: WantedRecordingId;
        splitId: WantedRecordingId;
        identifiers: readonly string[];
        by: string;
        splitAt: Instant;
      };
    };
