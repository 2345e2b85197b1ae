import type { RaRecord } from 'react-admin';

/** What a list that is shown was asked with. */
export interface Question {
  /** Flat, as `listQuery` takes it. */
  readonly filter?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
  readonly sort?: { readonly field: string };
}

/** A list that is shown, and what it shows. */
export interface ShownList {
  readonly question: Question;
  readonly rows: readonly RaRecord[];
}

const idOf = (row: RaRecord) => String(row.id);
/** Its own id, or of what it is joined with: an entry names its recording. */
const names = (row: RaRecord, key: string) => Object.values(row).includes(key);

/** Rows to be read again when these keys changed, and the keys that no row names: they may be new ones. */
export function rowsBehind(
  keys: readonly string[],
  lists: readonly ShownList[],
): { readonly ids: readonly string[]; readonly unnamed: readonly string[] } {
  const ids = new Set<string>();
  const unnamed: string[] = [];
  for (const key of keys) {
    const naming = lists.flatMap(({ rows }) => rows.filter((row) => names(row, key)));
    for (const row of naming) ids.add(idOf(row));
    if (naming.length === 0) unnamed.push(key);
  }
  return { ids: [...ids], unnamed };
}

const fieldOf = (filter: string) => filter.replace(/_(gte|lte)$/, '');

/** false: it is surely none of the list's. What is no field of the row, as words that are searched for, nobody can say here. */
function mayFit(row: RaRecord, { filter = {} }: Question): boolean {
  return Object.entries(filter).every(([name, wanted]) => {
    if (!(name in row) || wanted === undefined || wanted === '') return true;
    const alternatives = String(wanted).split(','); // of a list too
    return alternatives.includes(String(row[name] as string));
  });
}

/** It is in the list as before, and at the same place. */
function keepsItsPlace(before: RaRecord, after: RaRecord, { filter = {}, sort }: Question): boolean {
  const telling = [...Object.keys(filter).map(fieldOf), ...(sort ? [sort.field] : [])];
  return telling.every((field) => JSON.stringify(before[field]) === JSON.stringify(after[field]));
}

/**
 * The list's rows with what was read of them anew; null: who is in it, or where, may have changed, and it has to be asked for again.
 * `unnamed` are changed keys that no shown row names.
 */
export function patched(
  { rows, question }: ShownList,
  read: ReadonlyMap<string, RaRecord>,
  asked: ReadonlySet<string>,
  unnamed: readonly string[],
): readonly RaRecord[] | null {
  const shown = new Set(rows.map(idOf));
  const mayBeNew = unnamed.some((key) => {
    const row = read.get(key);
    return row === undefined || (!shown.has(key) && mayFit(row, question));
  });
  if (mayBeNew) return null;
  const next: RaRecord[] = [];
  for (const row of rows) {
    const after = asked.has(idOf(row)) ? read.get(idOf(row)) : row;
    if (after === undefined || !keepsItsPlace(row, after, question)) return null;
    next.push(after);
  }
  return next;
}
