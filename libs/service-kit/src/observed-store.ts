import { actorText } from '@soulsync/contracts';
import type { EventStore, Logger } from '@soulsync/event-store';
import type { Metrics } from './metrics.js';

/** Says and counts what this service stored: one line a commit, with the correlation it belongs to. No payloads. */
export function observedStore(store: EventStore, metrics: Metrics, logger: Logger): EventStore {
  return {
    ...store,
    async append(stream, events, expected, commitId, context) {
      const appended = await store.append(stream, events, expected, commitId, context);
      if (appended.repeated) return appended;
      const types = events.map(({ type }) => type);
      for (const type of types) metrics.eventStored(type);
      logger.info('stored', {
        aggregate: `${stream.aggregateType}/${stream.aggregateId}`,
        events: types,
        position: appended.position,
        correlationId: context.correlationId,
        causationId: context.causationId,
        actor: actorText(context.actor),
      });
      return appended;
    },
  };
}
