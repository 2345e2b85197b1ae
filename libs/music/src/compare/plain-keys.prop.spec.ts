import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { plainCredit, plainTitle } from './plain-keys.js';
import { creditByRules, guestIn, titleByRules } from './track-keys.js';

/** Words the rules look at, in several cases, and words they don't. */
const words =
  'the The les and AND n N o f x y e et und with With feat ft featuring vs con pres part pt vol no 2 02 0 10 1999 ii IV i v b2b pt2 act ' +
  'member wandering Love song a b C dock Yusuf Islam Mos Def constructor';
const signs = [
  ' ',
  ' ',
  ' ',
  ' ',
  '  ',
  "'",
  '`',
  '-',
  '.',
  '!',
  '&',
  '+',
  '(',
  ')',
  '[',
  '{',
  '/',
  '|',
  '~',
  ',',
  ';',
  ':',
  '_',
  '$',
  '#',
  '"',
  'é',
];
const piece = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...words.split(' ')) },
  { weight: 6, arbitrary: fc.constantFrom(...signs) },
  { weight: 1, arbitrary: fc.string({ maxLength: 3 }) },
);
const name = fc.array(piece, { maxLength: 16 }).map((pieces) => pieces.join(''));
const numRuns = 5_000;

describe('a name read as a plain one', () => {
  it('files a title under the keys all rules give it', () => {
    fc.assert(
      fc.property(name, name, (title, artist) => {
        const plain = plainTitle(title, artist);
        if (plain === null) return;
        const { hashes, shape } = titleByRules(title, artist);
        expect({ hashes: plain.hashes, shape: plain.shape }).toEqual({ hashes, shape });
        if (!plain.mayHaveGuests) expect(guestIn(title)).toBeUndefined();
      }),
      { numRuns },
    );
  });

  it('files a credit under the keys all rules give it', () => {
    fc.assert(
      fc.property(name, (credit) => {
        const plain = plainCredit(credit);
        if (plain !== null) expect(plain).toEqual(creditByRules(credit));
      }),
      { numRuns },
    );
  });

  it.each([
    'Wall',
    'The Wall',
    "Don't Stop Me Now - Remastered 2011",
    'Stay (feat. Somebody)',
    'Me & You',
    'I Want It All',
    'Mr. Brightside',
    'Hello, Goodbye!',
  ])('is one, as most are: %s', (title) => {
    expect(plainTitle(title, 'Queen')?.hashes).toEqual(titleByRules(title, 'Queen').hashes);
  });

  it.each(['Queen', 'The Cure', 'Tyler, The Creator', 'Simon & Garfunkel', 'AC/DC', "Guns N' Roses"])(
    'is one, as most credits are: %s',
    (credit) => {
      expect(plainCredit(credit)).toEqual(creditByRules(credit));
    },
  );

  it.each(['Pt. 2', 'Wall, The', '007', 'Café', "Rock 'n' Roll", 'C.R.E.A.M.', 'P!nk', 'And', '!!!'])(
    'is left to the rules where a look is not enough: %s',
    (title) => {
      expect(plainTitle(title, 'Queen')).toBeNull();
    },
  );
});
