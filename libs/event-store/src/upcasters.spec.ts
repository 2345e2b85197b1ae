import { describe, expect, it } from '@jest/globals';
import type { EventEnvelope } from '@soulsync/contracts';
import { upcasters } from './upcasters.js';

const stored: EventEnvelope = {
  id: '1',
  type: 'Renamed',
  schemaVersion: 1,
  time: '2026-01-01T00:00:00.000Z',
  aggregateType: 'thing',
  aggregateId: 'a',
  version: 1,
  correlationId: 'c',
  causationId: null,
  actor: 'person:ida',
  traceparent: null,
  data: { title: 'Old' },
};

describe('an event of an old schema version', () => {
  it('is brought up step by step on reading and stays as stored', () => {
    const up = upcasters([
      { type: 'Renamed', from: 1, up: (data) => ({ name: (data as { title: string }).title }) },
      { type: 'Renamed', from: 2, up: (data) => ({ ...data, locale: null }) },
    ]);
    expect(up(stored)).toMatchObject({ schemaVersion: 3, data: { name: 'Old', locale: null } });
    expect(stored.data).toEqual({ title: 'Old' });
  });
});
