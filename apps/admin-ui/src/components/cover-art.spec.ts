import { describe, expect, it } from '@jest/globals';
import { drawnCover, initialsOf } from './cover-art.js';

describe('a cover that nobody has', () => {
  it('is drawn the same each time, and not like another album’s', () => {
    expect(drawnCover('Saltmarsh Motel Neon Estuary')).toBe(drawnCover('saltmarsh motel neon estuary'));
    expect(drawnCover('Saltmarsh Motel Neon Estuary')).not.toBe(drawnCover('Low Meridian Slow Atlas'));
  });

  it.each([
    ['Neon Estuary', 'NE'],
    ['Тихая вода', 'ТВ'],
    ['(What) is … it', 'WI'],
    ['…', ''],
    ['<script>alert(1)</script>', 'S'],
  ])('of %s bears the letters %s', (name, letters) => expect(initialsOf(name)).toBe(letters));
});
