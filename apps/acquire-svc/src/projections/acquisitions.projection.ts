import { published } from '@soulsync/contracts';
import type { Offer } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';
import { storyLine } from './story-line.js';

export interface AcquisitionRow {
  readonly id: string;
  readonly title: string;
  readonly artists: readonly string[];
  readonly album: string | null;
  readonly state: 'requested' | 'searching' | 'transferring' | 'filing' | 'indexing' | 'fulfilled' | 'wished' | 'cancelled';
  readonly reason: string;
  readonly searches: number;
  readonly attempts: number;
  readonly offer: Offer | null;
  readonly offers: readonly Offer[];
  readonly rejections: Readonly<Record<string, number>>;
  readonly timeline: readonly { readonly at: string; readonly type: string; readonly text: string }[];
  readonly nextAttemptAt: string | null;
  readonly requestedAt: string;
  readonly updatedAt: string;
}

/** The newest lines of a story; a wish of many months keeps its row small, its events hold the rest. */
const TIMELINE_KEPT = 60;

/** Where each acquisition stands, what was offered, and its whole story in words. */
export const acquisitionsProjection = projection<AcquisitionRow>({
  name: 'acquisitions',
  version: 1,
  key: 'id',
  columns: {
    id: 'text',
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
    requestedAt: 'timestamptz',
    updatedAt: 'timestamptz',
  },
  indexes: ['("state")'],
  keys(envelope) {
    const event = published(envelope);
    if (event.aggregateType === 'acquisition') return [event.aggregateId];
    return event.type === 'FilePublished' || event.type === 'FileRefused' || event.type === 'FilingFailed'
      ? [event.data.acquisitionId]
      : [];
  },
  evolve(known, envelope, id) {
    const event = published(envelope);
    if (event.type === 'AcquisitionRequested') {
      const { title, artists, album } = event.data.recording;
      const begun = {
        id,
        title,
        artists,
        album,
        state: 'requested' as const,
        reason: 'missing',
        searches: 0,
        attempts: 1,
        offer: null,
        offers: [],
        rejections: {},
      };
      const at = event.data.requestedAt;
      return {
        ...begun,
        timeline: [...(known?.timeline ?? []), line(envelope)].slice(-TIMELINE_KEPT),
        nextAttemptAt: null,
        requestedAt: at,
        updatedAt: at,
      };
    }
    if (!known) return null;
    const row: AcquisitionRow = { ...known, timeline: [...known.timeline, line(envelope)].slice(-TIMELINE_KEPT), updatedAt: event.time };
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
        return { ...row, state: 'transferring', reason: 'offer-chosen', offer: event.data.offer };
      case 'TransferQueued':
        return { ...row, state: 'transferring', reason: 'queued' };
      case 'TransferFailed':
        return { ...row, state: 'searching', reason: event.data.cause, offer: null };
      case 'TransferFinished':
        return { ...row, state: 'filing', reason: 'transferred' };
      case 'OfferRefused':
        return { ...row, state: 'searching', reason: event.data.reasons[0] ?? 'file-refused', offer: null };
      case 'FilePublished':
        return row.state === 'fulfilled' ? row : { ...row, state: 'indexing', reason: 'published' };
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
        return { ...row, state: 'searching', reason: 'retried', attempts: row.attempts + 1, nextAttemptAt: null };
      case 'WishIgnored':
        return { ...row, reason: 'ignored', nextAttemptAt: null };
      case 'AcquisitionAbandoned':
        return { ...row, state: 'wished', reason: event.data.cause, nextAttemptAt: null };
      case 'AcquisitionCancelled':
        return { ...row, state: 'cancelled', reason: 'cancelled', nextAttemptAt: null, offer: null };
      case 'AcquisitionFulfilled':
        return { ...row, state: 'fulfilled', reason: 'in-the-library', nextAttemptAt: null };
      default:
        return row;
    }
  },
});

const line = (envelope: Parameters<typeof storyLine>[0]) => ({ at: envelope.time, type: envelope.type, text: storyLine(envelope) });
