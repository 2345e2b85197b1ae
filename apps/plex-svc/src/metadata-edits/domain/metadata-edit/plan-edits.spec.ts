import { describe, expect, it } from '@jest/globals';
import { planField, sameGenres } from './plan-edits.js';
import type { Shown } from './plan-edits.js';

const shown = (more: Partial<Shown> = {}): Shown => ({ genres: ['Folk'], hasPicture: true, locked: [], ...more });

describe('a field', () => {
  it('that is locked is never planned', () => {
    for (const scope of ['missing-only', 'all', 'ids'] as const) {
      expect(planField('genres', scope, shown({ genres: [], locked: ['genres'] }))).toBe('locked');
      expect(planField('picture', scope, shown({ hasPicture: false, locked: ['picture'] }))).toBe('locked');
    }
    expect(planField('genres', 'all', shown({ locked: ['picture'] }))).toBe('lookup');
  });

  it('that is there is planned only where everything is asked for', () => {
    expect(planField('picture', 'missing-only', shown())).toBe('has');
    expect(planField('picture', 'missing-only', shown({ hasPicture: false }))).toBe('lookup');
    expect(planField('picture', 'ids', shown())).toBe('lookup');
    expect(planField('genres', 'missing-only', shown({ genres: [] }))).toBe('lookup');
  });

  it('with a list of genres nobody made by hand is left as it is', () => {
    expect(planField('genres', 'all', shown({ genres: Array.from({ length: 61 }, (_, n) => `g${n}`) }))).toBe('too-many-genres');
    expect(planField('genres', 'all', shown({ genres: ['x'.repeat(201)] }))).toBe('too-many-genres');
  });
});

describe('genres', () => {
  it('are the same in any order and case', () => {
    expect(sameGenres(['Folk', 'Indie Rock'], ['indie rock', 'FOLK'])).toBe(true);
    expect(sameGenres(['Folk'], ['Folk', 'Jazz'])).toBe(false);
    expect(sameGenres([], [])).toBe(true);
  });
});
