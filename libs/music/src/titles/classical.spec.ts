import { describe, expect, it } from '@jest/globals';
import { otherNumbers, workOf } from './classical.js';

describe('a work', () => {
  it.each([
    ['Symphony No. 5 in C Minor, Op. 67: I. Allegro', 'Symphonie Nr. 5 c-moll op.67 - 1. Allegro'],
    ['Piano Sonata in B-Flat Major, D. 960: II. Andante', 'Piano Sonata in B♭ major, D960: 2. Andante'],
    ['Prelude No. 1 in C, BWV 846', 'Prelude No. 1 in C Major, BWV846'],
    ['Nocturne in E-Flat Major, Op. 9 No. 2', 'Nocturne in Mi bémol majeur, Op. 9/2'],
    ['Eine kleine Nachtmusik, K. 525: I. Allegro', 'Eine kleine Nachtmusik, KV 525: 1. Allegro'],
    ['Keyboard Sonata in C, Hob. XVI:50', 'Keyboard Sonata in C major, Hob.XVI/50'],
  ])('is one in two wordings: %s', (one, other) => {
    expect(workOf(one).words).toBe(workOf(other).words);
    expect(otherNumbers(workOf(one), workOf(other))).toBe(false);
  });

  it.each([
    ['Sonata, Op. 31 No. 2', 'Sonata, Op. 31 No. 3'],
    ['Concerto in D, RV 269', 'Concerto in D, RV 270'],
    ['Liebestraum, S. 541', 'Liebestraum, S. 542'],
  ])('is another with another number: %s, %s', (one, other) => expect(otherNumbers(workOf(one), workOf(other))).toBe(true));

  it('is told without its number', () => expect(workOf('Clair de lune, L. 32')).toMatchObject({ words: 'clair de lune', classical: true }));

  it.each(['Song 2', 'Catch 22', 'Opus One', 'B-52', 'I Will', 'Made in A Day'])('is none: %s', (title) => {
    expect(workOf(title).classical).toBe(false);
  });
});
