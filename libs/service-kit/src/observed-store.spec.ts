import { describe, expect, it } from '@jest/globals';
import { inMemoryEventStore } from '@soulsync/event-store';
import { jsonLogger } from './json-logger.js';
import { metrics } from './metrics.js';
import { observedStore } from './observed-store.js';

const context = {
  correlationId: 'correlation',
  causationId: 'cause',
  actor: { kind: 'account', id: 'ann' } as const,
  traceparent: null,
  time: '2026-01-01T00:00:00.000Z',
};

describe('a store that is watched', () => {
  it('writes a line a commit with the correlation it belongs to and no payload, and counts events by type', async () => {
    const lines: string[] = [];
    const figures = metrics('test-svc', '0.0.0');
    const store = observedStore(
      inMemoryEventStore(),
      figures,
      jsonLogger(
        'test-svc',
        () => 'info',
        (line) => lines.push(line),
      ),
    );
    await store.append(
      { aggregateType: 'account', aggregateId: 'a' },
      [
        { type: 'Opened', data: { secret: 'hidden' } },
        { type: 'Added', data: {} },
      ],
      'none',
      'commit-1',
      context,
    );
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'info',
      message: 'stored',
      aggregate: 'account/a',
      events: ['Opened', 'Added'],
      correlationId: 'correlation',
      causationId: 'cause',
      actor: 'account:ann',
    });
    expect(lines[0]).not.toContain('hidden');
    expect(await figures.registry.metrics()).toContain('soulsync_events_stored_total{type="Opened",service="test-svc"} 1');
  });

  it('neither counts nor tells what was stored before', async () => {
    const lines: string[] = [];
    const figures = metrics('test-svc', '0.0.0');
    const store = observedStore(
      inMemoryEventStore(),
      figures,
      jsonLogger(
        'test-svc',
        () => 'info',
        (line) => lines.push(line),
      ),
    );
    const append = () =>
      store.append({ aggregateType: 'account', aggregateId: 'a' }, [{ type: 'Opened', data: {} }], 'none', 'commit', context);
    const { token } = await append();
    expect((await append()).token).toBe(token);
    expect(lines).toHaveLength(1);
    expect(await figures.registry.metrics()).toContain('soulsync_events_stored_total{type="Opened",service="test-svc"} 1');
  });

  it('neither counts nor tells what was refused', async () => {
    const lines: string[] = [];
    const store = observedStore(
      inMemoryEventStore(),
      metrics('test-svc', '0.0.0'),
      jsonLogger(
        'test-svc',
        () => 'info',
        (line) => lines.push(line),
      ),
    );
    const append = () =>
      store.append({ aggregateType: 'account', aggregateId: 'a' }, [{ type: 'Opened', data: {} }], 'none', crypto.randomUUID(), context);
    await append();
    await expect(append()).rejects.toThrow();
    expect(lines).toHaveLength(1);
  });
});
