import { published } from '@soulsync/contracts';
import type { WishCause } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';

export interface WishRow {
  readonly id: string;
  readonly title: string;
  readonly artists: readonly string[];
  readonly album: string | null;
  /** `trying`: not listed; the recording is being fetched. */
  readonly state: 'trying' | 'open' | 'ignored' | 'stopped';
  readonly cause: string;
  readonly why: string;
  readonly attempts: number;
  readonly nextAttemptAt: string | null;
  readonly since: string;
}

const words: Readonly<Record<WishCause, string>> = {
  'nothing-offered': 'No peer offered anything for it.',
  'no-acceptable-offer': 'What was offered is another recording, or not good enough.',
  'offers-failed': 'Every acceptable offer failed on the way.',
  'file-refused': 'Every file that arrived failed its checks.',
  'filing-failed': 'The file could not be filed.',
  'asked-by-person': 'A person put it here.',
};

/** What is still wished for, and why it was not got. */
export const wishesProjection = projection<WishRow>({
  name: 'wishes',
  version: 1,
  key: 'id',
  columns: {
    id: 'text',
    title: 'text',
    artists: 'text[]',
    album: 'text',
    state: 'text',
    cause: 'text',
    why: 'text',
    attempts: 'integer',
    nextAttemptAt: 'timestamptz',
    since: 'timestamptz',
  },
  indexes: ['("state")'],
  keys: (event) => (event.aggregateType === 'acquisition' ? [event.aggregateId] : []),
  evolve(row, envelope, id) {
    const event = published(envelope);
    switch (event.type) {
      case 'AcquisitionRequested': {
        const { title, artists, album } = event.data.recording;
        return {
          id,
          title,
          artists,
          album,
          state: 'trying',
          cause: '',
          why: '',
          attempts: 0,
          nextAttemptAt: null,
          since: event.data.requestedAt,
        };
      }
      case 'AcquisitionWished': {
        const { cause, attempts, nextAttemptAt } = event.data;
        return row && { ...row, state: nextAttemptAt === null ? 'stopped' : 'open', cause, why: words[cause], attempts, nextAttemptAt };
      }
      case 'WishRetried':
        return row && { ...row, state: 'trying', nextAttemptAt: null };
      case 'WishIgnored':
        return row && { ...row, state: 'ignored', nextAttemptAt: null };
      case 'AcquisitionCancelled':
      case 'AcquisitionFulfilled':
        return null;
      default:
        return row;
    }
  },
});
