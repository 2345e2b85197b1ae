import type { NatsConnection } from '@nats-io/transport-node';
import type { LiveTopic } from '@soulsync/contracts';
import { messageOf } from '@soulsync/event-store';
import type { Logger } from '@soulsync/event-store';

/** One message of the stream; `id` is the gateway's own sequence. */
export interface LiveMessage {
  readonly id: number;
  readonly kind: ToldTopic;
  /** What lists it; readers may ask for some alone. */
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

/** Free space, and whether filing waits, are for services alone; people read both as health issues. */
type ToldTopic = Exclude<LiveTopic, 'disk' | 'filing'>;
const KEPT = 500;

/** Whose rows each topic is about; a changed record says it itself. */
const resources: Readonly<Record<Exclude<ToldTopic, 'record'>, string>> = {
  transfer: 'acquisitions',
  rebuild: 'projections',
  discovery: 'discoveries',
  edit: 'library-edits',
  health: 'health-issues',
};

/**
 * Tells all listeners what is told over core NATS, as it is: of changed records their names. Whoever shows one asks for it, with its own rights,
 * sorting and paging; what is sent here nobody may be looking at.
 */
export function liveHub(nats: Pick<NatsConnection, 'subscribe'>, logger: Logger): LiveHub {
  const listeners = new Set<LiveListener>();
  const kept: LiveMessage[] = [];
  let last = 0;

  function tell(kind: ToldTopic, resource: string | null, data: object): void {
    const message = { id: (last += 1), kind, resource, data };
    kept.push(message);
    if (kept.length > KEPT) kept.shift();
    for (const listener of listeners) listener(message);
  }

  function hear(topic: string, data: object): void {
    if (topic === 'record') tell(topic, 'resource' in data ? String(data.resource) : null, data);
    else if (isOfOne(topic)) tell(topic, resources[topic], data);
  }

  nats.subscribe('live.>', {
    callback: (error, message) => {
      if (error) return logger.warn('live updates were interrupted', { error: error.message });
      try {
        hear(message.subject.split('.')[1] ?? '', message.json<object>());
      } catch (failure) {
        logger.warn('a live update could not be read', { subject: message.subject, error: messageOf(failure) });
      }
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

const isOfOne = (topic: string): topic is keyof typeof resources => Object.hasOwn(resources, topic);
