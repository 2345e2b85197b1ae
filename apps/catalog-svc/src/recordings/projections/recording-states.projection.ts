import { cancelledBecause, published, recordingIdOf } from '@soulsync/contracts';
import type { PlaylistEntryRow } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';
import { originsAfter } from '../domain/wanted-recording/origins.js';
import type { StandingOrigin } from '../domain/wanted-recording/origins.js';

/** What an entry shows of its recording, and what wants it. */
type RecordingStateRow = Pick<PlaylistEntryRow, 'state' | 'stage' | 'reason' | 'confidence' | 'libraryTrackId' | 'path'> & {
  readonly wantedRecordingId: string;
  readonly origins: readonly StandingOrigin[];
};

const keyed = new Set([
  'RecordingWanted',
  'OriginAdded',
  'OriginRemoved',
  'RecordingReleased',
  'RecordingNoLongerWanted',
  'RecordingMatched',
  'RecordingMissing',
  'MatchNeedsReview',
  'MatchConfirmed',
  'MatchRejected',
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
  origins: [],
});

/** Reason of a recording that nobody wants any more: it is in no state until it is wanted again. */
const NOT_WANTED = 'no-longer-wanted';

/** The one state each wanted recording is in, heard from all services. */
export const recordingStatesProjection = projection<RecordingStateRow>({
  name: 'recording-states',
  version: 2,
  key: 'wantedRecordingId',
  columns: {
    wantedRecordingId: 'text',
    state: 'text',
    stage: 'text',
    reason: 'text',
    confidence: 'double precision',
    libraryTrackId: 'text',
    path: 'text',
    origins: 'jsonb',
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
    const event = published(envelope);
    const row = known ?? initial(id);
    const acquiring = (stage: RecordingStateRow['stage'], reason: RecordingStateRow['reason']): RecordingStateRow =>
      settled(row) ? row : { ...row, state: 'acquiring', stage, reason };
    if (row.reason === NOT_WANTED && event.aggregateType !== 'wanted-recording')
      return event.type === 'FilePublished' ? { ...row, path: event.data.path } : known; // what was still under way
    switch (event.type) {
      case 'RecordingWanted':
        return { ...row, reason: row.reason === NOT_WANTED ? 'not-compared-yet' : row.reason, origins: originsAfter(row.origins, event) };
      case 'OriginAdded':
      case 'OriginRemoved':
      case 'RecordingReleased':
        return { ...row, origins: originsAfter(row.origins, event) };
      case 'RecordingNoLongerWanted':
        return { ...initial(id), reason: NOT_WANTED, path: row.path };
      case 'RecordingMatched': {
        const { libraryTrackId, confidence, rule } = event.data;
        return { ...row, state: row.path === null ? 'owned' : 'filed', stage: null, reason: rule, confidence, libraryTrackId };
      }
      case 'MatchConfirmed':
        return {
          ...row,
          state: row.path === null ? 'owned' : 'filed',
          stage: null,
          reason: 'confirmed',
          confidence: 1,
          libraryTrackId: event.data.libraryTrackId,
        };
      case 'MatchNeedsReview':
        return row.state === 'acquiring'
          ? row
          : { ...row, state: 'review', stage: null, reason: event.data.rule, confidence: event.data.confidence, libraryTrackId: null };
      case 'RecordingMissing':
        return row.state === 'acquiring' || row.state === 'wished' || row.state === 'ignored'
          ? row
          : { ...row, state: 'missing', stage: null, reason: event.data.rule, confidence: null, libraryTrackId: null };
      case 'MatchRejected':
        return { ...row, state: 'missing', stage: null, reason: 'rejected', confidence: null, libraryTrackId: null };
      case 'MatchLost':
        return { ...row, state: 'missing', stage: null, reason: 'left-the-library', confidence: null, libraryTrackId: null, path: null };
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
      case 'FilePublished':
        return { ...acquiring('indexing', 'published'), path: event.data.path };
      case 'FilingFailed':
        return acquiring('checking', event.data.cause);
      case 'AcquisitionWished':
        return { ...row, state: 'wished', stage: null, reason: event.data.cause };
      case 'AcquisitionAbandoned':
        return { ...row, state: 'wished', stage: null, reason: event.data.cause };
      case 'AcquisitionCancelled':
        return settled(row) ? row : { ...row, state: 'missing', stage: null, reason: cancelledBecause(event.data.cause) };
      case 'WishIgnored':
        return { ...row, state: 'ignored', stage: null, reason: 'ignored-by-person' };
      default:
        return known;
    }
  },
});

const some = (id: string | null): readonly string[] => (id === null ? [] : [id]);
const settled = (row: RecordingStateRow) => row.state === 'owned' || row.state === 'filed';
