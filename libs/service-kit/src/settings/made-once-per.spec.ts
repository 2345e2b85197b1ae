import { describe, expect, it } from '@jest/globals';
import { madeOncePer } from './made-once-per.js';

describe('what is made for the same values', () => {
  it('is made once, and again after a change of any of them', () => {
    let values: readonly [string, number] = ['a', 1];
    const made: string[] = [];
    const current = madeOncePer(
      () => values,
      ([letter, number]) => made.push(`${letter}${number}`),
    );
    expect([current(), current()]).toEqual([1, 1]);
    values = ['a', 2];
    expect([current(), current()]).toEqual([2, 2]);
    expect(made).toEqual(['a1', 'a2']);
  });
});
