import { describe, expect, it } from '@jest/globals';
import { suspectedLoss } from './loss-guard.js';

const counts = (...pairs: [string, number][]) => new Map(pairs);

describe('a loss', () => {
  it('of a fifth of the library is believed, one more track asks a person', () => {
    const known = counts(['A', 500], ['B', 500]);
    expect(suspectedLoss(known, counts(['A', 100], ['B', 100]), null)).toBeNull();
    expect(suspectedLoss(known, counts(['A', 101], ['B', 100]), null)).toEqual({ folder: '', missing: 201, of: 1_000 });
  });

  it('of more than a fifth of one large folder asks, though the library as a whole hardly noticed', () => {
    expect(suspectedLoss(counts(['Disk A', 10_000], ['Disk B', 300]), counts(['Disk B', 100]), null)).toEqual({
      folder: 'Disk B',
      missing: 100,
      of: 300,
    });
  });

  it('of a whole small folder is an album that was thrown away', () => {
    expect(suspectedLoss(counts(['A', 1_000], ['B', 12]), counts(['B', 12]), null)).toBeNull();
  });

  it('of any share of a very small library is believed', () => {
    expect(suspectedLoss(counts(['A', 19]), counts(['A', 19]), null)).toBeNull();
  });

  it('that a person accepted is believed up to its number, and asks again beyond it', () => {
    const accepted = { folder: '', missing: 300, of: 1_000 };
    const known = counts(['A', 1_000]);
    expect(suspectedLoss(known, counts(['A', 300]), accepted)).toBeNull();
    expect(suspectedLoss(known, counts(['A', 301]), accepted)).toMatchObject({ missing: 301 });
  });
});
