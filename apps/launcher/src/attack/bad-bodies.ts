import { gzipSync } from 'node:zlib';

/** One thing that no decent client sends. */
export interface BadBody {
  readonly name: string;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent a few bytes at a time. */
  readonly slow?: true;
  /** Holds what no store can take: it must be refused, not taken in. */
  readonly mustBeRefused?: true;
}

const JSON_TYPE = { 'Content-Type': 'application/json' };
const plain = (name: string, text: string | Buffer, headers: Readonly<Record<string, string>> = JSON_TYPE): BadBody => ({
  name,
  body: Buffer.from(text as string),
  headers,
});
const refused = (bad: BadBody): BadBody => ({ ...bad, mustBeRefused: true });

/** `{"k0":1,"k1":1,…}` of about this size. */
export function unknownKeys(sizeBytes: number): Buffer {
  const parts: string[] = [];
  for (let size = 0, n = 0; size < sizeBytes; n += 1) {
    const part = `"key${n}":1`;
    parts.push(part);
    size += part.length + 1;
  }
  return Buffer.from(`{${parts.join(',')}}`);
}

const KIB = 1_024;

/** For each route: small ones of every wrong kind. */
export function smallBodies(fields: readonly string[]): readonly BadBody[] {
  const names = fields.length > 0 ? fields : ['name'];
  const all = (value: string) => `{${names.map((name) => `${JSON.stringify(name)}:${value}`).join(',')}}`;
  return [
    plain('nothing', ''),
    ...['null', '[]', '"text"', '1', 'true', '[{}]', '{', '{"a":', '}{', '\u0000', 'NaN', "{'a':1}"].map((text) =>
      plain(`not an object: ${text}`, text),
    ),
    plain('deep lists', '['.repeat(50_000) + ']'.repeat(50_000)),
    plain('deep objects', '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000)),
    plain('deep in a known field', all('['.repeat(2_000) + ']'.repeat(2_000))),
    plain(
      'prototype keys',
      '{"__proto__":{"role":"admin"},"constructor":{"prototype":{"role":"admin"}},"toString":1,"hasOwnProperty":1,"then":1}',
    ),
    plain('prototypes in known fields', all('{"__proto__":{"a":1},"then":"x","length":-1,"toJSON":1}')),
    ...['null', '[]', '{}', '1e999', '-1', '9007199254740993', '0.1', 'true', '""', '[null]', '"\\\\"'].map((value) =>
      plain(`each field ${value}`, all(value)),
    ),
    plain('long texts', all(`"${'x'.repeat((8 * KIB) / names.length)}"`)),
    refused(plain('NUL in texts', all('"a\\u0000b"'))),
    refused(plain('a lone surrogate', all('"a\\ud800b"'))),
    plain('half a UTF-8 sign', Buffer.concat([Buffer.from(`{"${names[0] ?? ''}":"`), Buffer.from([0xc3, 0x28, 0xff]), Buffer.from('"}')])),
    plain('UTF-16', Buffer.from(all('"x"'), 'utf16le'), { 'Content-Type': 'application/json; charset=utf-16le' }),
    plain('an unknown charset', all('"x"'), { 'Content-Type': 'application/json; charset=klingon' }),
    plain('an unknown encoding', all('"x"'), { ...JSON_TYPE, 'Content-Encoding': 'klingon' }),
    plain('no gzip, though it says so', all('"x"'), { ...JSON_TYPE, 'Content-Encoding': 'gzip' }),
    plain('a form', 'a[b][c]=1&'.repeat(200), { 'Content-Type': 'application/x-www-form-urlencoded' }),
    plain('text', all('"x"'), { 'Content-Type': 'text/plain' }),
    plain('multipart without end', '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1', {
      'Content-Type': 'multipart/form-data; boundary=x',
    }),
    plain('no type', all('"x"'), {}),
    plain('the same key 2,000 times', `{${Array.from({ length: 2_000 }, () => `"${names[0] ?? ''}":1`).join(',')}}`),
    plain('2,000 unknown keys', unknownKeys(20 * KIB)),
  ];
}

/** For each route: what a small machine must not choke on. */
export const largeBodies = (): readonly BadBody[] => [
  plain('848 KiB of unknown keys', unknownKeys(848 * KIB)),
  plain('a gzip bomb', gzipSync(Buffer.alloc(40 * KIB * KIB, 32)), { ...JSON_TYPE, 'Content-Encoding': 'gzip' }),
];

/** For a few routes: the largest, and the slowest. */
export const hugeBodies = (): readonly BadBody[] => [
  plain('24 MB of unknown keys', unknownKeys(24_000_000)),
  plain('a text of 24 MB', `{"name":"${'x'.repeat(24_000_000)}"}`),
  plain('24 MB in pieces, its size unsaid', unknownKeys(24_000_000), { ...JSON_TYPE, 'Transfer-Encoding': 'chunked' }),
  { ...plain('a slow one', unknownKeys(2_000)), slow: true },
];
