import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { foldText } from './fold-text.js';
import { editSimilarity } from './similarity.js';

/** The same word in letters that are not compared in the bits of a word. */
const inOtherLetters = (word: string) => [...word].map((letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0x3000)).join('');

describe('the quick ways', () => {
  it('find names as similar as the general way does', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd', ' '), maxLength: 34 });
    fc.assert(
      fc.property(word, word, fc.nat(34), (a, b, at) => {
        const near = a.slice(0, at) + b.slice(0, 2) + a.slice(at + 1);
        for (const other of [b, near]) expect(editSimilarity(a, other)).toBe(editSimilarity(inOtherLetters(a), inOtherLetters(other)));
      }),
      { numRuns: 3_000 },
    );
  });

  it('fold ASCII as all text is folded', () => {
    const pieces = ['a', 'n', 'N', 'and', 'b', '1', ' ', "'", '`', '.', '!', '$', '&', '+', '-', '(', '_', '\\'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 10 }), (list) => {
        const text = list.join('');
        expect(foldText(`x ${text}`).slice(1)).toBe(foldText(`女 ${text}`).slice(1));
      }),
      { numRuns: 5_000 },
    );
  });
});
