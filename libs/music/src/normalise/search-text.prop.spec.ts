import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { searchTerms, searchText } from './search-text.js';

const finds = (q: string, ...names: (string | null)[]) => {
  const terms = searchTerms(q);
  return terms.length > 0 && terms.every((term) => searchText(names).includes(term));
};

describe('a search', () => {
  it('finds words in any order and any field, whatever their case and accents', () => {
    expect(finds('debut bjork', 'Human Behaviour', 'Björk', 'Debut')).toBe(true);
    expect(finds('BJÖRK behav', 'Human Behaviour', 'Björk', 'Debut')).toBe(true);
    expect(finds('bjork vespertine', 'Human Behaviour', 'Björk', 'Debut')).toBe(false);
  });

  it('finds a short word at the start of a word only', () => {
    expect(finds('u2', 'One', 'U2', null)).toBe(true);
    expect(finds('ne', 'One', 'U2', null)).toBe(false);
    expect(finds('o', 'One', 'U2', null)).toBe(true);
  });

  it('finds scripts that part no words, from one sign on', () => {
    expect(finds('眼', '微笑的眼淚', '許綺娟')).toBe(true);
    expect(finds('的眼', '微笑的眼淚', '許綺娟')).toBe(true);
    expect(finds('眼的', '微笑的眼淚', '許綺娟')).toBe(false);
    expect(finds('kino', 'Группа крови', 'Кино')).toBe(true);
  });

  it('finds names of signs alone', () => {
    expect(finds('!!!', 'Must Be the Moon', '!!!')).toBe(true);
    expect(finds('%', 'Song', 'Artist')).toBe(false);
    expect(finds('%', 'Song', '%')).toBe(true);
    expect(finds('!', 'Must Be the Moon', '!!!')).toBe(true);
    expect(finds('!'.repeat(3_000), '!'.repeat(3_000))).toBe(true);
    expect(finds('東 !', '東!')).toBe(true);
    expect(finds('⺀', '⺀')).toBe(true);
    expect(finds('東⺀', '東⺀京')).toBe(true);
    expect(finds('$', 'Ke$ha')).toBe(false);
    // So that an index of trigrams finds them: none of their pieces is without a letter or digit.
    for (const term of ['%', '\\', '\ufffd', '???'].flatMap(searchTerms)) expect(term).toMatch(/^ [\da-z]+$/);
    expect(searchTerms(' \u0000 ')).toEqual([]);
  });

  it('finds every name by itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (name) => {
        const terms = searchTerms(name);
        expect(terms.every((term) => searchText([name]).includes(term))).toBe(true);
      }),
    );
  });

  it('is bounded and well-formed for any input', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (q) => {
        const terms = searchTerms(q);
        expect(terms.length).toBeLessThanOrEqual(24);
        expect(terms.join('').isWellFormed()).toBe(true);
        expect(terms.join('')).not.toContain('\0');
      }),
    );
  });
});
