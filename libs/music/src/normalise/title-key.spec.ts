import { describe, expect, it } from '@jest/globals';
import { titleKey } from './title-key.js';

describe('a title key', () => {
  it.each([
    ['wall part ii', 'wall part 2'],
    ['wall pt 2', 'wall part 2'],
    ['the wall', 'wall'],
    ['wall the', 'wall'],
    ['the constructor', 'constructor'],
    ['part constructor', 'part constructor'],
  ])('of "%s" is "%s"', (folded, key) => {
    expect(titleKey(folded)).toBe(key);
  });
});
