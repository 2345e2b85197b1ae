import type { Instant, WantedRecordingId } from '../ids.js';
import type { RecordingDescription } from '../recording.js';
import type { Origin, StoredOrigin } from './origin.js';

export type WantedRecordingEvent =
  /** Its first origin. `released: false` means: match it, but fetch nothing before RecordingReleased. */
  | {
      type: 'RecordingWanted';
      data: {
        wantedRecordingId: WantedRecordingId;
        recording: RecordingDescription;
        origin: StoredOrigin;
        released: boolean;
        wantedAt: Instant;
      };
    }
  /** Another source said more of it: `recording` is all that is known now. */
  | { type: 'DescriptionEnriched'; data: { wantedRecordingId: WantedRecordingId; recording: RecordingDescription; enrichedAt: Instant } }
  /** One more; or one that stands says anew whether it lets the recording be fetched. */
  | { type: 'OriginAdded'; data: { wantedRecordingId: WantedRecordingId; origin: Origin; released: boolean; addedAt: Instant } }
  | { type: 'OriginRemoved'; data: { wantedRecordingId: WantedRecordingId; origin: StoredOrigin; removedAt: Instant } }
  | { type: 'RecordingReleased'; data: { wantedRecordingId: WantedRecordingId; releasedAt: Instant } }
  /** It is wanted still, but by none that lets it be fetched. */
  | { type: 'RecordingWithheld'; data: { wantedRecordingId: WantedRecordingId; withheldAt: Instant } }
  /** A person does not want it fetched, whatever lists it; it holds also when it is wanted again. */
  | { type: 'RecordingIgnored'; data: { wantedRecordingId: WantedRecordingId; by: string; at: Instant } }
  | { type: 'RecordingUnignored'; data: { wantedRecordingId: WantedRecordingId; by: string; at: Instant } }
  /** Its last origin is gone. */
  | { type: 'RecordingNoLongerWanted'; data: { wantedRecordingId: WantedRecordingId; at: Instant } };
