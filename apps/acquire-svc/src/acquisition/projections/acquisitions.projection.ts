import { acquisitionOf, cancelledBecause, published, recordingIdOf, summaryOf, timelineItem } from '@soulsync/contracts';
import type { AcquisitionRow } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';

/** What a list leaves out is in every row. */
type StoredAcquisition = Required<AcquisitionRow>;

/** The newest items of a timeline; a wish of many months keeps its row small, its events hold the rest. */
const TIMELINE_KEPT = 60;

/** Where each acquisition stands, what was offered, and its whole timeline. */
export const acquisitionsProjection = projection<StoredAcquisition>({
  name: 'acquisitions',
  version: 5,
  key: 'id',
  columns: {
    id: 'text',
    recordingId: 'text',
    title: 'text',
    artists: 'text[]',
    album: 'text',
    state: 'text',
    reason: 'text',
    searches: 'integer',
    attempts: 'integer',
    offer: 'jsonb',
    offers: 'jsonb',
    rejections: 'jsonb',
    timeline: 'jsonb',
    nextAttemptAt: 'timestamptz',
    transferId: 'text',
    ending: 'text[]',
    requestedAt: 'timestamptz',
    updatedAt: 'timestamptz',
  },
  indexes: ['("state")', '(cardinality("ending"))'],
  keys(envelope) {
    const event = published(envelope);
    if (event.aggregateType === 'acquisition') return [event.aggregateId];
    if (event.type === 'FilePublished') return some(event.data.acquisitionId);
    return event.type === 'FileRefused' || event.type === 'FilingFailed' ? some(acquisitionOf(event.data.source)) : [];
  },
  evolve(known, envelope, id) {
    const event = published(envelope);
    if (event.type === 'AcquisitionRequested') {
      const { title, artists, album } = summaryOf(event.data.recording);
      const begun = {
        id,
        recordingId: recordingIdOf(event.data.subject),
        title,
        artists,
        album,
        state: 'requested' as const,
        reason: 'missing' as const,
        searches: 0,
        attempts: 1,
        offer: null,
        offers: [],
        rejections: {},
      };
      const at = event.data.requestedAt;
      return {
        ...begun,
        timeline: [...(known?.timeline ?? []), timelineItem(envelope)].slice(-TIMELINE_KEPT),
        nextAttemptAt: null,
        transferId: null,
        ending: known?.ending ?? [],
        requestedAt: at,
        updatedAt: at,
      };
    }
    if (!known) return null;
    const row: StoredAcquisition = {
      ...known,
      timeline: [...known.timeline, timelineItem(envelope)].slice(-TIMELINE_KEPT),
      updatedAt: event.time,
    };
    switch (event.type) {
      case 'SearchPerformed':
        return {
          ...row,
          state: 'searching',
          searches: row.searches + 1,
          reason: event.data.files === 0 ? 'nothing-offered' : 'offers-arrived',
        };
      case 'OffersRanked':
        return { ...row, offers: event.data.accepted, rejections: event.data.rejections };
      case 'TransferChosen':
        return { ...row, state: 'transferring', reason: 'offer-chosen', offer: event.data.offer, transferId: event.data.transferId };
      case 'TransferQueued':
        return { ...row, state: 'transferring', reason: 'queued' };
      case 'TransferFailed':
        return { ...row, state: 'searching', reason: event.data.cause, offer: null };
      case 'FileArrived':
      case 'TransferFinished':
        return { ...row, state: 'filing', reason: 'transferred' };
      case 'OfferRefused':
        return { ...row, state: 'searching', reason: event.data.reasons[0] ?? 'file-refused', offer: null };
      case 'FilePublished':
        return row.state === 'fulfilled' || row.state === 'cancelled' ? row : { ...row, state: 'indexing', reason: 'published' };
      case 'AcquisitionWished':
        return {
          ...row,
          state: 'wished',
          reason: event.data.cause,
          attempts: event.data.attempts,
          nextAttemptAt: event.data.nextAttemptAt,
          offer: null,
        };
      case 'WishRetried':
        return {
          ...row,
          state: 'searching',
          reason: 'retried',
          attempts: row.attempts + (event.data.resumed ? 0 : 1),
          nextAttemptAt: null,
        };
      case 'WishIgnored':
        return { ...row, reason: 'ignored', nextAttemptAt: null };
      case 'AcquisitionAbandoned':
        return { ...row, state: 'wished', reason: event.data.cause, nextAttemptAt: null };
      case 'AcquisitionCancelled':
        return {
          ...row,
          state: 'cancelled',
          reason: cancelledBecause(event.data.cause),
          nextAttemptAt: null,
          offer: null,
          ending: endingOf(row),
        };
      case 'AcquisitionFulfilled':
        return { ...row, state: 'fulfilled', reason: 'in-the-library', nextAttemptAt: null, ending: endingOf(row) };
      case 'TransferCancelled':
        return { ...row, ending: row.ending.filter((one) => one !== event.data.transferId) };
      case 'SearchCancelled':
        return { ...row, ending: row.ending.filter((one) => one !== SEARCH) };
      default:
        return row;
    }
  },
});

const some = (id: string | null): readonly string[] => (id === null ? [] : [id]);
const SEARCH = 'search';

/** What is under way at the network when it is given up. */
function endingOf(row: StoredAcquisition): readonly string[] {
  if (row.state === 'transferring' && row.transferId !== null) return [...row.ending, row.transferId];
  return row.state === 'searching' || row.state === 'requested' ? [...row.ending, SEARCH] : row.ending;
}
