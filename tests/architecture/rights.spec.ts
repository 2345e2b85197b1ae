import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { natsPermissions, rpc, serviceNames, serviceRights } from '@soulsync/contracts';
import type { ServiceName } from '@soulsync/contracts';
import { authorization } from '../../apps/launcher/src/nats/authorization.js';

const root = resolve(import.meta.dirname, '../..');

function sourceOf(service: ServiceName): string {
  const folder = join(root, 'apps', service, 'src');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
}

const all = (source: string, pattern: RegExp) => [...new Set([...source.matchAll(pattern)].map(([, found = '']) => found))];
const covers = (allowed: string, subject: string) =>
  new RegExp(`^${allowed.replaceAll('.', '\\.').replaceAll('*', '[^.]+').replace(/>$/, '.+')}$`).test(subject);
/** `rpc.plex.sweep` as it stands in the source is looked up in the table of subjects. */
const subjectOf = (room: string, name: string) =>
  (rpc as Readonly<Record<string, Readonly<Record<string, string>>>>)[room]?.[name] ?? `rpc.${room}.${name}?`;

it('no server is asked to remember who may be answered: older ones look through all of it at each message', async () => {
  const secret = () => Promise.resolve('secret');
  expect(await authorization({ password: secret, passwordFile: secret, file: secret })).not.toContain('allow_responses');
});

describe.each(serviceNames)('the rights of %s', (service) => {
  const source = sourceOf(service);
  const { room, aggregates, asks } = serviceRights[service];

  it('are its own schema', () => {
    expect(all(source, /\bschema: '(\w+)'/g)).toEqual([room]);
  });

  it('are exactly the aggregates and process managers in its code', () => {
    const decided = all(source, /aggregateType: '([\w-]+)'/g);
    const managed = all(source, /ProcessManager<[^=]*= \{\s*name: '([\w-]+)'/g).map((name) => `process-${name}`);
    expect([...aggregates].sort()).toEqual([...decided, ...managed].sort());
  });

  it('are the requests in its code: its own to answer, others to ask', () => {
    const others = [...source.matchAll(/\brpc\.(\w+)\.(\w+)/g)]
      .filter(([, of]) => of !== room)
      .map(([, of = '', name = '']) => subjectOf(of, name));
    for (const subject of others) expect([subject, asks.some((allowed) => covers(allowed, subject))]).toEqual([subject, true]);
  });

  it('hold nothing of another service, and no administration of the log', () => {
    const { publish, subscribe } = natsPermissions(service);
    for (const other of serviceNames.filter((name) => name !== service)) {
      for (const type of serviceRights[other].aggregates) expect(publish.filter((allowed) => covers(allowed, `es.${type}.id`))).toEqual([]);
      expect(subscribe.filter((allowed) => covers(allowed.split(' ')[0] ?? '', `rpc.${serviceRights[other].room}.query`))).toEqual([]);
      expect(subscribe.filter((allowed) => covers(allowed.split(' ')[0] ?? '', `_INBOX_${other}.x.y`))).toEqual([]);
    }
    for (const verb of [
      'STREAM.CREATE',
      'STREAM.UPDATE',
      'STREAM.DELETE',
      'STREAM.PURGE',
      'STREAM.MSG.DELETE',
      'STREAM.RESTORE',
      'STREAM.SNAPSHOT',
    ])
      expect(publish.filter((allowed) => covers(allowed, `$JS.API.${verb}.ES`))).toEqual([]);
    expect(publish.filter((allowed) => allowed === '>' || /^(\$JS\.>|es\.>|\$SYS)/.test(allowed))).toEqual([]);
  });

  it('hold answers to what it may be asked, and no other one’s answers', () => {
    const { publish } = natsPermissions(service);
    const answers = publish.filter((allowed) => allowed.startsWith('_INBOX'));
    expect(answers).toContain(`_INBOX_administrator.${room}.>`);
    const rooms = new Set(answers.map((allowed) => /^_INBOX_[\w-]+\.(\w+)\.>$/.exec(allowed)?.[1]));
    // A search is stopped by whichever service runs it.
    expect([...rooms].filter((one) => one !== 'discovery')).toEqual([room]);
  });
});
