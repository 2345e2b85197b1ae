import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { countsOf, emptyMultiset } from './multiset.js';
import { beforeTheCut, targetOf, without } from './target.js';

const keys = (text: string) => text.split('');
const target = (present: string, wanted: string, placed: string, mode: 'append' | 'mirror' = 'append') =>
  targetOf(keys(present), keys(wanted), countsOf(keys(placed)), mode).join('');

describe('what a list on a server is to be', () => {
  it('is the wanted tracks in their order, and nothing else in mirror mode', () => {
    expect(target('xby', 'abc', 'b', 'mirror')).toBe('abc');
  });

  it('keeps what a person added, each behind the entry it stands behind', () => {
    expect(target('xaybz', 'abc', 'ab')).toBe('xaybzc');
    expect(target('xaybz', 'ba', 'ab')).toBe('xbzay');
  });

  it('drops what we placed and nobody wants any more', () => {
    expect(target('axb', 'a', 'ab')).toBe('ax');
  });

  it('drops one of two when one is wanted no more, and keeps a second one that a person added', () => {
    expect(target('aab', 'ab', 'aab')).toBe('ab');
    expect(target('aab', 'ab', 'ab')).toBe('aab');
  });

  it('takes a track that was there before for its own', () => {
    expect(target('ba', 'ab', '')).toBe('ab');
  });

  it('is what it was once it is reached: a second run has nothing to do', () => {
    const list = fc.array(fc.constantFrom('a', 'b', 'c', 'x', 'y'), { maxLength: 12 });
    fc.assert(
      fc.property(list, list, list, (present, wanted, placed) => {
        const reached = targetOf(present, wanted, countsOf(placed), 'append');
        expect(targetOf(reached, wanted, countsOf(wanted), 'append')).toEqual(reached);
        let next = 0;
        for (const key of reached) if (key === wanted[next]) next += 1;
        expect(next).toBe(wanted.length);
      }),
      { numRuns: 1_000 },
    );
  });

  it('loses no entry of a person when a write was cut short between emptying the list and filling it', () => {
    const base = beforeTheCut(keys('axb'), keys('a'));
    expect(base.join('')).toBe('axb');
    expect(targetOf(base, keys('ba'), countsOf(keys('ab')), 'append').join('')).toBe('bax');
    expect(beforeTheCut(keys('ab'), keys('abz')).join('')).toBe('abz');
  });

  it('leaves out what the server does not take, the last of a track first', () => {
    expect(without(keys('abab'), countsOf(['a'])).join('')).toBe('abb');
    expect(without(keys('ab'), emptyMultiset).join('')).toBe('ab');
  });
});
