import type { DomainEvent, EventEnvelope } from '@soulsync/contracts';
import { newId } from '../ids.js';

/** Who it concerns, and whatever else of the envelope a test speaks of. */
export type About = Pick<EventEnvelope, 'aggregateType' | 'aggregateId'> & Partial<EventEnvelope>;

/** An event as the log hands it over. */
export function envelopeOf({ type, data }: DomainEvent, about: About): EventEnvelope {
  const id = newId();
  return {
    id,
    type,
    schemaVersion: 1,
    time: '2026-01-01T00:00:00.000Z',
    version: 1,
    correlationId: id,
    causationId: null,
    actor: { kind: 'process', id: 'test' },
    traceparent: null,
    data,
    ...about,
  };
}
