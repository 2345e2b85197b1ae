import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import type { DataSource } from 'typeorm';
import { systemClock } from '../clock.js';
import { metrics } from '../metrics.js';
import { guardedAgents } from './guarded-agents.js';
import { externalClient } from './external-client.js';

let server: Server;
let asked: string[];
let port: number;

beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (request.url === '/away') response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data' });
    response.end('{}');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  ({ port } = server.address() as AddressInfo); // a TCP server that listens
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** A resolver that answers each question with the next of these. */
function resolving(...answers: readonly (readonly string[])[]): LookupFunction {
  let at = 0;
  return (_name, options, answered) => {
    const addresses = (answers[Math.min(at++, answers.length - 1)] ?? []).map((address) => ({
      address,
      family: address.includes(':') ? 6 : 4,
    }));
    if (options.all) answered(null, addresses);
    else answered(null, addresses[0]?.address ?? '', addresses[0]?.family);
  };
}

const client = (baseUrl: string, resolve: LookupFunction) =>
  externalClient(
    { system: 'slskd', baseUrl, timeoutMs: 2_000 },
    { dataSource: {} as DataSource, metrics: metrics('test', '0'), clock: systemClock, agents: guardedAgents(resolve) }, // without a call budget nothing is stored
  );

describe('a name of an external system', () => {
  it('is asked where it leads to this machine', async () => {
    await client(`http://slskd.lan:${port}`, resolving(['127.0.0.1'])).get('/ok');
    expect(asked).toEqual(['/ok']);
  });

  it.each([['169.254.169.254'], ['::ffff:169.254.1.1'], ['fe80::1'], ['fd00:ec2::254'], ['0.0.0.0'], ['::'], ['224.0.0.1']])(
    'that leads to %s is not asked, and the words say so',
    async (address) => {
      await expect(client(`http://slskd.lan:${port}`, resolving([address])).get('/')).rejects.toMatchObject({
        name: 'ExternalError',
        kind: 'unavailable',
        message: expect.stringMatching(/^slskd is not asked: the name of its address leads to /),
      });
      const { signal } = new AbortController();
      await expect(client(`http://slskd.lan:${port}`, resolving([address])).stream('/', { signal })).rejects.toThrow('is not asked');
      expect(asked).toEqual([]);
    },
  );

  it('is not asked where one of its addresses is forbidden', async () => {
    await expect(client(`http://slskd.lan:${port}`, resolving(['127.0.0.1', 'fe80::1'])).get('/')).rejects.toThrow('link-local');
    expect(asked).toEqual([]);
  });

  it('that changes its mind between two connections gets nothing at the second', async () => {
    const rebinding = client(`http://slskd.lan:${port}`, resolving(['127.0.0.1'], ['169.254.169.254']));
    await rebinding.get('/first');
    server.closeAllConnections(); // a kept connection stays with the address that was judged
    await expect(rebinding.get('/second')).rejects.toMatchObject({ kind: 'unavailable' });
    expect(asked).toEqual(['/first']);
  });
});

describe('an address of an external system', () => {
  it('that is forbidden is not asked at all, without a resolver being asked', async () => {
    for (const url of ['http://169.254.169.254', 'http://2852039166', 'http://[fe80::1]', 'http://user@127.0.0.1', 'file:///etc'])
      await expect(client(url, resolving(['127.0.0.1'])).get('/')).rejects.toThrow('slskd is not asked: its address must');
  });

  it('is not left by a path', async () => {
    await expect(client(`http://127.0.0.1:${port}`, resolving([])).get('@169.254.169.254/')).rejects.toThrow('must not be left by a path');
  });

  it('is not left by a redirect', async () => {
    await expect(client(`http://127.0.0.1:${port}`, resolving([])).get('/away')).rejects.toMatchObject({ kind: 'bad-answer', status: 302 });
  });
});
