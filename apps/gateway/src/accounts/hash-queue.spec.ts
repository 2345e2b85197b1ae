import { describe, expect, it } from '@jest/globals';
import { hashQueue } from './hash-queue.js';
import { Abandoned, TryLater } from './try-later.js';

/** Work that is done when the test says so, in the order in which it began. */
function held() {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  return {
    begun,
    work: (name: string) => () =>
      new Promise<void>((resolve) => {
        begun.push(name);
        ends.push(resolve);
      }),
    async endOne() {
      ends.shift()?.();
      await new Promise(setImmediate);
    },
  };
}

describe('hashes that are asked for', () => {
  it('are computed two at a time, known browsers first, and refused when too many wait', async () => {
    const inTurn = hashQueue(2, 2);
    const { begun, work, endOne } = held();
    const all = ['a', 'b', 'c', 'd'].map((name) => inTurn({ rank: 2 }, work(name)));
    await expect(inTurn({ rank: 2 }, work('e'))).rejects.toBeInstanceOf(TryLater);
    all.push(inTurn({ rank: 0 }, work('owner')));
    await new Promise(setImmediate);
    expect(begun).toEqual(['a', 'b']);
    await endOne();
    expect(begun).toEqual(['a', 'b', 'owner']);
    for (let n = 0; n < 4; n += 1) await endOne();
    await Promise.all(all);
    expect(begun).toEqual(['a', 'b', 'owner', 'c', 'd']);
  });

  it('are not computed for a client that has gone, and leave their place to the next', async () => {
    const inTurn = hashQueue(1, 1);
    const { begun, work, endOne } = held();
    const first = inTurn({ rank: 2 }, work('first'));
    const gone = new AbortController();
    const left = inTurn({ rank: 2, gone: gone.signal }, work('left'));
    gone.abort();
    await expect(left).rejects.toBeInstanceOf(Abandoned);
    const next = inTurn({ rank: 2 }, work('next'));
    await new Promise(setImmediate);
    await endOne();
    await endOne();
    await Promise.all([first, next]);
    expect(begun).toEqual(['first', 'next']);
    await expect(inTurn({ rank: 2, gone: gone.signal }, work('late'))).rejects.toBeInstanceOf(Abandoned);
  });

  it('that fail give their place back', async () => {
    const inTurn = hashQueue(1, 0);
    await expect(inTurn({ rank: 2 }, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await inTurn({ rank: 2 }, async () => 'next')).toBe('next');
  });
});
