import { describe, expect, it } from '@jest/globals';
import { NEVER } from 'rxjs';
import type { PeerNetwork } from '../ports/peer-network.js';
import { liveNetwork, madeOncePer } from './live-network.js';

describe('a network that is set up while everything goes on', () => {
  it('is the one that is set up when it is asked, and unavailable while there is none', async () => {
    let name: string | null = null;
    const named = (of: string) => ({ cancelSearch: async () => Promise.reject(new Error(of)) }) as unknown as PeerNetwork; // one call is enough
    const network = liveNetwork(() => (name === null ? null : named(name)), NEVER);
    expect(network.isSetUp()).toBe(false);
    await expect(network.cancelSearch('s')).rejects.toMatchObject({ name: 'Unavailable', message: 'slskd is not set up' });
    for (name of ['first', 'second']) await expect(network.cancelSearch('s')).rejects.toThrow(name);
    expect(network.isSetUp()).toBe(true);
  });
});

describe('what is made for the same values', () => {
  it('is made once, and again after a change', () => {
    let values = 'a';
    const made: string[] = [];
    const current = madeOncePer(
      () => values,
      (now) => made.push(now),
      (a, b) => a === b,
    );
    expect([current(), current()]).toEqual([1, 1]);
    values = 'b';
    expect([current(), current()]).toEqual([2, 2]);
    expect(made).toEqual(['a', 'b']);
  });
});
