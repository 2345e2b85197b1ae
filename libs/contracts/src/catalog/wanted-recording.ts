import type { Instant, PlaylistId, WantedRecordingId } from '../ids.js';
import type { RecordingDescription } from '../recording.js';

export interface WantedOrigin {
  readonly kind: 'playlist';
  readonly playlistId: PlaylistId;
  readonly name: string;
}

export type WantedRecordingEvent =
  /** `released: false` means: match it, but fetch nothing before RecordingReleased. */
  | {
      type: 'RecordingWanted';
      data: {
        wantedRecordingId: WantedRecordingId;
        recording: RecordingDescription;
        origin: WantedOrigin;
        released: boolean;
        wantedAt: Instant;
      };
    }
  | { type: 'RecordingReleased'; data: { wantedRecordingId: WantedRecordingId; releasedAt: Instant } }
  | { type: 'RecordingNoLongerWanted'; data: { wantedRecordingId: WantedRecordingId; at: Instant } };
