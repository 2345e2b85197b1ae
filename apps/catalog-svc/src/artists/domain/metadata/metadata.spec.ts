import { describe, expect, it } from '@jest/globals';
import { genreNames } from './genre-names.js';
import { onlyOne, sameName } from './same-name.js';

describe('a name', () => {
  it('is the same in other case, accents and signs, and no other', () => {
    expect(sameName('Sigur Rós', 'SIGUR ROS')).toBe(true);
    expect(sameName('Simon & Garfunkel', 'Simon and Garfunkel')).toBe(true);
    expect(sameName('The Quiet Pier', 'The Quiet Piers')).toBe(false);
    expect(sameName('', '')).toBe(false);
  });

  it('that several bear is ambiguous, that nobody bears unknown', () => {
    const named = (name: string) => (candidate: string) => sameName(candidate, name);
    expect(onlyOne(['Nirvana', 'nirvana', 'Nirvanah'], named('Nirvana'))).toEqual({ kind: 'ambiguous' });
    expect(onlyOne(['Nirvanah'], named('Nirvana'))).toEqual({ kind: 'unknown' });
    expect(onlyOne(['Nirvanah', 'NIRVANA'], named('Nirvana'))).toEqual({ kind: 'one', candidate: 'NIRVANA' });
  });
});

describe('genres', () => {
  it('are written as media servers write them, each once, the first five', () => {
    expect(genreNames(['indie rock', 'r&b', 'Indie Rock', ' ', 'post-punk', 'idm', 'Jazz Fusion', 'folk'])).toEqual([
      'Indie Rock',
      'R&B',
      'Post-Punk',
      'IDM',
      'Jazz Fusion',
    ]);
    expect(genreNames(['x'.repeat(500)])).toEqual([]);
  });
});
