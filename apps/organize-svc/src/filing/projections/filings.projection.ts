import { acquisitionOf, namesOf, published } from '@soulsync/contracts';
import type { FilingRow } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';

/** How far each finished download has come on its way into the library. */
export const filingsProjection = projection<FilingRow>({
  name: 'filings',
  version: 3,
  key: 'id',
  columns: {
    id: 'text',
    acquisitionId: 'text',
    title: 'text',
    artists: 'text[]',
    state: 'text',
    path: 'text',
    quality: 'jsonb',
    reasons: 'jsonb',
    source: 'text',
    tidied: 'boolean',
    startedAt: 'timestamptz',
    updatedAt: 'timestamptz',
  },
  indexes: ['("state")', '("acquisitionId")'],
  keys: (event) => (event.aggregateType === 'filing' ? [event.aggregateId] : []),
  evolve(known, envelope, id) {
    const event = published(envelope);
    if (event.type === 'FilingStarted') {
      const { source: from, recording, file, startedAt } = event.data;
      return {
        id,
        acquisitionId: acquisitionOf(from),
        title: recording.title,
        artists: namesOf(recording.artists),
        state: 'started',
        path: null,
        quality: null,
        reasons: [],
        source: file.label,
        tidied: false,
        startedAt,
        updatedAt: startedAt,
      };
    }
    if (!known) return null;
    const row = { ...known, updatedAt: event.time };
    switch (event.type) {
      case 'FileVerified':
        return { ...row, state: 'verified', quality: event.data.quality };
      case 'FileTagged':
        return { ...row, state: 'tagged', path: event.data.path };
      case 'FilePublished':
        return { ...row, state: 'published', path: event.data.path };
      case 'FilingTidied':
        return { ...row, tidied: true };
      case 'FileRefused':
        return { ...row, state: 'refused', reasons: event.data.reasons.map(({ code, params }) => ({ code, params: { ...params } })) };
      case 'FileQuarantined':
        return { ...row, state: 'quarantined', path: event.data.path };
      case 'FilingFailed':
        return { ...row, state: 'failed', reasons: [{ code: event.data.cause, params: {} }] };
      default:
        return known;
    }
  },
});
