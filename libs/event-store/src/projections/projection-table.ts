import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { from as copyFrom } from 'pg-copy-streams';
import type { PoolClient } from 'pg';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { slices } from '../slices.js';
import type { AnyProjection, ColumnType } from './projection.js';

export type Row = Record<string, unknown>;

export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** SQL of one projection's table; `suffix` names a shadow of it. */
export function projectionTable(schema: string, projection: AnyProjection, suffix = '') {
  const base = projection.name.replaceAll('-', '_') + suffix;
  const table = `${quoted(schema)}.${quoted(base)}`;
  const columns = Object.entries(projection.columns);
  const key = quoted(projection.key);
  const list = columns.map(([name]) => quoted(name)).join(', ');
  // As JSON, which is read in a tenth of the time that the client takes an array apart in: an order may be of 100,000 entries.
  const asRead = columns
    .map(([name, type]) => (type === 'text[]' ? `to_json(${quoted(name)}) AS ${quoted(name)}` : quoted(name)))
    .join(', ');
  const typed = columns.map(([name, type]) => `${quoted(name)} ${type}`).join(', ');
  const guarded = columns.filter(([, type]) => isGuarded(type));
  const derived = Object.entries(projection.derived ?? {});
  const all = [typed, ...derived.map(([name, type]) => `${quoted(name)} ${type}`)].join(', ');
  const updates = columns.filter(([name]) => name !== projection.key).map(([name]) => `${quoted(name)} = excluded.${quoted(name)}`);
  return {
    table,
    base,
    async create(manager: EntityManager): Promise<void> {
      await manager.query(`CREATE TABLE IF NOT EXISTS ${table} (${all}, PRIMARY KEY (${key}))`);
      await this.createIndexes(manager);
    },
    async createBare(manager: EntityManager): Promise<void> {
      await manager.query(`DROP TABLE IF EXISTS ${table}`);
      await manager.query(`CREATE TABLE ${table} (${all})`);
    },
    /** After a COPY into a bare table. Not within a transaction: the planner is told at once what the table holds. */
    async finish(manager: EntityManager): Promise<void> {
      await manager.query(`ALTER TABLE ${table} ADD PRIMARY KEY (${key})`);
      await this.createIndexes(manager);
      await this.createLateIndexes(manager);
      await manager.query(`VACUUM (ANALYZE) ${table}`);
    },
    async createIndexes(manager: EntityManager): Promise<void> {
      for (const [place, index] of (projection.indexes ?? []).entries())
        await manager.query(`CREATE INDEX IF NOT EXISTS ${quoted(`${base}_i${place}`)} ON ${table} ${index}`);
    },
    async createLateIndexes(manager: EntityManager): Promise<void> {
      for (const [place, index] of (projection.lateIndexes ?? []).entries())
        await manager.query(`CREATE INDEX IF NOT EXISTS ${quoted(`${base}_l${place}`)} ON ${table} ${index}`);
    },
    async drop(manager: EntityManager): Promise<void> {
      await manager.query(`DROP TABLE IF EXISTS ${table}`);
    },
    async read(manager: EntityManager, keys: readonly string[]): Promise<Map<string, Row>> {
      if (keys.length === 0) return new Map();
      const rows: Row[] = await manager.query(`SELECT ${asRead} FROM ${table} WHERE ${key} = ANY($1)`, [keys]);
      return new Map(rows.map((row) => [String(row[projection.key]), fromDatabase(columns, row)]));
    },
    async write(manager: EntityManager, rows: readonly Row[], gone: readonly string[]): Promise<void> {
      if (gone.length > 0) await manager.query(`DELETE FROM ${table} WHERE ${key} = ANY($1)`, [gone]);
      if (rows.length === 0) return;
      const onConflict = updates.length > 0 ? `DO UPDATE SET ${updates.join(', ')}` : 'DO NOTHING';
      await manager.query(
        `INSERT INTO ${table} (${list}) SELECT ${list} FROM json_to_recordset($1::json) AS x(${typed}) ON CONFLICT (${key}) ${onConflict}`,
        [storableJson(rows.map((row) => fittingRow(guarded, row)))],
      );
    },
    async count(manager: EntityManager): Promise<number> {
      const [row]: { n: string }[] = await manager.query(`SELECT count(*) AS n FROM ${table}`);
      return Number(row?.n ?? 0);
    },
    /** COPY: rows none of which is there yet, at half the cost of a write. */
    async load(runner: QueryRunner, rows: Iterable<Row>): Promise<void> {
      const client = (await runner.connect()) as PoolClient; // TypeORM's Postgres driver hands out pg's own client
      const stream = client.query(copyFrom(`COPY ${table} (${list}) FROM STDIN`));
      await pipeline(Readable.from(copyLines(columns, rows)), stream);
    },
  };
}

/**
 * Rows of each table of a schema as the statistics have it: kept by the server as it writes, so no table is read. After a crash of the
 * server they begin anew, and what its last VACUUM or ANALYZE saw stands in.
 */
export async function estimatedRows(source: DataSource, schema: string): Promise<ReadonlyMap<string, number>> {
  const rows: { name: string; n: string }[] = await source.query(
    `SELECT c.relname AS "name", CASE WHEN s.n_live_tup > 0 THEN s.n_live_tup ELSE greatest(c.reltuples, 0) END::bigint AS n
       FROM pg_stat_user_tables s JOIN pg_class c ON c.oid = s.relid WHERE s.schemaname = $1`,
    [schema],
  );
  return new Map(rows.map(({ name, n }) => [name, Number(n)]));
}

/** About this many characters go to the server at once. */
const CHUNK = 256 * 1024;

async function* copyLines(columns: readonly [string, ColumnType][], rows: Iterable<Row>): AsyncGenerator<string> {
  const pause = slices();
  let chunk = '';
  for (const row of rows) {
    chunk += `${columns.map(([name, type]) => copyValue(fitting(row[name], type), type)).join('\t')}\n`;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
    await pause(); // a socket that takes everything gives nobody else a turn
  }
  if (chunk) yield chunk;
}

function copyValue(value: unknown, type: ColumnType): string {
  if (value === null || value === undefined) return '\\N';
  if (type === 'jsonb') return escaped(storableJson(value));
  if (type === 'text[]') return escaped(`{${(value as readonly string[]).map((item) => `"${item.replace(/["\\]/g, '\\$&')}"`).join(',')}}`); // a text[] column holds strings
  return escaped(typeof value === 'string' ? value : JSON.stringify(value)); // numbers and booleans
}

const isGuarded = (type: ColumnType) => type === 'integer' || type === 'bigint' || type === 'double precision' || type === 'timestamptz';

function fittingRow(guarded: readonly [string, ColumnType][], row: Row): Row {
  let fitted = row;
  for (const [name, type] of guarded) {
    const value = fitting(row[name], type);
    if (value !== row[name]) fitted = { ...fitted, [name]: value };
  }
  return fitted;
}

const INTEGER = 2_147_483_647;

/** What a column holds of a value. A number or time that does not fit is unknown: no event is parked for what a file, peer or server claims. */
function fitting(value: unknown, type: ColumnType): unknown {
  if (value === null || value === undefined) return value;
  switch (type) {
    case 'integer':
      return whole(value, INTEGER);
    case 'bigint':
      return whole(value, Number.MAX_SAFE_INTEGER);
    case 'double precision':
      return typeof value === 'number' && Number.isFinite(value) ? value : null;
    case 'timestamptz':
      return instant(value);
    case 'text':
    case 'text[]':
    case 'boolean':
    case 'jsonb':
      return value;
  }
}

function whole(value: unknown, most: number): number | null {
  const rounded = typeof value === 'number' ? Math.round(value) : NaN;
  return Math.abs(rounded) <= most ? rounded : null;
}

/** Years that Postgres and ISO 8601 write alike. Rows of one commit mostly tell the same time. */
function instant(value: unknown): string | null {
  if (value !== lastInstant.given) lastInstant = { given: value, stored: parsedInstant(value) };
  return lastInstant.stored;
}
let lastInstant: { readonly given: unknown; readonly stored: string | null } = { given: null, stored: null };

function parsedInstant(value: unknown): string | null {
  const time = typeof value === 'string' ? new Date(value) : null;
  if (!time || Number.isNaN(time.getTime()) || time.getUTCFullYear() < 1 || time.getUTCFullYear() > 9_999) return null;
  return time.toISOString();
}

/** JSON that Postgres takes: it holds neither a NUL nor half of a surrogate pair, and no name or tag may park an event for one. */
function storableJson(value: unknown): string {
  const text = JSON.stringify(value);
  if (!/\\u(?:0000|d[89a-f])/.test(text)) return text;
  return JSON.stringify(value, (_, part: unknown) => (typeof part === 'string' ? part.replaceAll('\0', '').toWellFormed() : part));
}

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r', '\0': '' };
// Postgres text holds no NUL: it is left out on both roads. eslint-disable-next-line no-control-regex
const escaped = (text: string) => text.replace(/[\\\t\n\r\0]/g, (character) => escapes[character] ?? '');

function fromDatabase(columns: readonly [string, ColumnType][], row: Row): Row {
  const result: Row = {};
  for (const [name, type] of columns) {
    const value = row[name];
    if (type === 'timestamptz' && value instanceof Date) result[name] = value.toISOString();
    else if (type === 'bigint' && typeof value === 'string') result[name] = Number(value);
    else result[name] = value ?? null;
  }
  return result;
}
