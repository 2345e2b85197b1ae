import type { NatsConnection } from '@nats-io/transport-node';
import type { LiveTopic } from '@soulsync/contracts';
import { messageOf, newId } from '@soulsync/event-store';
import type { Logger } from '@soulsync/event-store';

/** One message of the stream; `id` says which life of which gateway numbered it, for another one numbers others. */
export interface LiveMessage {
  readonly id: string;
  readonly kind: PushedTopic;
  /** What lists it; readers may ask for some alone. */
  readonly resource: string | null;
  readonly data: object;
}

export type LiveListener = (message: LiveMessage) => void;

export interface LiveHub {
  /** Messages after `after` that are still kept, or null when some of them are gone: the reader starts over. */
  since(after: string): readonly LiveMessage[] | null;
  listen(listener: LiveListener): () => void;
  readonly last: string;
}

/** Free space, and whether filing waits, are for services alone; people read both as health issues. */
type PushedTopic = Exclude<LiveTopic, 'disk' | 'filing'>;
const KEPT = 500;

/** Whose rows each topic is about; a changed record says it itself. */
const resources: Readonly<Record<Exclude<PushedTopic, 'record'>, string>> = {
  transfer: 'acquisitions',
  rebuild: 'projections',
  discovery: 'discoveries',
  edit: 'metadata-edits',
  health: 'health-issues',
};

/**
 * Tells all listeners what is told over core NATS, as it is: of changed records their names. Whoever shows one asks for it, with its own rights,
 * sorting and paging; what is sent here nobody may be looking at.
 */
export function liveHub(nats: Pick<NatsConnection, 'subscribe'>, logger: Logger, life: string = newId().slice(-8)): LiveHub {
  const listeners = new Set<LiveListener>();
  const kept: LiveMessage[] = [];
  let last = 0;
  const idOf = (n: number) => `${life}-${n}`;

  function send(kind: PushedTopic, resource: string | null, data: object): void {
    const message = { id: idOf((last += 1)), kind, resource, data };
    kept.push(message);
    if (kept.length > KEPT) kept.shift();
    for (const listener of listeners) listener(message);
  }

  function hear(topic: string, data: object): void {
    if (topic === 'record') send(topic, 'resource' in data ? String(data.resource) : null, data);
    else if (isOfOne(topic)) send(topic, resources[topic], data);
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
      return idOf(last);
    },
    since(after) {
      if (after === idOf(last)) return [];
      const at = kept.findIndex(({ id }) => id === after);
      if (at >= 0) return kept.slice(at + 1);
      return after === idOf(last - kept.length) ? [...kept] : null;
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const isOfOne = (topic: string): topic is keyof typeof resources => Object.hasOwn(resources, topic);
