import { expect, describe, it } from '@jest/globals';
import { firstTries } from './first-tries.js';

describe('the first try on a connection', () => {
  it('is the first alone', () => {
    const isFirst = firstTries();
    const [one, other] = [{}, {}];
    expect([isFirst(one, 'a'), isFirst(one, 'a'), isFirst(other, 'a')]).toEqual([true, false, true]);
  });

  it("is each browser's own on one connection of a proxy", () => {
    const isFirst = firstTries();
    const proxy = {};
    expect([isFirst(proxy, 'a'), isFirst(proxy, 'b'), isFirst(proxy, 'a')]).toEqual([true, true, false]);
  });

  it('is remembered of so many, and of nobody after them', () => {
    const isFirst = firstTries();
    const proxy = {};
    const tries = Array.from({ length: 1_200 }, (_, n) => isFirst(proxy, `a${n}`));
    expect(tries.filter(Boolean)).toHaveLength(1_000);
  });
});
