import { describe, expect, it } from '@jest/globals';
import { canonical, commitIdOf, timeless } from './command-identity.js';

const stream = { aggregateType: 'account', aggregateId: 'ann' };
const deposit = { type: 'Deposit', data: { amount: 5, by: 'ann', at: '2026-11-24T12:00:00.000Z' } };

describe('the id of a commit', () => {
  it('is the same for the same command, whenever it is given', () => {
    const later = { type: 'Deposit', data: { amount: 5, by: 'ann', at: '2026-11-24T12:00:09.123Z' } };
    expect(commitIdOf('command', stream, later)).toBe(commitIdOf('command', stream, deposit));
  });

  it('is another for another command id, aggregate, or command', () => {
    const ids = [
      commitIdOf('command', stream, deposit),
      commitIdOf('command-2', stream, deposit),
      commitIdOf('command', { ...stream, aggregateId: 'bob' }, deposit),
      commitIdOf('command', { ...stream, aggregateType: 'wallet' }, deposit),
      commitIdOf('command', stream, { ...deposit, type: 'Withdraw' }),
      commitIdOf('command', stream, { ...deposit, data: { ...deposit.data, amount: 6 } }),
      commitIdOf('command', stream, { ...deposit, data: { ...deposit.data, by: '' } }),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('what says the same', () => {
  it('reads the same: order of fields aside, order of a list not', () => {
    expect(canonical({ b: [{ d: 1, c: 2 }], a: null })).toBe('{"a":null,"b":[{"c":2,"d":1}]}');
    expect(canonical({ a: [1, 2] })).not.toBe(canonical({ a: [2, 1] }));
    expect(canonical(undefined)).toBe('null');
    expect(canonical(JSON.parse('{"__proto__":1}'))).toBe('{"__proto__":1}');
  });

  it('keeps an instant within a text, also between quotes', () => {
    const quoting = (at: string) => ({ detail: `it said "${at}" then` });
    expect(timeless(quoting('2026-11-24T12:00:00.000Z'))).not.toBe(timeless(quoting('2026-11-24T12:00:01.000Z')));
  });

  it('keeps dates that others wrote', () => {
    expect(timeless({ releasedAt: '1997-06-16' })).not.toBe(timeless({ releasedAt: '1998-06-16' }));
    expect(timeless({ addedAt: '2024-01-01T00:00:00Z' })).not.toBe(timeless({ addedAt: '2024-01-02T00:00:00Z' }));
  });
});
