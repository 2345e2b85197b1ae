import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareTracks } from './compare-tracks.js';
import { titleVariant } from './title-variants.js';
import { parseTitle } from '../titles/parse-title.js';

const pieces = [
  '晴天',
  'Sunny Day',
  '(Sunny Day)',
  '(晴天)',
  ' - ',
  ' / ',
  '락',
  'Op. 9',
  'No. 2',
  'in C',
  'Major',
  ': ',
  'III. ',
  '1. ',
  'Sonata',
  '"Spring"',
  '(Live)',
  '❤️',
  'Песня',
  '2',
  'K. 525',
];
const title = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 8 }).map((some) => some.join(' '));
const read = (text: string) => ({ text, parsed: parseTitle(text) });

describe('titles worded in two ways', () => {
  it('are one as surely one way as the other', () => {
    fc.assert(
      fc.property(title, title, (one, other) => expect(titleVariant(read(one), read(other))).toBe(titleVariant(read(other), read(one)))),
      { numRuns: 3_000 },
    );
  });

  it('leave no doubt of a title and itself', () => {
    const of = (name: string) => ({ artists: ['Nine'], artist: 'Nine', title: name, album: null, durationMs: 200_500, isrc: null });
    fc.assert(
      fc.property(title, (name) => {
        const { doubt, vetoes } = compareTracks(of(name), { ...of(name), trackId: 'a', albumArtist: null, path: null });
        expect({ doubt, vetoes }).toEqual({ doubt: null, vetoes: [] });
      }),
      { numRuns: 1_000 },
    );
  });
});
