import { published } from '@soulsync/contracts';
import type { AcquisitionId } from '@soulsync/contracts';
import type { DeadlineRule } from '@soulsync/event-store';

/** A wish is tried again when its time has come; whatever ends it takes the time back. */
export function retryWishes(retry: (id: AcquisitionId) => Promise<void>, longestMs: () => number): DeadlineRule {
  return {
    name: 'retry-wish',
    get longestMs() {
      return longestMs();
    },
    on: ['AcquisitionWished', 'WishRetried', 'WishIgnored', 'AcquisitionCancelled', 'AcquisitionFulfilled'],
    plan(envelope) {
      const event = published(envelope);
      if (event.type === 'AcquisitionWished' && event.data.nextAttemptAt !== null)
        return [{ set: { id: event.aggregateId, dueAt: event.data.nextAttemptAt, data: {} } }];
      return [{ clear: event.aggregateId }];
    },
    fire: (deadline) => retry(deadline.id as AcquisitionId), // set above from the acquisition's own id
  };
}
