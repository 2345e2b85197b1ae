import { published } from '@soulsync/contracts';
import type { AcquisitionId, EventEnvelope, LibraryTrackId, RecordingDescription, TransferId } from '@soulsync/contracts';
import type { ProcessManager } from '@soulsync/event-store';

export type AcquireMissingCommand =
  | { readonly type: 'Request'; readonly data: { acquisitionId: AcquisitionId; recording: RecordingDescription } }
  | { readonly type: 'Refuse'; readonly data: { transferId: TransferId; reasons: readonly string[] } }
  | { readonly type: 'Fulfil'; readonly data: { libraryTrackId: LibraryTrackId } }
  | { readonly type: 'Drop'; readonly data: Record<string, never> };

export interface AcquireMissingState {
  readonly recording: RecordingDescription | null;
  /** A person, or the playlist's own start, lets it be fetched. */
  readonly released: boolean;
  readonly missing: boolean;
}

const initialState: AcquireMissingState = { recording: null, released: false, missing: false };

/** One recording's road: it is fetched once it is both missing and released, and it is over once the library has it. */
export const acquireMissing: ProcessManager<AcquireMissingState, AcquireMissingCommand> = {
  name: 'acquire-missing',
  on: [
    'RecordingWanted',
    'RecordingReleased',
    'RecordingNoLongerWanted',
    'RecordingMissing',
    'MatchNeedsReview',
    'RecordingMatched',
    'MatchConfirmed',
    'FileRefused',
    'FilingFailed',
  ],
  initialState,
  route(envelope) {
    const event = published(envelope);
    if (event.type === 'FileRefused' || event.type === 'FilingFailed') return event.data.acquisitionId;
    return event.aggregateId; // wanted recording, match and acquisition share their id
  },
  evolve(state, envelope) {
    const event = published(envelope);
    switch (event.type) {
      case 'RecordingWanted':
        return { ...state, recording: event.data.recording, released: state.released || event.data.released };
      case 'RecordingReleased':
        return { ...state, released: true };
      case 'RecordingNoLongerWanted':
        return initialState;
      case 'RecordingMissing':
        return { ...state, missing: true };
      case 'MatchNeedsReview':
      case 'RecordingMatched':
      case 'MatchConfirmed':
        return { ...state, missing: false };
      default:
        return state;
    }
  },
  react(state, envelope) {
    const event = published(envelope);
    switch (event.type) {
      case 'RecordingMatched':
      case 'MatchConfirmed':
        return [{ type: 'Fulfil', data: { libraryTrackId: event.data.libraryTrackId } }];
      case 'RecordingNoLongerWanted':
        return [{ type: 'Drop', data: {} }];
      case 'FileRefused':
        return [{ type: 'Refuse', data: { transferId: event.data.transferId, reasons: event.data.reasons.map((reason) => reason.code) } }];
      case 'FilingFailed':
        return [{ type: 'Refuse', data: { transferId: event.data.transferId, reasons: [event.data.cause] } }];
      default:
        return requestIfDue(state, envelope);
    }
  },
};

function requestIfDue(before: AcquireMissingState, envelope: EventEnvelope): readonly AcquireMissingCommand[] {
  const { recording, released, missing } = acquireMissing.evolve(before, envelope);
  const wasDue = before.recording !== null && before.released && before.missing;
  if (recording === null || !released || !missing || wasDue) return [];
  return [{ type: 'Request', data: { acquisitionId: envelope.aggregateId as AcquisitionId, recording } }]; // the stream's id is the wanted recording's
}
