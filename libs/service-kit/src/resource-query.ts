import type { DataSource } from 'typeorm';
import type { ResourcePage, ResourceQuery } from '@soulsync/contracts';
import { Invalid } from './errors.js';

export type FilterKind = 'text' | 'number' | 'boolean' | 'instant';

/** What may be asked of a read model; nothing else reaches the SQL. */
export interface ResourceTable {
  /** A table with its schema, or a SELECT in parentheses. */
  readonly from: string;
  readonly id: string;
  readonly sortable: readonly string[];
  readonly filters: Readonly<Record<string, FilterKind>>;
  /** Columns that `q` looks into. */
  readonly search?: readonly string[];
  readonly defaultSort: { readonly by: string; readonly order: 'ASC' | 'DESC' };
  /** Waited for when the asker names a position. */
  readonly projections: readonly string[];
}

export const MAX_PAGE = 500;

interface Statement {
  readonly where: string;
  readonly values: readonly unknown[];
}

/** One page of rows and the count of all that fit. Throws Invalid for what is not in the table's lists. */
export async function answerQuery(
  dataSource: DataSource,
  table: ResourceTable,
  query: ResourceQuery,
): Promise<ResourcePage<Record<string, unknown>>> {
  const { where, values } = conditions(table, query);
  const start = whole(query.start, 0, 'start');
  const end = whole(query.end, start + 25, 'end');
  if (end < start || end - start > MAX_PAGE) throw new Invalid({ end: `a page holds at most ${MAX_PAGE} rows` });
  const by = query.sort ?? table.defaultSort.by;
  if (by !== table.id && !table.sortable.includes(by))
    throw new Invalid({ sort: `can't sort by ${by}; known are ${table.sortable.join(', ')}` });
  const order = query.order ?? table.defaultSort.order;
  if (order !== 'ASC' && order !== 'DESC') throw new Invalid({ order: 'is ASC or DESC' });
  const limits = query.ids ? '' : `OFFSET ${start} LIMIT ${end - start}`;
  const rows: Record<string, unknown>[] = await dataSource.query(
    `SELECT t.* FROM ${table.from} t ${where} ORDER BY t."${by}" ${order} NULLS LAST, t."${table.id}" ASC ${limits}`,
    [...values],
  );
  if (query.ids) return { rows: rows.map(plain), total: rows.length };
  const [counted]: { n: string }[] = await dataSource.query(`SELECT count(*) AS n FROM ${table.from} t ${where}`, [...values]);
  return { rows: rows.map(plain), total: Number(counted?.n ?? 0) };
}

function conditions(table: ResourceTable, query: ResourceQuery): Statement {
  const parts: string[] = [];
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  if (query.ids) parts.push(`t."${table.id}" = ANY(${bind(query.ids)})`);
  for (const [name, text] of Object.entries(query.filter ?? {})) {
    const [, column = name, range] = /^(.*?)(_gte|_lte)?$/.exec(name) ?? [];
    const kind = table.filters[column];
    if (!kind || !Object.hasOwn(table.filters, column))
      throw new Invalid({ [name]: `is no filter; known are ${Object.keys(table.filters).join(', ')}` });
    if (range) parts.push(`t."${column}" ${range === '_gte' ? '>=' : '<='} ${bind(value(kind, name, text))}`);
    else parts.push(`t."${column}" = ANY(${bind(text.split(',').map((one) => value(kind, name, one)))})`);
  }
  if (query.q !== undefined && query.q.trim() !== '') {
    const pattern = bind(`%${query.q.trim().replace(/[\\%_]/g, '\\$&')}%`);
    const columns = table.search ?? [];
    if (columns.length === 0) throw new Invalid({ q: 'this resource has no text search' });
    parts.push(`(${columns.map((column) => `t."${column}" ILIKE ${pattern}`).join(' OR ')})`);
  }
  return { where: parts.length > 0 ? `WHERE ${parts.join(' AND ')}` : '', values };
}

function value(kind: FilterKind, name: string, text: string): unknown {
  switch (kind) {
    case 'text':
      return text;
    case 'number':
      if (!/^-?\d+(\.\d+)?$/.test(text)) throw new Invalid({ [name]: 'is no number' });
      return Number(text);
    case 'boolean':
      if (text !== 'true' && text !== 'false') throw new Invalid({ [name]: 'is true or false' });
      return text === 'true';
    case 'instant':
      if (Number.isNaN(Date.parse(text))) throw new Invalid({ [name]: 'is no time' });
      return new Date(text).toISOString();
  }
}

function whole(given: number | undefined, fallback: number, name: string): number {
  if (given === undefined) return fallback;
  if (!Number.isInteger(given) || given < 0) throw new Invalid({ [name]: 'is no whole number' });
  return given;
}

const plain = (row: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, cell instanceof Date ? cell.toISOString() : cell]));
