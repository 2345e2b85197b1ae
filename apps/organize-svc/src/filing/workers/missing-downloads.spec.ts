import { beforeEach, describe, expect, it } from '@jest/globals';
import type { FilingId } from '@soulsync/contracts';
import { missingDownloads } from './missing-downloads.js';
import type { MissingDownloads } from './missing-downloads.js';

// Brands are given here, where the ids are made.
const [a, b, c] = ['a', 'b', 'c'] as unknown as readonly [FilingId, FilingId, FilingId];
const PATIENCE_MS = 60_000;

let downloads: MissingDownloads;
/** Looked for, and not there. */
const judge = (id: FilingId, atMs: number) => {
  downloads.soughtMs(id, atMs);
  return downloads.missing(id, atMs);
};
beforeEach(() => {
  downloads = missingDownloads(() => PATIENCE_MS);
});

describe('one missing file', () => {
  it('is looked for as long as it takes, and then given up', () => {
    expect([judge(a, 0), judge(a, 59_999), judge(a, 60_000)]).toEqual(['retry', 'retry', 'gone']);
  });

  it('among others that are found is given up: we look in the right place', () => {
    judge(a, 0);
    downloads.found(b, 10_000);
    judge(c, 20_000);
    expect([judge(a, 69_999), judge(a, 70_000)]).toEqual(['retry', 'gone']);
  });

  it('waits for what comes of the one that is looked for beside it', () => {
    judge(a, 0);
    judge(b, 30_000);
    expect(judge(a, 60_000)).toBe('retry');
    downloads.found(b, 61_000);
    expect([judge(a, 120_999), judge(a, 121_000)]).toEqual(['retry', 'gone']);
  });
});

describe('the second missing file in a row', () => {
  it('is held, and so are all after it', () => {
    judge(a, 0);
    expect(judge(a, 60_000)).toBe('gone');
    judge(b, 100_000);
    expect([judge(b, 160_000), judge(b, 10_000_000)]).toEqual(['hold', 'hold']);
    judge(c, 10_000_000);
    expect(judge(c, 10_060_000)).toBe('hold');
  });

  it('holds the first as well where both are looked for at a time: nothing is given up', () => {
    judge(a, 0);
    judge(b, 0);
    expect([judge(a, 60_000), judge(b, 60_000), judge(a, 600_000)]).toEqual(['hold', 'hold', 'hold']);
  });

  it('is held after a restart too', () => {
    downloads.restart(true);
    judge(a, 0);
    expect(judge(a, 60_000)).toBe('hold');
  });

  it('is none where a file was found between them', () => {
    judge(a, 0);
    judge(a, 60_000);
    downloads.found(b, 61_000);
    judge(c, 70_000);
    expect(judge(c, 130_000)).toBe('gone');
  });
});

describe('held files', () => {
  beforeEach(() => {
    for (const id of [a, b, c]) judge(id, 0);
    for (const id of [a, b, c]) expect(judge(id, 60_000)).toBe('hold');
  });

  it('are looked for anew from the moment that one is found, and given up then alone', () => {
    downloads.found(c, 100_000);
    expect([judge(a, 100_001), judge(a, 159_999), judge(a, 160_000), judge(b, 160_000)]).toEqual(['retry', 'retry', 'gone', 'gone']);
  });

  it('are looked for anew when a folder is back', () => {
    downloads.restart(false);
    expect(judge(a, 100_000)).toBe('retry');
  });
});

describe('how long a file has been looked for', () => {
  it('counts from the first look', () => {
    expect([downloads.soughtMs(a, 5), downloads.soughtMs(a, 25)]).toEqual([0, 20]);
    downloads.found(a, 30);
    expect(downloads.soughtMs(a, 40)).toBe(0);
  });
});
