import { gzipSync } from 'node:zlib';
import fc from 'fast-check';

export interface Route {
  readonly method: string;
  /** With every parameter filled in. */
  readonly path: string;
}

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const METHODS = new Set(['get', 'post', 'put', 'patch', 'delete']);

/** Every operation of the document. */
export const routesOf = ({ paths }: OpenApi, id = '00000000-0000-4000-8000-000000000000'): readonly Route[] =>
  Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations)
      .filter((method) => METHODS.has(method))
      .map((method) => ({ method: method.toUpperCase(), path: path.replace(/\{\w+\}/g, id) })),
  );

export interface HostileBody {
  readonly what: string;
  readonly body: string | Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

const json = { 'content-type': 'application/json' };
const many = (count: number, one: (n: number) => string) => Array.from({ length: count }, (_, n) => one(n)).join(',');

/** The body that stopped the process: 848 KiB of fields that no class knows. */
export const UNKNOWN_FIELDS: HostileBody = {
  what: '848 KiB of unknown fields',
  body: `{${many(62_000, (n) => `"k${n}":${n}`)}}`,
  headers: json,
};
export const HUGE: HostileBody = { what: '24 MB', body: `{"a":"${'x'.repeat(24_000_000)}"}`, headers: json };

/** Bodies that hurt by size, depth, number, type or encoding; all but the first few are cheap to send to every route. */
export const hostileBodies: readonly HostileBody[] = [
  UNKNOWN_FIELDS,
  { what: 'deep lists', body: `${'['.repeat(8_000)}${']'.repeat(8_000)}`, headers: json },
  { what: 'deep objects', body: `${'{"a":'.repeat(2_000)}1${'}'.repeat(2_000)}`, headers: json },
  { what: 'a long list', body: `{"ids":[${many(3_000, String)}],"itemIds":[${many(3_000, (n) => `"${n}"`)}]}`, headers: json },
  ...['null', '[]', '"text"', '5', 'true', '', '{', '{"a":1}}', '\u00ef\u00bb\u00bf{}', 'NaN'].map((body) => ({
    what: body,
    body,
    headers: json,
  })),
  {
    what: 'prototypes',
    body: '{"__proto__":{"role":"admin"},"constructor":{"prototype":{"x":1}},"toString":1,"name":{"constructor":5}}',
    headers: json,
  },
  { what: 'fields of every type', body: everyField('{"constructor":5,"length":1e9}'), headers: json },
  { what: 'null in every field', body: everyField('null'), headers: json },
  { what: 'a number in every field', body: everyField('1e999'), headers: json },
  { what: 'a NUL in every field', body: everyField('"a\\u0000b"'), headers: json },
  { what: 'half a pair in every field', body: everyField('"\\ud800"'), headers: json },
  { what: 'a list in every field', body: everyField('[[],{},null,1e400]'), headers: json },
  { what: 'no UTF-8', body: Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]), headers: json },
  { what: 'UTF-16', body: Buffer.from('\ufeff{"a":1}', 'utf16le'), headers: json },
  { what: 'a compressed body', body: gzipSync(`{"a":"${'x'.repeat(5_000_000)}"}`), headers: { ...json, 'content-encoding': 'gzip' } },
  { what: 'an unknown encoding', body: '{}', headers: { ...json, 'content-encoding': 'nonsense' } },
  { what: 'an unknown charset', body: '{}', headers: { 'content-type': 'application/json; charset=utf-7' } },
  { what: 'a form', body: 'a=1&b=2', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
  { what: 'plain text', body: '{}', headers: { 'content-type': 'text/plain' } },
  { what: 'no type', body: '{}', headers: {} },
  { what: 'a type of nonsense', body: '{}', headers: { 'content-type': ';;;=' } },
  { what: 'csv', body: 'Track Name,Artist Name(s)\n"a,b\n', headers: { 'content-type': 'text/csv' } },
];

/** One object with every name that a request of ours knows. */
function everyField(value: string): string {
  const names =
    'address code csv dryRun exceptItemIds fields fileName for id ids itemIds kind libraryTrackId libraryTrackIds mode name password reach refreshEveryMinutes scope server serverId serverPlaylistKey source start token url username cause';
  return `{${names
    .split(' ')
    .map((name) => `"${name}":${value}`)
    .join(',')}}`;
}

/** The same chance bodies at every run. */
export const chanceBodies = (count: number): readonly HostileBody[] =>
  fc
    .sample(fc.jsonValue({ stringUnit: 'binary', maxDepth: 5 }), { numRuns: count, seed: 10 })
    .map((value, n) => ({ what: `chance ${n}`, body: JSON.stringify(value), headers: json }));
