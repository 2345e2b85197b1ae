import { expect, it } from '@jest/globals';
import { inBytes } from './bytes.js';

it('space is told in units that people read', () => {
  expect([0, 999, 1_000, 640_000_000, 1_500_000_000, 2e12, 5e15].map(inBytes)).toEqual([
    '0 B',
    '999 B',
    '1 kB',
    '640 MB',
    '1.5 GB',
    '2 TB',
    '5000 TB',
  ]);
});
