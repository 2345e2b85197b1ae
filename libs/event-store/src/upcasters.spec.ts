import { describe, expect, it } from '@jest/globals';
import type { Actor, EventEnvelope } from '@soulsync/contracts';
import { inMemoryEventStore } from './in-memory/in-memory-event-store.js';
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
  actor: { kind: 'account', id: 'ida' } as const,
  traceparent: null,
  data: { title: 'Old' },
};

describe('an event of an old schema version', () => {
  it('is brought up step by step on reading and stays as stored', () => {
    const { up, versionOf } = upcasters([
      { type: 'Renamed', from: 1, up: (data) => ({ name: (data as { title: string }).title }) },
      { type: 'Renamed', from: 2, up: (data) => ({ ...data, locale: null }) },
    ]);
    expect(up(stored)).toMatchObject({ schemaVersion: 3, data: { name: 'Old', locale: null } });
    expect(stored.data).toEqual({ title: 'Old' });
    expect([versionOf('Renamed'), versionOf('Other')]).toEqual([3, 1]);
  });

  it('is brought up from wherever it was written, and left alone where it is as new as can be', () => {
    const { up } = upcasters([{ type: 'Renamed', from: 2, up: () => ({ name: 'New' }) }]);
    expect(up({ ...stored, schemaVersion: 2 }).data).toEqual({ name: 'New' });
    const newest = { ...stored, schemaVersion: 3 };
    expect(up(newest)).toBe(newest);
  });

  it('says who caused it as data, also where it was a text', () => {
    const { up } = upcasters([]);
    expect(up({ ...stored, actor: 'person:ida' as unknown as Actor }).actor).toEqual({ kind: 'account', id: 'ida' });
    expect(up(stored)).toBe(stored);
  });

  it('is not left to chance by two steps for one version', () => {
    const step = { type: 'Renamed', from: 1, up: (data: object) => data };
    expect(() => upcasters([step, step])).toThrow('two upcasters');
  });
});

describe('a store that knows upcasters', () => {
  it('writes the newest version, reads an older one as the newest, and hands both to every reader', async () => {
    const known = upcasters([{ type: 'Renamed', from: 1, up: (data) => ({ name: (data as { title: string }).title }) }]);
    const stream = { aggregateType: 'thing', aggregateId: 'a' };
    const context = {
      correlationId: 'c',
      causationId: null,
      actor: { kind: 'account', id: 'ida' } as const,
      traceparent: null,
      time: stored.time,
    };
    const store = inMemoryEventStore({ upcasters: known });
    await store.append(stream, [{ type: 'Renamed', data: { name: 'Now' } }], 'none', 'one', context);
    const read: EventEnvelope[] = [];
    for await (const commit of store.readAll(null)) read.push(...commit.events);
    expect(read).toMatchObject([{ schemaVersion: 2, data: { name: 'Now' } }]);
  });
});
