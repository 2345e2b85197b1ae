import { describe, expect, it } from '@jest/globals';
import { bounded, partsOf } from './parts.js';

describe('a long list in parts', () => {
  it('is whole and in order, and no part is larger than said', () => {
    const items = Array.from({ length: 1_000 }, (_, n) => `item ${n}`);
    const parts = partsOf(items, 500);
    expect(parts.flat()).toEqual(items);
    expect(Math.max(...parts.map((part) => Buffer.byteLength(JSON.stringify(part))))).toBeLessThanOrEqual(502);
  });

  it('is one empty part when it is empty, and a part of one when an item is too large', () => {
    expect(partsOf([])).toEqual([[]]);
    expect(partsOf(['x'.repeat(90), 'y'], 50)).toEqual([['x'.repeat(90)], ['y']]);
  });

  it('keeps names short, by whole letters', () => {
    expect(bounded('a')).toBe('a');
    expect([...bounded('🎵'.repeat(2_000))]).toHaveLength(500);
  });
});
