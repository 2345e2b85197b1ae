import { published, summaryOf } from '@soulsync/contracts';
import type { WishRow } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';

/** Not listed are `trying`: the recording is being fetched; and `cancelled`: it is not, and may be again. */
type StoredWish = Omit<WishRow, 'state'> & { readonly state: WishRow['state'] | 'trying' | 'cancelled' };

/** What is still wished for, and why it was not got. */
export const wishesProjection = projection<StoredWish>({
  name: 'wishes',
  version: 3,
  key: 'id',
  columns: {
    id: 'text',
    title: 'text',
    artists: 'text[]',
    album: 'text',
    state: 'text',
    cause: 'text',
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
          attempts: 0,
          nextAttemptAt: null,
          since: event.data.requestedAt,
        };
      }
      case 'AcquisitionWished': {
        const { cause, attempts, nextAttemptAt } = event.data;
        return row && { ...row, state: nextAttemptAt === null ? 'stopped' : 'open', cause, attempts, nextAttemptAt };
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
