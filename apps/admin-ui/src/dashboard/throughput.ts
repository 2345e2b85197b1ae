import type { ThroughputRow } from '@soulsync/contracts';
import type { Bar } from '../components/Bars.js';
import { inBytes } from '../components/bytes.js';

const SLICE_MS = 300_000;
const SLICES = 12;
export const DAYS = 14;

const clock = (ms: number) => new Date(ms).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
const filesInWords = (count: number) => (count === 1 ? '1 file' : `${count.toLocaleString('en')} files`);

/** The last twelve slices of five minutes begin then; the last one is under way. */
export const lastHourFrom = (nowMs: number): string => new Date((Math.floor(nowMs / SLICE_MS) - (SLICES - 1)) * SLICE_MS).toISOString();

/** What was fetched in the last hour, a bar each five minutes. */
export function lastHour(rows: readonly ThroughputRow[], nowMs: number): readonly Bar[] {
  const from = Date.parse(lastHourFrom(nowMs));
  const bySlice = new Map(rows.map((row) => [Date.parse(row.from), row]));
  return Array.from({ length: SLICES }, (_, at) => {
    const begins = from + at * SLICE_MS;
    const { bytes = 0, files = 0 } = bySlice.get(begins) ?? {};
    return { label: `${clock(begins)} to ${clock(begins + SLICE_MS)}`, value: bytes, words: `${filesInWords(files)}, ${inBytes(bytes)}` };
  });
}

const midnight = (ms: number, daysBefore: number): Date => {
  const day = new Date(ms);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() - daysBefore);
};

/** The first of the last fourteen days begins then, where the reader is. */
export const lastDaysFrom = (nowMs: number): string => midnight(nowMs, DAYS - 1).toISOString();

/** What was filed each day of the reader's: an hour belongs to the day in which it began. */
export function filedByDay(hours: readonly Pick<ThroughputRow, 'from' | 'filed'>[], nowMs: number): readonly Bar[] {
  return Array.from({ length: DAYS }, (_, at) => {
    const [begins, ends] = [midnight(nowMs, DAYS - 1 - at), midnight(nowMs, DAYS - 2 - at)].map((day) => day.getTime()) as [number, number]; // two of them
    const value = hours
      .filter(({ from }) => Date.parse(from) >= begins && Date.parse(from) < ends)
      .reduce((sum, { filed }) => sum + filed, 0);
    const label = new Date(begins).toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'short' });
    return { label, value, words: filesInWords(value) };
  });
}

/** Of the last bar. */
export const filedToday = (hours: readonly Pick<ThroughputRow, 'from' | 'filed'>[], nowMs: number): number =>
  filedByDay(hours, nowMs).at(-1)?.value ?? 0;
