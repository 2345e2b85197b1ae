import { describe, expect, it } from '@jest/globals';
import { instantOf, wholeOf } from './external-values.js';

describe('a number from outside', () => {
  it('is whole and within bounds, also as text, or unknown', () => {
    for (const [value, read] of [
      [200_000, 200_000],
      ['200000', 200_000],
      [200_000.4, 200_000],
      [2_147_483_647, 2_147_483_647],
      [0, null],
      [-1, null],
      [9e12, null],
      [1e300, null],
      [Infinity, null],
      [NaN, null],
      ['', null],
      ['long', null],
      [null, null],
      [undefined, null],
      [true, null],
      [{}, null],
    ] as const)
      expect([value, wholeOf(value, 1)]).toEqual([value, read]);
    expect(wholeOf(2 ** 53 + 2, 0, Number.MAX_SAFE_INTEGER)).toBeNull();
    expect(wholeOf(0, 0)).toBe(0);
  });
});

describe('a time from outside', () => {
  it('stays as it was written, or is unknown', () => {
    for (const good of ['2019-01-01T00:00:00Z', '1970-01-01T00:00:00Z', '2019-01-01T01:02:03.456+02:00'])
      expect(instantOf(good)).toBe(good);
    for (const bad of ['', 'yesterday', '2019', '0000-01-01T00:00:00Z', '+275760-09-13T00:00:00.000Z', '2019-13-01T00:00:00Z', 5, null])
      expect([bad, instantOf(bad)]).toEqual([bad, null]);
  });
});
