import { describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { sleep, storedTimes, systemClock } from './clock.js';
import type { Clock } from './clock.js';
import { callBudget } from './external/call-budget.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A wall that can be set, over a time that only passes. */
function settable() {
  let [wallMs, passedMs] = [Date.parse('2026-11-30T12:00:00Z'), 5_000];
  const clock: Clock = { now: () => new Date(wallMs).toISOString(), monotonicMs: () => passedMs };
  return {
    clock,
    wallMs: () => wallMs,
    set: (byMs: number) => (wallMs += byMs),
    pass(ms: number) {
      wallMs += ms;
      passedMs += ms;
    },
  };
}

describe('the age of a stored time', () => {
  it.each([-HOUR_MS, DAY_MS])('is what passed, when the clock is set by %d ms meanwhile', (byMs) => {
    const time = settable();
    const times = storedTimes(time.clock);
    const queuedAt = time.clock.now();
    expect(times.ageMs('transfer', queuedAt)).toBe(0);
    time.pass(60_000);
    time.set(byMs);
    expect(times.ageMs('transfer', queuedAt)).toBe(60_000);
    time.pass(60_000);
    expect(times.ageMs('transfer', queuedAt)).toBe(120_000);
  });

  it('counts from now where the clock was set back before we started', () => {
    const time = settable();
    const times = storedTimes(time.clock);
    const publishedAt = time.wallMs() + HOUR_MS;
    expect(times.ageMs('file', publishedAt)).toBe(0);
    time.pass(60_000);
    expect(times.ageMs('file', publishedAt)).toBe(60_000);
  });

  it('is that of the row as it is now', () => {
    const time = settable();
    const times = storedTimes(time.clock);
    const earlier = time.clock.now();
    times.ageMs('sweep', earlier);
    time.pass(60_000);
    expect(times.ageMs('sweep', time.clock.now())).toBe(0);
  });
});

describe('what is planned for a stored time', () => {
  it.each([-HOUR_MS, DAY_MS])('comes after the time that was left, when the clock is set by %d ms meanwhile', (byMs) => {
    const time = settable();
    const times = storedTimes(time.clock);
    const dueAt = time.wallMs() + 60_000;
    expect(times.leftMs('read', dueAt, HOUR_MS)).toBe(60_000);
    time.set(byMs);
    time.pass(59_999);
    expect(times.leftMs('read', dueAt, HOUR_MS)).toBe(1);
    time.pass(1);
    expect(times.leftMs('read', dueAt, HOUR_MS)).toBe(0);
  });

  it('comes within one interval where the clock was set back before we started, and at once where it is long due', () => {
    const time = settable();
    const times = storedTimes(time.clock);
    expect(times.leftMs('far', time.wallMs() + 30 * DAY_MS, HOUR_MS)).toBe(HOUR_MS);
    expect(times.leftMs('past', time.wallMs() - 30 * DAY_MS, HOUR_MS)).toBeLessThan(0);
  });
});

describe('a call budget', () => {
  interface Row {
    calls: number[];
    blockedUntil: Date | null;
  }
  const rate = { account: 'a', calls: 2, windowMs: 10_000, minGapMs: 1_000 };

  /** The one table, in memory. */
  function table() {
    let row: Row | null = null;
    const query = async (sql: string, values: readonly unknown[]) => {
      if (sql.startsWith('SELECT')) return row ? [row] : [];
      row = { calls: JSON.parse(values[1] as string) as number[], blockedUntil: values[2] as Date | null };
      return [];
    };
    return { dataSource: { query } as unknown as DataSource, row: () => row };
  }
  /** Is a call free now? One that waits is given up. */
  async function free(budget: ReturnType<typeof callBudget>): Promise<boolean> {
    const giveUp = new AbortController();
    const taken = budget.take(giveUp.signal).then(
      () => true,
      () => false,
    );
    await sleep(20);
    giveUp.abort();
    return taken;
  }

  it.each([-HOUR_MS, DAY_MS])('neither frees nor blocks a call when the clock is set by %d ms', async (byMs) => {
    const time = settable();
    const budget = callBudget(table().dataSource, rate, time.clock);
    expect(await free(budget)).toBe(true);
    time.set(byMs);
    expect(await free(budget)).toBe(false); // the gap
    time.pass(1_000);
    expect(await free(budget)).toBe(true);
    time.pass(1_000);
    expect(await free(budget)).toBe(false); // the window
    time.pass(8_000);
    expect(await free(budget)).toBe(true);
    await budget.block(5_000);
    time.set(byMs);
    time.pass(4_999);
    expect(await free(budget)).toBe(false);
    time.pass(1);
    expect(await free(budget)).toBe(true);
  });

  it('remembers what was spent over a restart, and waits no longer for it when the clock was set back meanwhile', async () => {
    const time = settable();
    const { dataSource, row } = table();
    const before = callBudget(dataSource, rate, time.clock);
    await before.take();
    time.pass(1_000);
    await before.take();
    await before.block(5_000);
    expect(row()?.calls.map((call) => time.wallMs() - call)).toEqual([1_000, 0]);
    time.set(-DAY_MS);
    const after = callBudget(dataSource, rate, time.clock);
    expect(await free(after)).toBe(false);
    time.pass(9_000);
    expect(await free(after)).toBe(true);
  });
});

it('the clock of a process only goes forward', () => {
  const first = systemClock.monotonicMs();
  expect(systemClock.monotonicMs()).toBeGreaterThanOrEqual(first);
});
