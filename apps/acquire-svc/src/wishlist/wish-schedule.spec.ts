import { describe, expect, it } from '@jest/globals';
import { nextAttemptAt, wishWaitsMs } from './wish-schedule.js';

const HOUR_MS = 3_600_000;
const nowMs = Date.parse('2026-11-30T12:00:00.000Z');
const schedule = { waitsMs: wishWaitsMs(HOUR_MS), maxAttempts: 7 };
const hoursAfter = (attempts: number) => {
  const at = nextAttemptAt(schedule, attempts, nowMs);
  return at === null ? null : (Date.parse(at) - nowMs) / HOUR_MS;
};

describe('a wish', () => {
  it('is tried again after waits that grow to a week, the last of which repeats, until it waits for a person', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 8].map(hoursAfter)).toEqual([1, 1, 4, 24, 168, 168, null, null]);
  });

  it('of a person who allows one attempt waits for that person at once', () => {
    expect(nextAttemptAt({ ...schedule, maxAttempts: 1 }, 1, nowMs)).toBeNull();
  });
});
