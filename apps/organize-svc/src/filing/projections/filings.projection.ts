import { published } from '@soulsync/contracts';
import type { AudioQuality, FileRefusalCode, FilingFailure, Params } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';

export interface FilingRow {
  readonly id: string;
  readonly acquisitionId: string;
  readonly title: string;
  readonly artists: readonly string[];
  readonly state: 'started' | 'verified' | 'tagged' | 'published' | 'refused' | 'quarantined' | 'failed';
  readonly path: string | null;
  readonly quality: AudioQuality | null;
  readonly reasons: readonly { readonly code: FileRefusalCode | FilingFailure; readonly params: Params }[];
  readonly source: string;
  /** Published, and nothing of it is left in staging or among the downloads that should not be. */
  readonly tidied: boolean;
  readonly startedAt: string;
  readonly updatedAt: string;
}

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
      const { acquisitionId, recording, transfer, startedAt } = event.data;
      const source = `${transfer.username}: ${transfer.filename}`;
      return {
        id,
        acquisitionId,
        title: recording.title,
        artists: recording.artists,
        state: 'started',
        path: null,
        quality: null,
        reasons: [],
        source,
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
