import type { ValueCount } from '@soulsync/contracts';
import type { GetListParams, RaRecord } from 'react-admin';

export type ListParams = Pick<GetListParams, 'pagination' | 'sort' | 'filter'>;

export interface ListPage {
  readonly data: readonly RaRecord[];
  readonly total: number;
  /** true: nothing has what was searched for; these are spelt alike. */
  readonly alike?: boolean;
}

/** `*` stands for one part of a path; a pattern without a question fits whatever is asked of its path. */
export function fits(pattern: string, asked: string): boolean {
  const path = pattern.includes('?') ? asked : asked.replace(/\?.*$/, '');
  const [wanted, given] = [pattern.split('/'), path.split('/')];
  return wanted.length === given.length && wanted.every((part, at) => part === '*' || part === given[at]);
}

/** Rows as the gateway lists them: filtered, sorted, and of the wanted page. */
export function page(rows: readonly RaRecord[], { pagination, sort, filter }: ListParams): ListPage {
  const conditions = Object.entries((filter ?? {}) as Record<string, unknown>).filter(([, value]) => value !== undefined && value !== '');
  const fitting = rows.filter((row) => conditions.every(([name, value]) => meets(row, name, value)));
  const sorted = sort ? [...fitting].sort((a, b) => (sort.order === 'DESC' ? -1 : 1) * compared(a[sort.field], b[sort.field])) : fitting;
  const { page: number, perPage } = pagination ?? { page: 1, perPage: sorted.length };
  return { data: sorted.slice((number - 1) * perPage, number * perPage), total: fitting.length };
}

/** Rows counted by a field, as `GET counts/<resource>` does. */
export function countsOf(rows: readonly RaRecord[], query: string): readonly ValueCount[] {
  const { _by: by = '', ...filter } = Object.fromEntries(new URLSearchParams(query));
  const counts = new Map<string | boolean | null, number>();
  for (const row of page(rows, { filter }).data) {
    const value = (row[by] ?? null) as string | boolean | null; // filters are of these kinds
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count);
}

/** A comma separates alternatives, `_gte` and `_lte` are ranges, `q` is looked for in all texts. */
function meets(row: RaRecord, name: string, wanted: unknown): boolean {
  if (name === 'q') return texts(row).some((text) => text.toLowerCase().includes(String(wanted).toLowerCase()));
  const range = /^(.+)_(gte|lte)$/.exec(name);
  if (range) return range[2] === 'gte' ? compared(row[range[1] ?? ''], wanted) >= 0 : compared(row[range[1] ?? ''], wanted) <= 0;
  const alternatives = Array.isArray(wanted) ? wanted.map(String) : String(wanted).split(',');
  return alternatives.includes(String(row[name]));
}

const texts = (row: RaRecord): readonly string[] =>
  Object.values(row as Record<string, unknown>)
    .flat()
    .filter((value) => typeof value === 'string');

const text = (value: unknown) => (typeof value === 'string' || typeof value === 'boolean' ? String(value) : '');

function compared(a: unknown, b: unknown): number {
  if (typeof a === 'number' || typeof b === 'number') return Number(a) - Number(b);
  return text(a).localeCompare(text(b));
}
