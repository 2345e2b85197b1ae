import { describe, expect, it } from '@jest/globals';
import { relativeTime } from './times.js';

const now = new Date(2026, 10, 3, 14, 30); // local, as people read it
const at = (...parts: [number, number, number, number, number, number?]) => new Date(...parts).toISOString();

describe('how long ago something was', () => {
  it.each([
    [at(2026, 10, 3, 14, 29, 40), 'just now'],
    [at(2026, 10, 3, 14, 26), '4 min ago'],
    [at(2026, 10, 3, 13, 30), 'today, 13:30'],
    [at(2026, 10, 2, 23, 0), '2 Nov'],
    [at(2025, 10, 3, 14, 30), '3 Nov 2025'],
    [at(2026, 10, 3, 14, 34), 'in 4 min'],
    [at(2026, 10, 3, 15, 30), 'today, 15:30'],
    [at(2026, 10, 4, 14, 5), 'tomorrow, 14:05'],
  ])('says of %s: %s', (iso, words) => expect(relativeTime(iso, now.getTime())).toBe(words));
});
