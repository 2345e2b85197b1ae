import { describe, expect, it } from '@jest/globals';
import { commitIds } from './commit-ids.js';

const commits = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, place) => ({ commitId: `c${first + place}`, sequence: first + place }));

describe('the commits that an aggregate consists of', () => {
  it('are known up to the last one that was learnt, and nothing is known up to another', () => {
    const known = commitIds();
    known.learn('a', 0, commits(1, 2));
    known.learn('a', 2, commits(7, 7));
    expect([...(known.upTo('a', 7) ?? [])]).toEqual([
      ['c1', 1],
      ['c2', 2],
      ['c7', 7],
    ]);
    expect([known.upTo('a', 2), known.upTo('b', 7)]).toEqual([null, null]);
    expect(known.upTo('b', 0)?.size).toBe(0);
  });

  it('are not learnt behind a gap', () => {
    const known = commitIds();
    known.learn('a', 0, commits(1, 2));
    known.learn('a', 5, commits(6, 6));
    expect([known.upTo('a', 6), known.upTo('a', 2)?.size]).toEqual([null, 2]);
  });

  it('stay known of one with many while thousands with few are stored, as the recordings of a long list are', () => {
    const known = commitIds();
    known.learn('playlist', 0, commits(1, 40));
    for (let n = 1; n <= 3_000; n += 1) known.learn(`recording ${n}`, 0, commits(100 + n, 100 + n));
    expect(known.upTo('playlist', 40)?.size).toBe(40);
    expect([known.upTo('recording 3000', 3_100)?.size, known.upTo('recording 1', 101)]).toEqual([1, null]);
  });

  it('are forgotten of the ones asked for longest ago', () => {
    const known = commitIds();
    for (let n = 1; n <= 201; n += 1) known.learn(`playlist ${n}`, 0, commits(1, 9));
    expect([known.upTo('playlist 1', 9), known.upTo('playlist 2', 9)?.size]).toEqual([null, 9]);
  });
});
