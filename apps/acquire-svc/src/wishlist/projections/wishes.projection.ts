import { published, summaryOf } from '@soulsync/contracts';
import type { WishCause, WishRow } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';

/** Not listed are `trying`: the recording is being fetched; and `cancelled`: it is not, and may be again. */
type StoredWish = Omit<WishRow, 'state'> & { readonly state: WishRow['state'] | 'trying' | 'cancelled' };

const words: Readonly<Record<WishCause, string>> = {
  'nothing-offered': 'No peer offered anything for it.',
  'no-acceptable-offer': 'What was offered is another recording, or not good enough.',
  'peers-resting': 'Peers offer it that can not be asked now; they are asked again at the time of the next attempt.',
  'peers-blocked': 'Only peers that are blocked offer it.',
  'offers-failed': 'Every acceptable offer failed on the way.',
  'file-refused': 'Every file that arrived failed its checks.',
  'filing-failed': 'The file could not be filed.',
  'asked-by-person': 'A person put it here.',
};

/** What is still wished for, and why it was not got. */
export const wishesProjection = projection<StoredWish>({
  name: 'wishes',
  version: 2,
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
        const { title, artists, album } = summaryOf(event.data.recording);
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
        return row && { ...row, state: 'cancelled', nextAttemptAt: null };
      case 'AcquisitionFulfilled':
        return null;
      default:
        return row;
    }
  },
});
