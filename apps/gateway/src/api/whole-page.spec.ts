import { describe, expect, it } from '@jest/globals';
import type { ResourceQuery } from '@soulsync/contracts';
import type { RpcClient } from '@soulsync/service-kit';
import { wholePage } from './whole-page.js';

const context = { actor: { kind: 'account', id: 'ann' } as const, correlationId: 'test', traceparent: null };
const all = Array.from({ length: 60 }, (_, n) => ({ id: `a${n}` }));

/** A service that answers at most so many rows at once. */
function answering(most: number) {
  const asked: ResourceQuery[] = [];
  const request = async (_: string, body: object) => {
    const query = body as ResourceQuery; // what wholePage asks
    asked.push(query);
    const fit = query.ids
      ? all.filter(({ id }) => query.ids?.includes(id))
      : all.slice(query.start ?? 0, query.end ?? (query.start ?? 0) + 25);
    const rows = fit.slice(0, most);
    return { rows, total: query.ids ? fit.length : all.length, ...(rows.length < fit.length ? { more: true } : {}) };
  };
  return { asked, requests: { request } as unknown as RpcClient };
}

describe('a page that no message holds', () => {
  it.each([
    ['a range', { resource: 'x', start: 10, end: 45 }, all.slice(10, 45), 60],
    ['a range without an end', { resource: 'x', start: 30 }, all.slice(30, 55), 60],
    [
      'ids, of which one is none',
      { resource: 'x', ids: ['a1', 'no', ...all.slice(20, 40).map(({ id }) => id)] },
      [all[1], ...all.slice(20, 40)],
      21,
    ],
  ])('is put together: %s', async (_, query, rows, total) => {
    const { requests, asked } = answering(8);
    expect(await wholePage(requests, 'rpc.x.query', query, context)).toEqual({ rows, total });
    expect(asked).toHaveLength(Math.ceil(rows.length / 8));
  });

  it('costs one request where it fits', async () => {
    const { requests, asked } = answering(500);
    expect((await wholePage(requests, 'rpc.x.query', { resource: 'x', end: 60 }, context)).rows).toEqual(all);
    expect(asked).toHaveLength(1);
  });
});
