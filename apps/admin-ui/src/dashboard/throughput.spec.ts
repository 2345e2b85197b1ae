import { describe, expect, it } from '@jest/globals';
import { DAYS, filedByDay, filedToday, lastDaysFrom, lastHour, lastHourFrom } from './throughput.js';

const now = new Date(2026, 10, 30, 14, 23).getTime();
const at = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute).toISOString();
const slice = (from: string, figures: object) => ({ id: from, from, files: 0, bytes: 0, filed: 0, searches: 0, ...figures });

describe('the last hour', () => {
  it('is twelve slices of five minutes, the last one under way', () => {
    expect(lastHourFrom(now)).toBe(at(30, 13, 25));
    const bars = lastHour([slice(at(30, 13, 25), { files: 1, bytes: 24_000_000 }), slice(at(30, 14, 20), { files: 2, bytes: 5 })], now);
    expect(bars).toHaveLength(12);
    expect(bars[0]).toEqual({ label: '13:25 to 13:30', value: 24_000_000, words: '1 file, 24 MB' });
    expect(bars[1]).toMatchObject({ value: 0, words: '0 files, 0 B' });
    expect(bars.at(-1)).toMatchObject({ label: '14:20 to 14:25', words: '2 files, 5 B' });
  });
});

describe('the last fourteen days', () => {
  it('are days of the reader, from midnight to midnight', () => {
    expect(lastDaysFrom(now)).toBe(at(17, 0));
    const hours = [
      { from: at(17, 0), filed: 1 },
      { from: at(29, 23), filed: 4 },
      { from: at(30, 0), filed: 2 },
      { from: at(30, 14), filed: 3 },
    ];
    const bars = filedByDay(hours, now);
    expect(bars).toHaveLength(DAYS);
    expect(bars.map(({ value }) => value)).toEqual([1, ...Array.from({ length: 11 }, () => 0), 4, 5]);
    expect(bars.at(-1)).toMatchObject({ label: 'Monday 30 Nov', words: '5 files' });
    expect(filedToday(hours, now)).toBe(5);
    expect(filedToday([], now)).toBe(0);
  });
});
