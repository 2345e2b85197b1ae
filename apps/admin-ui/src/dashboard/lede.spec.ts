import { describe, expect, it } from '@jest/globals';
import { summary } from './dashboard.stories.js';
import { lede } from './lede.js';

const said = (more: Partial<typeof summary>) =>
  lede({ ...summary, acquiring: 0, review: 0, wished: 0, ...more })
    .map(({ text }) => text)
    .join('')
    .trim();

describe('what the dashboard opens with', () => {
  it('is what is on its way and what waits for a decision', () => {
    expect(said({ acquiring: 6, review: 7 })).toBe('Six songs are on their way. Seven need your decision.');
    expect(said({ acquiring: 1, review: 1 })).toBe('One song is on its way. One needs your decision.');
    expect(said({ acquiring: 312 })).toBe('312 songs are on their way.');
  });

  it('is the rest of the truth where neither is', () => {
    expect(said({ entries: 0 })).toBe('No playlist has a song yet. Follow one to begin.');
    expect(said({ entries: 40, owned: 30, filed: 10 })).toBe('Every song you want is in your library.');
    expect(said({ entries: 40, owned: 30, filed: 8, wished: 2 })).toBe('Nothing is under way. Two songs could not be found yet.');
    expect(said({ entries: 40, owned: 30, filed: 8 })).toBe('Nothing is under way.');
  });
});
