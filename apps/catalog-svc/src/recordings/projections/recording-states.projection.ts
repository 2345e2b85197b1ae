import { cancelledBecause, published, recordingIdOf, summaryOf } from '@soulsync/contracts';
import type { EventEnvelope, PlaylistEntryRow, RecordingDescription } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';
import { originsAfter } from '../domain/wanted-recording/origins.js';
import type { StandingOrigin } from '../domain/wanted-recording/origins.js';

/** What an entry shows of its recording, and what wants it. */
type RecordingStateRow = Pick<
  PlaylistEntryRow,
  | 'state'
  | 'stage'
  | 'reason'
  | 'confidence'
  | 'libraryTrackId'
  | 'path'
  | 'candidates'
  | 'title'
  | 'artists'
  | 'album'
  | 'releaseDate'
  | 'durationMs'
  | 'isrc'
> & {
  readonly wantedRecordingId: string;
  readonly origins: readonly StandingOrigin[];
  /** What is to be decided, as long as it is. */
  readonly doubt: Doubt | null;
  /** What it is in behind "ignored"; null: nobody ignores it. */
  readonly beneath: Pick<PlaylistEntryRow, 'state' | 'stage' | 'reason'> | null;
};

type Doubt = Pick<PlaylistEntryRow, 'reason' | 'confidence' | 'candidates'>;

const keyed = new Set([
  'RecordingWanted',
  'OriginAdded',
  'OriginRemoved',
  'RecordingReleased',
  'RecordingNoLongerWanted',
  'DescriptionEnriched',
  'RecordingIgnored',
  'RecordingUnignored',
  'RecordingMatched',
  'RecordingMissing',
  'MatchNeedsReview',
  'MatchConfirmed',
  'MatchRejected',
  'MatchDecisionUndone',
  'MatchLost',
  'AcquisitionRequested',
  'SearchPerformed',
  'TransferChosen',
  'FileArrived',
  'TransferFinished',
  'OfferRefused',
  'AcquisitionWished',
  'WishRetried',
  'WishIgnored',
  'AcquisitionAbandoned',
  'AcquisitionCancelled',
]);

const initial = (wantedRecordingId: string): RecordingStateRow => ({
  wantedRecordingId,
  state: 'pending',
  stage: null,
  reason: 'not-compared-yet',
  confidence: null,
  libraryTrackId: null,
  path: null,
  candidates: null,
  title: '',
  artists: [],
  album: null,
  releaseDate: null,
  durationMs: null,
  isrc: null,
  origins: [],
  doubt: null,
  beneath: null,
});

/** Reason of a recording that nobody wants any more: it is in no state until it is wanted again. */
const NOT_WANTED = 'no-longer-wanted';

/** The one state each wanted recording is in, heard from all services. */
export const recordingStatesProjection = projection<RecordingStateRow>({
  name: 'recording-states',
  version: 3,
  key: 'wantedRecordingId',
  columns: {
    wantedRecordingId: 'text',
    state: 'text',
    stage: 'text',
    reason: 'text',
    confidence: 'double precision',
    libraryTrackId: 'text',
    path: 'text',
    candidates: 'integer',
    title: 'text',
    artists: 'text[]',
    album: 'text',
    releaseDate: 'text',
    durationMs: 'integer',
    isrc: 'text',
    origins: 'jsonb',
    doubt: 'jsonb',
    beneath: 'jsonb',
  },
  indexes: ['("state")'],
  keys(envelope) {
    const event = published(envelope);
    if (event.type === 'FilePublished' || event.type === 'FilingFailed') return some(event.data.recordingId);
    if (event.aggregateType === 'acquisition' && 'subject' in event.data)
      return keyed.has(event.type) ? some(recordingIdOf(event.data.subject)) : [];
    return keyed.has(event.type) ? [event.aggregateId] : []; // wanted recording and match share their id
  },
  evolve(known, envelope, id) {
    const { type } = envelope;
    const row = known ?? initial(id);
    const isIgnored = type === 'RecordingIgnored' || (row.beneath !== null && type !== 'RecordingUnignored');
    const next = evolved(known && uncovered(row), envelope, id);
    return next && (isIgnored ? covered(next) : next);
  },
});

const uncovered = (row: RecordingStateRow): RecordingStateRow => ({ ...row, ...row.beneath, beneath: null });

/** What the library has is shown, ignored or not. */
function covered(row: RecordingStateRow): RecordingStateRow {
  const { state, stage, reason } = row;
  const beneath = { state, stage, reason };
  return settled(row) ? { ...row, beneath } : { ...row, beneath, state: 'ignored', stage: null, reason: 'ignored-by-person' };
}

function evolved(known: RecordingStateRow | null, envelope: EventEnvelope, id: string): RecordingStateRow | null {
  const event = published(envelope);
  const row = known ?? initial(id);
  const acquiring = (stage: RecordingStateRow['stage'], reason: RecordingStateRow['reason']): RecordingStateRow =>
    settled(row) ? row : { ...row, state: 'acquiring', stage, reason };
  if (row.reason === NOT_WANTED && event.aggregateType !== 'wanted-recording')
    return event.type === 'FilePublished' ? { ...row, path: event.data.path } : known; // what was still under way
  switch (event.type) {
    case 'RecordingIgnored':
      return row;
    case 'DescriptionEnriched':
      return { ...row, ...describedOf(event.data.recording) };
    case 'RecordingWanted':
      return {
        ...row,
        ...describedOf(event.data.recording),
        reason: row.reason === NOT_WANTED ? 'not-compared-yet' : row.reason,
        origins: originsAfter(row.origins, event),
      };
    case 'OriginAdded':
    case 'OriginRemoved':
    case 'RecordingReleased':
      return { ...row, origins: originsAfter(row.origins, event) };
    case 'RecordingNoLongerWanted':
      return { ...row, ...undecided, origins: [], reason: NOT_WANTED };
    case 'RecordingMatched': {
      const { libraryTrackId, confidence, rule } = event.data;
      return { ...row, ...decided, state: row.path === null ? 'owned' : 'filed', reason: rule, confidence, libraryTrackId };
    }
    case 'MatchConfirmed':
      return {
        ...row,
        ...decided,
        state: row.path === null ? 'owned' : 'filed',
        reason: 'confirmed',
        confidence: 1,
        libraryTrackId: event.data.libraryTrackId,
      };
    case 'MatchNeedsReview': {
      const { rule: reason, confidence, candidates } = event.data;
      const doubt = { reason, confidence, candidates: candidates.length };
      return row.state === 'acquiring' ? { ...row, doubt } : inDoubt({ ...row, libraryTrackId: null }, doubt);
    }
    case 'RecordingMissing':
      return row.state === 'acquiring' || row.state === 'wished' || row.state === 'ignored'
        ? { ...row, ...decided }
        : { ...row, ...decided, state: 'missing', reason: event.data.rule, confidence: null, libraryTrackId: null };
    case 'MatchRejected':
      return { ...row, ...decided, state: 'missing', reason: 'rejected', confidence: null, libraryTrackId: null };
    case 'MatchDecisionUndone':
      return { ...row, ...undecided };
    case 'MatchLost':
      return { ...row, ...decided, state: 'missing', reason: 'left-the-library', confidence: null, libraryTrackId: null, path: null };
    case 'AcquisitionRequested':
      return acquiring('searching', 'missing');
    case 'WishRetried':
      return acquiring('searching', 'retried');
    case 'SearchPerformed':
      return acquiring('searching', 'searched');
    case 'TransferChosen':
      return acquiring('transferring', 'offer-chosen');
    case 'FileArrived':
    case 'TransferFinished':
      return acquiring('checking', 'transferred');
    case 'OfferRefused':
      return acquiring('searching', 'file-refused');
    case 'FilePublished': {
      // A server that looked around by itself may have shown the file before its publishing could be stored.
      const shown = row.state === 'owned' ? ({ ...row, state: 'filed' } as const) : acquiring('indexing', 'published');
      return { ...shown, path: event.data.path };
    }
    case 'FilingFailed':
      return acquiring('checking', event.data.cause);
    case 'AcquisitionWished':
      return { ...row, state: 'wished', stage: null, reason: event.data.cause };
    case 'AcquisitionAbandoned':
      return { ...row, state: 'wished', stage: null, reason: event.data.cause };
    case 'AcquisitionCancelled':
      // What is to be decided was so already, or came while it was still being fetched.
      if (row.doubt !== null) return inDoubt(row, row.doubt);
      if (settled(row) || event.data.cause === 'decision-undone' || event.data.cause === 'ignored') return stopped(row);
      return { ...row, state: 'missing', stage: null, reason: cancelledBecause(event.data.cause) };
    case 'WishIgnored':
      return { ...row, state: 'ignored', stage: null, reason: 'ignored-by-person' };
    default:
      return known;
  }
}

/** Nothing is to be decided. */
const decided = { stage: null, doubt: null, candidates: null } as const;
/** The engine has the word next. */
const undecided = { ...decided, state: 'pending', reason: 'not-compared-yet', confidence: null, libraryTrackId: null } as const;

const inDoubt = (row: RecordingStateRow, doubt: Doubt): RecordingStateRow => ({ ...row, ...doubt, state: 'review', stage: null, doubt });

/** No longer being fetched, for what another event has said or will say. */
const stopped = (row: RecordingStateRow): RecordingStateRow =>
  row.state === 'acquiring' || row.state === 'wished' ? { ...row, state: 'missing', stage: null, reason: 'missing' } : row;

function describedOf(recording: RecordingDescription) {
  const { title, artists, album, durationMs, isrc } = summaryOf(recording);
  return { title, artists, album, durationMs, isrc, releaseDate: recording.release?.date ?? null };
}

const some = (id: string | null): readonly string[] => (id === null ? [] : [id]);
const settled = (row: RecordingStateRow) => row.state === 'owned' || row.state === 'filed';
