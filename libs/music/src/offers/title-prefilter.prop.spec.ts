import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { usualParameters } from '../compare/match-parameters.js';
import { keysOf, keysOfName, titleSimilarity } from '../compare/compare-titles.js';
import { keysOfWords, readKnownNames } from '../names/known-names.js';
import { foldText } from '../normalise/fold-text.js';
import { parseTitle } from '../titles/parse-title.js';
import { titlePrefilter } from './title-prefilter.js';

const words = fc.constantFrom(
  'night',
  'river',
  'love',
  'the',
  'Part',
  'II',
  'two',
  'señorita',
  'ночь',
  'Rock',
  "'n'",
  'Roll',
  '&',
  'A$AP',
  '2',
);
/** A title, and the same with a letter dropped, doubled or swapped, or in capitals. */
const duplicates = fc
  .tuple(fc.array(words, { minLength: 1, maxLength: 5 }), fc.nat(40), fc.constantFrom('as it is', 'drop', 'double', 'swap', 'capitals'))
  .map(([list, at, change]): readonly [string, string] => {
    const title = list.join(' ');
    const place = at % title.length;
    const sign = title.charAt(place);
    switch (change) {
      case 'drop':
        return [title, title.slice(0, place) + title.slice(place + 1)];
      case 'double':
        return [title, title.slice(0, place) + sign + title.slice(place)];
      case 'swap':
        return [title, title.slice(0, place) + title.charAt(place + 1) + sign + title.slice(place + 2)];
      default:
        return [title, change === 'capitals' ? title.toUpperCase() : title];
    }
  });

describe('the prefilter', () => {
  it.each([
    ['Another Brick in the Wall, Pt. 2', '05 - Another Brick in the Wall, Part II'],
    ['Ночной вокзал', '03 Nochnoi vokzal'],
    ['Salt & Iron', 'Hollis Grant - Salt and Iron'],
    ['Get Down', '07 - Get Donw'],
    ['17', '01 - 17'],
    ['P!nk Lemonade', 'Pink Lemonade'],
  ])('lets through what may be %s: %s', (wanted, stem) => {
    expect(titlePrefilter(keysOf(parseTitle(wanted)))(stem)).toBe(true);
  });

  it('holds back other songs', () => {
    const prefilter = titlePrefilter(keysOfName('Harbour Lights'));
    expect(prefilter('02 - Slack Tide')).toBe(false);
    expect(prefilter('Ночной вокзал')).toBe(false);
  });

  it('reads a name as its folding would', () => {
    const pieces = [
      'a',
      'n',
      'd',
      'and',
      'river',
      ' ',
      '-',
      "'",
      '’',
      "'n'",
      '&',
      '+',
      '$',
      '.',
      'é',
      'Ñ',
      'ß',
      'ø',
      '½',
      '´',
      '×',
      '…',
      'e\u0301',
      '女',
    ];
    const name = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 12 }).map((list) => list.join(''));
    fc.assert(
      fc.property(name, name, (wanted, stem) => {
        const prefilter = titlePrefilter(keysOfName(wanted));
        expect(prefilter(stem)).toBe(prefilter(foldText(stem)));
      }),
      { numRuns: 3_000 },
    );
  });

  it('lets a name of signs alone through to a title of the same signs', () => {
    for (const signs of ['.....', '!!!!!', '-$...', '* * * * *', '?????']) expect(titlePrefilter(keysOfName(signs))(signs)).toBe(true);
  });

  it('never holds back what the comparison would take for the title', () => {
    fc.assert(
      fc.property(duplicates, ([wanted, offered]) => {
        fc.pre(titleSimilarity(keysOfName(wanted), keysOfName(offered)) >= usualParameters.titleFloor);
        expect(titlePrefilter(keysOfName(wanted))(offered)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('never holds back a name that the title can be laid over', () => {
    const shapes = ['X-%', '03_X_-_%', '101 %', '% by X', 'X ~ % - Copy', 'X_Y_03_%', 'X - %_320k'] as const;
    fc.assert(
      fc.property(duplicates, fc.constantFrom(...shapes), ([wanted, offered], shape) => {
        const stem = shape.replace('%', offered.replaceAll('$', '$$$$'));
        const keys = keysOfName(wanted);
        const known = {
          written: { text: wanted, keys: keysOfWords(wanted) },
          titles: keys.compact,
          artists: [['x']],
          album: ['y'],
          release: [],
        };
        fc.pre(readKnownNames(stem, known) !== null);
        expect(titlePrefilter(keys)(stem)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});
