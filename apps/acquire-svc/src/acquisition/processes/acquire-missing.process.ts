import { acquisitionOf, published } from '@soulsync/contracts';
import type {
  CancelCause,
  EventEnvelope,
  FileRefusalCode,
  FilingFailure,
  FilingSource,
  LibraryTrackId,
  RecordingDescription,
  TransferId,
  StoredOrigin,
} from '@soulsync/contracts';
import type { ProcessManager } from '@soulsync/event-store';

export type AcquireMissingCommand =
  | { readonly type: 'Request'; readonly data: { recording: RecordingDescription; origin: StoredOrigin | null } }
  | { readonly type: 'Refuse'; readonly data: { transferId: TransferId; reasons: readonly (FileRefusalCode | FilingFailure)[] } }
  | { readonly type: 'Fulfil'; readonly data: { libraryTrackId: LibraryTrackId } }
  | { readonly type: 'Drop'; readonly data: { cause: CancelCause } };

export interface AcquireMissingState {
  readonly recording: RecordingDescription | null;
  /** The first of what it is wanted for. */
  readonly origin: StoredOrigin | null;
  /** A person, or the playlist's own start, lets it be fetched. */
  readonly released: boolean;
  readonly missing: boolean;
  /** A person does not want it fetched. Absent in what an earlier version kept: nobody ignored anything. */
  readonly ignored?: boolean;
}

const initialState: AcquireMissingState = { recording: null, origin: null, released: false, missing: false };

/** One recording's road: it is fetched once it is both missing and released, and it is over once the library has it or nobody wants it. */
export const acquireMissing: ProcessManager<AcquireMissingState, AcquireMissingCommand> = {
  name: 'acquire-missing',
  on: [
    'RecordingWanted',
    'DescriptionEnriched',
    'RecordingReleased',
    'RecordingWithheld',
    'RecordingNoLongerWanted',
    'RecordingIgnored',
    'RecordingUnignored',
    'OriginAdded',
    'RecordingMissing',
    'MatchNeedsReview',
    'RecordingMatched',
    'MatchConfirmed',
    'MatchDecisionUndone',
    'FileRefused',
    'FilingFailed',
  ],
  initialState,
  route(envelope) {
    const event = published(envelope);
    if (event.type === 'FileRefused' || event.type === 'FilingFailed') return acquisitionOf(event.data.source);
    return event.aggregateId; // wanted recording and match share their id
  },
  evolve(state, envelope) {
    const event = published(envelope);
    switch (event.type) {
      case 'RecordingWanted':
        return {
          ...state,
          recording: event.data.recording,
          origin: event.data.origin ?? null,
          released: state.released || event.data.released,
        };
      case 'DescriptionEnriched':
        return state.recording === null ? state : { ...state, recording: event.data.recording };
      case 'RecordingReleased':
        return { ...state, released: true };
      case 'RecordingWithheld':
        return { ...state, released: false };
      case 'RecordingNoLongerWanted':
        return { ...initialState, ignored: state.ignored ?? false };
      case 'RecordingIgnored':
        return { ...state, ignored: true };
      case 'RecordingUnignored':
        return { ...state, ignored: false };
      case 'RecordingMissing':
        return { ...state, missing: true };
      case 'MatchNeedsReview':
      case 'RecordingMatched':
      case 'MatchConfirmed':
      case 'MatchDecisionUndone':
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
      case 'RecordingIgnored':
        return [{ type: 'Drop', data: { cause: 'ignored' } }];
      case 'MatchDecisionUndone':
        return [{ type: 'Drop', data: { cause: 'decision-undone' } }];
      case 'RecordingWithheld':
        return [{ type: 'Drop', data: { cause: 'not-started' } }];
      case 'RecordingNoLongerWanted':
        return [{ type: 'Drop', data: { cause: 'no-longer-wanted' } }];
      case 'FileRefused':
        return refused(
          event.data.source,
          event.data.reasons.map(({ code }) => code),
        );
      case 'FilingFailed':
        return refused(event.data.source, [event.data.cause]);
      default:
        return requestIfDue(state, envelope);
    }
  },
};

function refused(source: FilingSource, reasons: readonly (FileRefusalCode | FilingFailure)[]): readonly AcquireMissingCommand[] {
  return source.kind === 'download' ? [{ type: 'Refuse', data: { transferId: source.transferId, reasons } }] : [];
}

function requestIfDue(before: AcquireMissingState, envelope: EventEnvelope): readonly AcquireMissingCommand[] {
  const after = acquireMissing.evolve(before, envelope);
  const { recording, origin } = after;
  if (recording === null || !isDue(after) || (isDue(before) && !isAskedByHand(envelope))) return [];
  return [{ type: 'Request', data: { recording, origin } }];
}

const isDue = ({ recording, released, missing, ignored = false }: AcquireMissingState) =>
  recording !== null && released && missing && !ignored;

/** Whoever cancelled it may ask for it again. */
function isAskedByHand(envelope: EventEnvelope): boolean {
  const event = published(envelope);
  return event.type === 'OriginAdded' && event.data.origin.kind === 'person';
}
