import type { SettingReport } from '@soulsync/contracts';

/** What a number is entered in; the setting itself keeps its own unit. */
export interface EntryUnit {
  readonly word: string;
  /** Of the setting's own unit. */
  readonly size: number;
}

const MS: EntryUnit = { word: 'milliseconds', size: 1 };
const times: readonly EntryUnit[] = [
  { word: 'days', size: 86_400_000 },
  { word: 'hours', size: 3_600_000 },
  { word: 'minutes', size: 60_000 },
  { word: 'seconds', size: 1_000 },
];
const words: Readonly<Record<string, string>> = { s: 'seconds', min: 'minutes', h: 'hours', d: 'days', '%': '%' };
/** More digits than these nobody types; a value that needs more is entered in a smaller unit. */
const DIGITS = 3;

const isShort = (value: number) => Number(value.toFixed(DIGITS)) === value;

/** A time is entered in the greatest unit in which what is set and what would be are short numbers, and at least one of each. */
export function entryUnit({ unit, value, default: fallback }: Pick<SettingReport, 'unit' | 'value' | 'default'>): EntryUnit | null {
  if (unit === null) return null;
  if (unit !== 'ms') return { word: words[unit] ?? unit, size: 1 };
  const known = [value, fallback].filter((one): one is number => typeof one === 'number' && one !== 0);
  const [smallest = 1_000] = known.toSorted((a, b) => a - b);
  return times.find(({ size }) => smallest >= size && known.every((one) => isShort(one / size))) ?? (known.length === 0 ? seconds : MS);
}
const seconds: EntryUnit = { word: 'seconds', size: 1_000 };

/** As a person writes it: `1.5`. */
export const inUnit = (value: number, unit: EntryUnit | null): string => String(Number((value / (unit?.size ?? 1)).toFixed(DIGITS)));

/** A number as a person writes it, in the setting's own unit; null: it is none. */
export function fromEntry(entry: string, unit: EntryUnit | null): number | null {
  const text = entry.replace(/[\s\u00A0\u202F]/g, '').replace(',', '.');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(text)) return null;
  return Number((Number(text) * (unit?.size ?? 1)).toFixed(6));
}

/** `1.5 minutes`, `1 minute`, `64 MB`. */
export function amount(entry: string, unit: EntryUnit | null): string {
  if (unit === null) return entry;
  return `${entry} ${entry === '1' && times.concat(MS).some(({ word }) => word === unit.word) ? unit.word.slice(0, -1) : unit.word}`;
}
