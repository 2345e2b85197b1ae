import { describe, expect, it } from '@jest/globals';
import { fit } from './fit.js';

const grid = { a: [1, 2, 3, 4, 5], b: [10, 20, 30] };

describe('fitting numbers one after the other', () => {
  it('finds the best of each', () => {
    expect(fit(grid, ({ a, b }) => -Math.abs(a - 5) - Math.abs(b - 10))).toEqual({ a: 5, b: 10 });
  });

  it('leaves in the middle what makes no difference', () => {
    expect(fit(grid, ({ a }) => -Math.abs(a - 1))).toEqual({ a: 1, b: 20 });
  });

  it('asks a bounded number of times, though what is best always changes', () => {
    let asked = 0;
    fit(grid, () => (asked += 1));
    expect(asked).toBeLessThanOrEqual(1 + 2 * 8);
  });
});
