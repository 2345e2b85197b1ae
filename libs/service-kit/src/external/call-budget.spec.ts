import { describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { steppedClock } from '@soulsync/event-store/testing';
import { BudgetSpent, callBudget, nextStartMs } from './call-budget.js';
import { circuit } from './circuit.js';

const rate = { account: 'a', calls: 3, windowMs: 1_000, minGapMs: 100 };

describe('a call budget', () => {
  it('keeps the gap, the window, and what the other side asked for', () => {
    expect(nextStartMs(rate, [], 0, 5_000)).toBe(5_000);
    expect(nextStartMs(rate, [4_950], 0, 5_000)).toBe(5_050);
    expect(nextStartMs(rate, [4_200, 4_500, 4_800], 0, 5_000)).toBe(5_200);
    expect(nextStartMs(rate, [], 9_000, 5_000)).toBe(9_000);
  });

  it('lets nobody wait longer than it says, and says how long that would be, also after a restart', async () => {
    const clock = steppedClock('2026-12-01T12:00:00.000Z');
    let row: unknown;
    const dataSource = {
      async query(sql: string, [, calls, blockedUntil]: readonly unknown[]) {
        if (sql.startsWith('SELECT')) return row === undefined ? [] : [row];
        row = { calls: JSON.parse(String(calls)) as number[], blockedUntil };
        return [];
      },
    } as unknown as DataSource; // what the budget asks of it
    const budget = () => callBudget(dataSource, { ...rate, windowMs: 86_400_000, minGapMs: 0, longestWaitMs: 5_000 }, clock);
    const first = budget();
    await first.block(48_925_000);
    await expect(first.take()).rejects.toMatchObject({ waitMs: 48_925_000, isBlocked: true });
    await expect(budget().take()).rejects.toBeInstanceOf(BudgetSpent);
    await clock.advance(48_926_000);
    const later = budget();
    for (let call = 0; call < 3; call += 1) await later.take();
    await expect(later.take()).rejects.toMatchObject({ isBlocked: false });
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
