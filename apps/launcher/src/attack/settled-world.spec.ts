import { describe, expect, it } from '@jest/globals';
import { harmOf } from './settled-world.js';

describe("a difference from the world's script", () => {
  it.each([
    ['entry 3 (A – B) is acquiring (searching), must be filed', 'hung'],
    ['entry 3 (A – B) is wished (x), must be filed', 'lost'],
    ['entry 3 (A – B) is not there (), must be filed', 'lost'],
    ['x/y.flac is in the music folder and belongs to no entry', 'doubled'],
    ['files are gone from the music folder: x', 'lost'],
  ])('%s: %s', (difference, harm) => {
    expect(harmOf(difference)).toBe(harm);
  });
});
