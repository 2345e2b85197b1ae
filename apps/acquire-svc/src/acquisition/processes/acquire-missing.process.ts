import { published } from '@soulsync/contracts';
import type {
  AcquisitionId,
  CancelCause,
  EventEnvelope,
  FileRefusalCode,
  FilingFailure,
  LibraryTrackId,
  RecordingDescription,
  TransferId,
} from '@soulsync/contracts';
import type { ProcessManager } from '@soulsync/event-store';

export type AcquireMissingCommand =
  | { readonly type: 'Request'; readonly data: { acquisitionId: AcquisitionId; recording: RecordingDescription } }
  | { readonly type: 'Refuse'; readonly data: { transferId: TransferId; reasons: readonly (FileRefusalCode | FilingFailure)[] } }
  | { readonly type: 'Fulfil'; readonly data: { libraryTrackId: LibraryTrackId } }
  | { readonly type: 'Drop'; readonly data: { cause: CancelCause } };

export interface AcquireMissingState {
  readonly recording: RecordingDescription | null;
  /** A person, or the playlist's own start, lets it be fetched. */
  readonly released: boolean;
  readonly missing: boolean;
}

const initialState: AcquireMissingState = { recording: null, released: false, missing: false };

/** One recording's road: it is fetched once it is both missing and released, and it is over once the library has it or nobody wants it. */
export const acquireMissing: ProcessManager<AcquireMissingState, AcquireMissingCommand> = {
  name: 'acquire-missing',
  on: [
    'RecordingWanted',
    'RecordingReleased',
    'RecordingWithheld',
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
      case 'RecordingWithheld':
        return { ...state, released: false };
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
      case 'RecordingWithheld':
        return [{ type: 'Drop', data: { cause: 'not-started' } }];
      case 'RecordingNoLongerWanted':
        return [{ type: 'Drop', data: { cause: 'no-longer-wanted' } }];
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
