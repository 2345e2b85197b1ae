import type { NatsConnection } from '@nats-io/transport-node';
import type { LiveDiscovery, LiveEdit, LiveRecords, LiveTransfer, RequestContext, ResourcePage } from '@soulsync/contracts';
import type { Logger } from '@soulsync/event-store';
import type { RpcClient } from '@soulsync/service-kit';
import type { ServedResource } from '../resources.js';

/** One message of the stream; `id` is the gateway's own sequence. */
export interface LiveMessage {
  readonly id: number;
  readonly kind: 'record' | 'list' | 'transfer' | 'rebuild' | 'health' | 'discovery' | 'edit';
  readonly resource: string | null;
  readonly data: object;
}

export type LiveListener = (message: LiveMessage) => void;

export interface LiveHub {
  /** Messages after `after` that are still kept, or null when some of them are gone: the reader starts over. */
  since(after: number): readonly LiveMessage[] | null;
  listen(listener: LiveListener): () => void;
  readonly last: number;
}

const KEPT = 500;
const context: RequestContext = { actor: 'service:gateway', correlationId: 'live', traceparent: null };

/** Hears what changed over core NATS, reads the changed records from their owners while someone looks, and tells all listeners. */
export function liveHub(nats: NatsConnection, requests: RpcClient, resources: readonly ServedResource[], logger: Logger): LiveHub {
  const listeners = new Set<LiveListener>();
  const kept: LiveMessage[] = [];
  let last = 0;

  function tell(kind: LiveMessage['kind'], resource: string | null, data: object): void {
    const message = { id: (last += 1), kind, resource, data };
    kept.push(message);
    if (kept.length > KEPT) kept.shift();
    for (const listener of listeners) listener(message);
  }

  async function records({ resource, ids }: LiveRecords): Promise<void> {
    const served = resources.find((candidate) => candidate.name === resource);
    if (!served) return;
    // Rows of other projections than the resource's own key (an entry's state) only say that lists changed.
    const page =
      ids.length === 0 || listeners.size === 0
        ? null
        : await requests.request<ResourcePage<{ id: string }>>(served.subject, { resource, ids }, context);
    if (page === null || page.rows.length === 0) return tell('list', resource, { resource });
    for (const record of page.rows) tell('record', resource, { resource, id: record.id, kind: 'upsert', record });
  }

  nats.subscribe('live.>', {
    callback: (error, message) => {
      if (error) return logger.warn('live updates were interrupted', { error: error.message });
      const topic = message.subject.split('.')[1];
      if (topic === 'record')
        void records(message.json<LiveRecords>()).catch((failure: unknown) =>
          logger.debug('a changed record could not be read', { error: String(failure) }),
        );
      else if (topic === 'transfer') tell('transfer', 'acquisitions', message.json<LiveTransfer>());
      else if (topic === 'rebuild') tell('rebuild', 'projections', message.json<object>());
      else if (topic === 'discovery') tell('discovery', 'discoveries', message.json<LiveDiscovery>());
      else if (topic === 'edit') tell('edit', 'library-edits', message.json<LiveEdit>());
      else if (topic === 'health') tell('health', 'health-issues', message.json<object>());
    },
  });

  return {
    get last() {
      return last;
    },
    since(after) {
      if (after > last || (kept[0] !== undefined && kept[0].id > after + 1)) return null;
      return kept.filter((message) => message.id > after);
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
