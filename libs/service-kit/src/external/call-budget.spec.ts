import { describe, expect, it } from '@jest/globals';
import { nextStartMs } from './call-budget.js';
import { circuit } from './circuit.js';

const rate = { account: 'a', calls: 3, windowMs: 1_000, minGapMs: 100 };

describe('a call budget', () => {
  it('keeps the gap, the window, and what the other side asked for', () => {
    expect(nextStartMs(rate, [], 0, 5_000)).toBe(5_000);
    expect(nextStartMs(rate, [4_950], 0, 5_000)).toBe(5_050);
    expect(nextStartMs(rate, [4_200, 4_500, 4_800], 0, 5_000)).toBe(5_200);
    expect(nextStartMs(rate, [], 9_000, 5_000)).toBe(9_000);
  });
});

describe('a circuit', () => {
  it('opens after failures in a row, lets one try through later, and closes on success', () => {
    let now = 0;
    const breaker = circuit({ failures: 2, openMs: 100 }, () => now);
    breaker.failed();
    expect(breaker.blockedForMs()).toBeNull();
    breaker.failed();
    expect(breaker.blockedForMs()).toBe(100);
    now = 101;
    expect(breaker.blockedForMs()).toBeNull();
    breaker.succeeded();
    breaker.failed();
    expect(breaker.blockedForMs()).toBeNull();
  });
});
