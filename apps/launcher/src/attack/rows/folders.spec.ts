import { describe, expect, it } from '@jest/globals';
import { tally } from '../tally.js';
import { count } from './folders.js';
import type { ScenarioRow } from './folders.js';

const counted = (row: Partial<ScenarioRow>) => {
  const counts = tally();
  count(counts, { attack: 'unmounted', tried: 3, lost: 0, doubled: 0, hung: 0, note: '', ...row });
  const { tried, findings, skips } = counts.outcome('folders', 1);
  return { tried, harms: findings.map(({ harm }) => harm), skips };
};

describe('what a scenario said', () => {
  it('is counted, harm by harm', () => {
    expect(counted({})).toEqual({ tried: 3, harms: [], skips: [] });
    expect(counted({ lost: 2, hung: 1, note: 'x' }).harms).toEqual(['lost', 'lost', 'hung']);
  });
  it('is harm too when it says something else, such as a file left behind', () => {
    expect(counted({ note: 'left: a.flac' }).harms).toEqual(['other']);
  });
  it('is skipped when nothing was tried', () => {
    expect(counted({ tried: 0, note: 'needs root' })).toEqual({ tried: 0, harms: [], skips: ['unmounted: needs root'] });
  });
});
