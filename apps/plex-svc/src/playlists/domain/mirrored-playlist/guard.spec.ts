import { describe, expect, it } from '@jest/globals';
import { refusalOf } from './guard.js';

const list = (placed: number, wanted: number, present = placed, target = wanted) => ({ placed, wanted, present, target });

describe('a write to a list on a server', () => {
  it('is done when half of what was placed goes, and refused when one more does', () => {
    expect(refusalOf(list(10, 5), 0.5)).toBeNull();
    expect(refusalOf(list(10, 4), 0.5)?.cause).toBe('would-shrink');
  });

  it('is refused when nothing of ours would be left, whatever share may go', () => {
    expect(refusalOf(list(1, 0), 1)?.cause).toBe('would-be-empty');
    expect(refusalOf(list(3, 0, 5, 2), 1)?.cause).toBe('would-be-empty');
  });

  it('is refused when it would take off most of what a person collected there', () => {
    expect(refusalOf(list(0, 3, 200, 3), 0.5)?.cause).toBe('would-shrink');
    expect(refusalOf(list(0, 0, 200, 0), 1)?.cause).toBe('would-be-empty');
  });

  it('may be empty where nothing was', () => {
    expect(refusalOf(list(0, 0), 0.5)).toBeNull();
    expect(refusalOf(list(0, 0, 4, 4), 0.5)).toBeNull();
  });
});
