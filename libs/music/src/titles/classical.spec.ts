import { describe, expect, it } from '@jest/globals';
import { compareWorks, workOf } from './classical.js';

const compare = (one: string, other: string) => [compareWorks(workOf(one), workOf(other)), compareWorks(workOf(other), workOf(one))];

describe('two titles of one work', () => {
  it.each([
    ['Symphony No. 5 in C Minor, Op. 67: I. Allegro', 'Symphonie Nr. 5 c-moll op.67 - 1. Allegro'],
    ['Piano Sonata in B-Flat Major, D. 960: II. Andante', 'Klaviersonate B-Dur D960: 2. Andante'],
    ['Prelude No. 1 in C, BWV 846', 'Prelude No. 1 in C Major, BWV846'],
    ['Nocturne in E-Flat Major, Op. 9 No. 2', 'Nocturne en Mi bémol majeur, Op. 9/2'],
    ['Eine kleine Nachtmusik, K. 525: I. Allegro', 'Eine kleine Nachtmusik, KV 525: 1. Allegro'],
    ['Keyboard Sonata in C, Hob. XVI:50', 'Keyboard Sonata in C major, Hob.XVI/50'],
    ['Sonata No. 14: 1st Movement', 'Sonata No. 14: Mvt. 1'],
  ])('are the same: %s', (one, other) => expect(compare(one, other)).toEqual(['same', 'same']));

  it.each([
    ['Clair de lune, L. 32', 'Clair de lune'],
    ['Symphony No. 5 in C Minor, Op. 67: I. Allegro', 'Symphony No. 5: I. Allegro'],
    ['Sonata No. 14 "Moonlight": I. Adagio', 'Sonata No. 14: I. Adagio'],
    ['Beethoven: Symphony No. 5, Op. 67: I. Allegro', 'Symphony No. 5, Op. 67: I. Allegro'],
  ])('are likely the same: %s', (one, other) => expect(compare(one, other)).toEqual(['likely', 'likely']));

  it.each([
    ['Prelude and Fugue No. 1, BWV 846: I. Prelude', 'Prelude and Fugue No. 1, BWV 846: Prelude'],
    ['Cantata No. 2: "Wachet auf"', 'Cantata No. 2'],
  ])('may be the same: %s', (one, other) => expect(compare(one, other)).toEqual(['doubtful', 'doubtful']));

  it.each([
    ['Sonata, Op. 31 No. 2', 'Sonata, Op. 31 No. 3'],
    ['Concerto in D, RV 269', 'Concerto in D, RV 270'],
    ['Prelude in C# Minor, Op. 3', 'Prelude in C Minor, Op. 3'],
    ['Prelude in C Major', 'Prelude in C Minor'],
    ['Symphony No. 5: I. Allegro', 'Symphony No. 5: III. Allegro'],
    ['Sonata No. 2 "Spring": I. Allegro', 'Sonata No. 2 "Autumn": I. Allegro'],
    ['Symphony No. 5: I. Allegro', 'Symphony No. 6: I. Allegro'],
  ])('are two: %s, %s', (one, other) => expect(compare(one, other)).toEqual([null, null]));

  it.each(['Song 2', 'Catch 22', 'Opus One', 'B-52', 'I Will', 'Made in A Day', 'Part II'])('are none of works: %s', (title) => {
    expect(workOf(title).classical).toBe(false);
  });
});
