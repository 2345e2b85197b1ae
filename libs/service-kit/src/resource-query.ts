import type { DataSource, EntityManager } from 'typeorm';
import type { ResourcePage, ResourceQuery } from '@soulsync/contracts';
import { Invalid, TooLarge, Unavailable } from './errors.js';

/** `number`: whole, as an integer column holds it. */
export type FilterKind = 'text' | 'number' | 'fraction' | 'boolean' | 'instant';

/** What may be asked of a read model; nothing else reaches the SQL. */
export interface ResourceTable {
  /** A table with its schema, or a SELECT in parentheses. */
  readonly from: string;
  readonly id: string;
  /** What a row shows (`columnsOf` of the API's row); default: every column. */
  readonly columns?: readonly string[];
  /** Shown only where one record is asked for by its id: what can grow has no place in a list. */
  readonly recordColumns?: readonly string[];
  /**
   * Columns; or, for many rows, the column behind each sort. Then the index `(<column> DESC NULLS LAST, <id> DESC)` serves both
   * directions, so unknown counts as least, and a page is looked for in the index alone, from its nearer end.
   */
  readonly sortable: readonly string[] | Readonly<Record<string, string>>;
  readonly filters: Readonly<Record<string, FilterKind>>;
  /** Columns that `q` looks into, or how it looks by trigrams. */
  readonly search?: readonly string[] | TrigramSearch;
  readonly defaultSort: { readonly by: string; readonly order: 'ASC' | 'DESC' };
  /** Waited for when the asker names a position. */
  readonly projections: readonly string[];
}

/** Every term must occur; where nothing has them all, what is spelt alike is answered, nearest first, and the page says so. */
export interface TrigramSearch {
  /** Text that was folded as the terms are; behind a GIN index with `gin_trgm_ops`. */
  readonly column: string;
  /** Where a row sums up others, the table and column with that text (and index), and the column that there names this row. */
  readonly within?: { readonly table: string; readonly column: string; readonly id: string };
  /** [] finds nothing. */
  terms(q: string): readonly string[];
}

export const MAX_PAGE = 500;
/** Of the rows of one answer, as JSON: half of what a message holds. What is left is asked for again. */
export const ANSWER_BYTES = 512 * 1024;
/** What stands around the rows takes little; a message holds 1 MiB. */
const ROW_BYTES = 1_000_000;
/** Rows that are spelt alike: who has to look further asks otherwise. */
const MAX_ALIKE = 200;
/** Share of a word's trigrams that must be found: two wrong letters in a word of seven, one in a word of five. */
const ALIKE = 0.5;
/** Without an index each row is compared with all of it: the 16 KB of an address kept Postgres busy for a minute. */
const MAX_SEARCH_UNITS = 300;
/** Letters of a word that is looked for by itself. */
const ALIKE_FROM = 4;
/** Longest text that is compared by likeness; its cost grows with the length. */
const MAX_ALIKE_UNITS = 60;

interface Statement {
  readonly where: string;
  readonly values: readonly unknown[];
}

interface Asked {
  readonly start: number;
  readonly end: number;
  readonly by: string;
  readonly order: 'ASC' | 'DESC';
}

/** The database, or one transaction of it. */
type Source = Pick<EntityManager, 'query' | 'transaction'>;

/** Less than whoever asks waits (`rpcClient`). */
const QUERY_MS = 8_000;
const QUERY_CANCELED = '57014';

/**
 * The same, in bounded time: a question that nobody waits for any more would hold one of the service's few connections until it is answered.
 * Throws Unavailable when it takes longer.
 */
export async function answerInTime(
  dataSource: DataSource,
  table: ResourceTable,
  query: ResourceQuery,
  withinMs = QUERY_MS,
): Promise<ResourcePage<Record<string, unknown>>> {
  try {
    return await dataSource.transaction(async (manager) => {
      await manager.query(`SET LOCAL statement_timeout = ${withinMs}`);
      return answerQuery(manager, table, query);
    });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === QUERY_CANCELED)) throw error;
    throw new Unavailable('postgres', `this list took longer than ${withinMs / 1_000} s; ask for less, with a filter or a longer search`, {
      cause: error,
    });
  }
}

/**
 * One page of rows and the count of all that fit; of rows that no message holds together the first ones, and a word that there are more.
 * Throws Invalid for what is not in the table's lists, TooLarge for a row that no message holds alone.
 */
export async function answerQuery(
  source: Source,
  table: ResourceTable,
  query: ResourceQuery,
): Promise<ResourcePage<Record<string, unknown>>> {
  if (query.countBy !== undefined) return countsBy(source, table, query, query.countBy);
  const page = await pageFor(source, table, query);
  const rows = firstThatFit(page.rows, table.id);
  return rows.length === page.rows.length ? page : { ...page, rows, more: true };
}

function firstThatFit(rows: readonly Row[], id: string): readonly Row[] {
  let bytes = 0;
  const over = rows.findIndex((row, at) => {
    const rowBytes = Buffer.byteLength(JSON.stringify(row));
    if (at === 0 && rowBytes > ROW_BYTES)
      throw new TooLarge(`the row ${String(row[id])} has ${rowBytes} bytes; one message may hold ${ROW_BYTES}`);
    bytes += rowBytes;
    return at > 0 && bytes > ANSWER_BYTES;
  });
  return over < 0 ? rows : rows.slice(0, over);
}

async function pageFor(source: Source, table: ResourceTable, query: ResourceQuery): Promise<ResourcePage<Row>> {
  const statement = conditions(table, query);
  const asked = askedPage(table, query);
  if (query.ids) {
    const columns = query.ids.length === 1 ? table.columns?.concat(table.recordColumns ?? []) : table.columns;
    const rows = await rowsWhere(source, { ...table, ...(columns ? { columns } : {}) }, statement);
    return { rows, total: rows.length };
  }
  if (isList(table.sortable)) return scannedPage(source, table, statement, asked);
  if (!query.q?.trim()) return indexedPage(source, table, statement, asked);
  const found = await foundPage(source, table, statement, asked);
  return found.total === 0 && isTrigram(table.search) ? alikePage(source, table, table.search, query, asked) : found;
}

function askedPage(table: ResourceTable, query: ResourceQuery): Asked {
  const start = whole(query.start, 0, 'start');
  const end = whole(query.end, start + 25, 'end');
  if (end < start || end - start > MAX_PAGE) throw new Invalid({ end: `a page holds at most ${MAX_PAGE} rows` });
  const by = query.sort ?? table.defaultSort.by;
  const known = isList(table.sortable) ? table.sortable : Object.keys(table.sortable);
  if (by !== table.id && !known.includes(by)) throw new Invalid({ sort: `can't sort by ${by}; known are ${known.join(', ')}` });
  const order = query.order ?? table.defaultSort.order;
  if (order !== 'ASC' && order !== 'DESC') throw new Invalid({ order: 'is ASC or DESC' });
  return { start, end, by, order };
}

/** Small tables: whatever is asked is worked out from all rows. */
async function scannedPage(
  source: Source,
  table: ResourceTable,
  { where, values }: Statement,
  { start, end, by, order }: Asked,
): Promise<ResourcePage<Record<string, unknown>>> {
  const rows: Row[] = await source.query(
    `SELECT ${shown(table)} FROM ${table.from} t ${where} ORDER BY t."${by}" ${order} NULLS LAST, t."${table.id}" ASC OFFSET ${start} LIMIT ${end - start}`,
    [...values],
  );
  return { rows: rows.map(plain), total: await countOf(source, table, { where, values }) };
}

async function indexedPage(
  source: Source,
  table: ResourceTable,
  statement: Statement,
  asked: Asked,
): Promise<ResourcePage<Record<string, unknown>>> {
  return pageOf(source, table, statement, asked, await countOf(source, table, statement));
}

async function pageOf(
  source: Source,
  table: ResourceTable,
  { where, values }: Statement,
  asked: Asked,
  total: number,
): Promise<ResourcePage<Record<string, unknown>>> {
  const end = Math.min(asked.end, total);
  if (asked.start >= end) return { rows: [], total };
  const fromBehind = asked.start > total - end;
  const order = fromBehind ? (asked.order === 'ASC' ? 'DESC' : 'ASC') : asked.order;
  const found: { id: string }[] = await source.query(
    `SELECT t."${table.id}" AS "id" FROM ${table.from} t ${where} ${orderBy(table, asked.by, order)}
      OFFSET ${fromBehind ? total - end : asked.start} LIMIT ${end - asked.start}`,
    [...values],
  );
  const ids = found.map(({ id }) => id);
  return { rows: await rowsInOrder(source, table, fromBehind ? ids.reverse() : ids), total };
}

/** Found rows up to so many are gathered and sorted; of more, a page is soon found along the index of the order. */
const GATHERED = 5_000;

async function foundPage(
  source: Source,
  table: ResourceTable,
  statement: Statement,
  asked: Asked,
): Promise<ResourcePage<Record<string, unknown>>> {
  const total = await countOf(source, table, statement);
  if (total > GATHERED) return pageOf(source, table, statement, asked, total);
  const { start, end, by, order } = asked;
  if (start >= total) return { rows: [], total };
  // Sorted behind a fence: the planner, who does not know how few they are, may look for them along the whole index.
  const found: { id: string }[] = await source.query(
    `WITH found AS MATERIALIZED (SELECT t.* FROM ${table.from} t ${statement.where})
      SELECT t."${table.id}" AS "id" FROM found t ${orderBy(table, by, order)} OFFSET ${start} LIMIT ${end - start}`,
    [...statement.values],
  );
  const ids = found.map(({ id }) => id);
  return { rows: await rowsInOrder(source, table, ids), total };
}

async function alikePage(
  source: Source,
  table: ResourceTable,
  search: TrigramSearch,
  { q = '', ...query }: ResourceQuery,
  { start, end }: Asked,
): Promise<ResourcePage<Record<string, unknown>>> {
  const terms = search.terms(q).map((term) => term.trim());
  const spelt = (words: readonly string[]) => words.join(' ').slice(0, MAX_ALIKE_UNITS).toWellFormed();
  if (terms.length === 0 || (q.match(/[\p{L}\p{N}]/gu) ?? []).length < 3) return { rows: [], total: 0 }; // there is nothing to be like
  // Much is like a short word, and little is meant by it.
  const long = terms.filter((term) => term.length >= ALIKE_FROM);
  const { where, values } = conditions(table, query);
  const [all, word] = [`$${values.length + 1}::text`, `$${values.length + 2}::text`];
  const column = `t."${search.column}"`;
  const alike = isOneOf(search, table.id, (text) => `${word} <% ${text}`);
  // Nearest by whole words: the beginning of a longer word is as like as the word itself, and the id would decide. Then the shorter text.
  const found = await source.transaction(async (manager): Promise<readonly { id: string }[]> => {
    await manager.query(`SET LOCAL pg_trgm.word_similarity_threshold = ${ALIKE}`);
    return manager.query(
      `SELECT t."${table.id}" AS "id" FROM ${table.from} t ${where === '' ? 'WHERE' : `${where} AND`} ${alike}
        ORDER BY strict_word_similarity(${all}, ${column}) DESC, similarity(${all}, ${column}) DESC, t."${table.id}" LIMIT ${MAX_ALIKE}`,
      [...values, spelt(terms), spelt(long.length > 0 ? long : terms)],
    );
  });
  const ids = found.slice(start, end).map(({ id }) => id);
  return { rows: await rowsInOrder(source, table, ids), total: found.length, alike: true };
}

type Row = Record<string, unknown>;

const shown = ({ columns }: ResourceTable) => columns?.map((column) => `t."${column}"`).join(', ') ?? 't.*';

async function countOf(source: Source, table: ResourceTable, { where, values }: Statement): Promise<number> {
  const [counted]: { n: string }[] = await source.query(`SELECT count(*) AS n FROM ${table.from} t ${where}`, [...values]);
  return Number(counted?.n ?? 0);
}

/** Of these an answer is a list of chips, not a page. */
const MAX_COUNTED = 200;

async function countsBy(source: Source, table: ResourceTable, query: ResourceQuery, by: string): Promise<ResourcePage<Row>> {
  const kind = Object.hasOwn(table.filters, by) ? table.filters[by] : undefined;
  if (kind !== 'text' && kind !== 'boolean') throw new Invalid({ countBy: `can't count by ${by}` });
  const { where, values } = conditions(table, query);
  const rows: { value: unknown; count: string }[] = await source.query(
    `SELECT t."${by}" AS "value", count(*) AS "count" FROM ${table.from} t ${where} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${MAX_COUNTED}`,
    [...values],
  );
  return { rows: rows.map(({ value: of, count }) => ({ value: of, count: Number(count) })), total: rows.length };
}

async function rowsWhere(source: Source, table: ResourceTable, { where, values }: Statement): Promise<readonly Row[]> {
  const rows: Row[] = await source.query(`SELECT ${shown(table)} FROM ${table.from} t ${where}`, [...values]);
  return rows.map(plain);
}

async function rowsInOrder(source: Source, table: ResourceTable, ids: readonly string[]): Promise<readonly Row[]> {
  if (ids.length === 0) return [];
  const rows = await rowsWhere(source, table, { where: `WHERE t."${table.id}" = ANY($1)`, values: [ids] });
  const byId = new Map(rows.map((row) => [row[table.id], row]));
  return ids.map((id) => byId.get(id)).filter((row) => row !== undefined);
}

/** One direction is the other one read backwards. */
function orderBy(table: ResourceTable, by: string, order: 'ASC' | 'DESC'): string {
  const column = isList(table.sortable) ? by : (table.sortable[by] ?? by);
  if (column === table.id) return `ORDER BY t."${column}" ${order}`;
  return `ORDER BY t."${column}" ${order === 'ASC' ? 'ASC NULLS FIRST' : 'DESC NULLS LAST'}, t."${table.id}" ${order}`;
}

const isList = (sortable: ResourceTable['sortable']): sortable is readonly string[] => Array.isArray(sortable);
const isTrigram = (search: ResourceTable['search']): search is TrigramSearch => search !== undefined && 'terms' in search;

function conditions(table: ResourceTable, query: ResourceQuery): Statement {
  const parts: string[] = [];
  const values: unknown[] = [];
  const bind = (bound: unknown) => `$${values.push(bound)}`;
  if (query.ids) parts.push(`t."${table.id}" = ANY(${bind(query.ids.map((id) => storable('id', id)))})`);
  for (const [name, text] of Object.entries(query.filter ?? {})) {
    const [, column = name, range] = /^(.*?)(_gte|_lte)?$/.exec(name) ?? [];
    const kind = table.filters[column];
    if (!kind || !Object.hasOwn(table.filters, column))
      throw new Invalid({ [name]: `is no filter; known are ${Object.keys(table.filters).join(', ')}` });
    if (range) parts.push(`t."${column}" ${range === '_gte' ? '>=' : '<='} ${bind(value(kind, name, text))}`);
    // Written out, so that the planner knows which of the two it is.
    else if (kind === 'boolean' && !text.includes(',')) parts.push(`t."${column}" = ${String(value(kind, name, text))}`);
    else parts.push(`t."${column}" = ANY(${bind(text.split(',').map((one) => value(kind, name, one)))})`);
  }
  if (query.q !== undefined && query.q.trim() !== '') parts.push(searched(table, query.q.trim(), bind));
  return { where: parts.length > 0 ? `WHERE ${parts.join(' AND ')}` : '', values };
}

/** The row, or one of those it sums up, has a text of which this holds. */
function isOneOf({ column, within }: TrigramSearch, id: string, holds: (text: string) => string): string {
  if (!within) return holds(`t."${column}"`);
  return `t."${id}" = ANY(ARRAY(SELECT w."${within.id}" FROM ${within.table} w WHERE ${holds(`w."${within.column}"`)}))`;
}

function searched({ id, search }: ResourceTable, q: string, bind: (bound: unknown) => string): string {
  if (search === undefined) throw new Invalid({ q: 'this resource has no text search' });
  const like = (term: string) => bind(`%${term.replace(/[\\%_]/g, '\\$&')}%`);
  if (!isTrigram(search)) {
    if (q.length > MAX_SEARCH_UNITS) throw new Invalid({ q: `has more than ${MAX_SEARCH_UNITS} characters` });
    const pattern = like(q.replaceAll('\0', ''));
    return `(${search.map((column) => `t."${column}" ILIKE ${pattern}`).join(' OR ')})`;
  }
  const terms = search.terms(q);
  if (terms.length === 0) return 'false';
  const patterns = terms.map((term) => like(term.toWellFormed()));
  return isOneOf(search, id, (text) => patterns.map((pattern) => `${text} LIKE ${pattern}`).join(' AND '));
}

/** No stored text holds a NUL, and Postgres takes none. */
function storable(name: string, text: string): string {
  if (text.includes('\0')) throw new Invalid({ [name]: 'holds a sign that no text has' });
  return text;
}

function value(kind: FilterKind, name: string, text: string): unknown {
  switch (kind) {
    case 'text':
      return storable(name, text);
    case 'number':
      if (!/^-?\d+$/.test(text) || Math.abs(Number(text)) > MAX_INTEGER)
        throw new Invalid({ [name]: `is no whole number of at most ${MAX_INTEGER}` });
      return Number(text);
    case 'fraction':
      if (!/^-?\d+(\.\d+)?$/.test(text) || !Number.isFinite(Number(text))) throw new Invalid({ [name]: 'is no number' });
      return Number(text);
    case 'boolean':
      if (text !== 'true' && text !== 'false') throw new Invalid({ [name]: 'is true or false' });
      return text === 'true';
    case 'instant':
      if (instant(text) === null) throw new Invalid({ [name]: 'is no time' });
      return instant(text);
  }
}

/** Of Postgres' `integer`. */
const MAX_INTEGER = 2_147_483_647;

/** Of a year with four digits, which Postgres reads too; null: anything else. */
function instant(text: string): string | null {
  const at = new Date(text);
  const iso = Number.isNaN(at.getTime()) ? '' : at.toISOString();
  return /^(?!0000)\d{4}-/.test(iso) ? iso : null;
}

function whole(given: number | undefined, fallback: number, name: string): number {
  if (given === undefined) return fallback;
  if (!Number.isInteger(given) || given < 0) throw new Invalid({ [name]: 'is no whole number' });
  return given;
}

const plain = (row: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, cell instanceof Date ? cell.toISOString() : cell]));
