import type { Actor } from './actor.js';
import type { Instant } from './ids.js';

/** What a domain says: a past-tense type and plain data. */
export interface DomainEvent {
  readonly type: string;
  readonly data: object;
}

/** One stored event (CloudEvents names where they exist). Stored envelopes never change; upcasters act on reading. */
export interface EventEnvelope<E extends DomainEvent = DomainEvent> {
  readonly id: string;
  readonly type: E['type'];
  readonly schemaVersion: number;
  readonly time: Instant;
  readonly aggregateType: string;
  readonly aggregateId: string;
  /** 1-based place of the event in its aggregate. */
  readonly version: number;
  readonly correlationId: string;
  /** Id of the event or command that led to this one; null for a person's own act. */
  readonly causationId: string | null;
  readonly actor: Actor;
  /** W3C trace context, null when nobody traces. */
  readonly traceparent: string | null;
  readonly data: E['data'];
}
