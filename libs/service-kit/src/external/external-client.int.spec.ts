import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { getEventListeners } from 'node:events';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { DataSource } from 'typeorm';
import { systemClock } from '../clock.js';
import { metrics } from '../metrics.js';
import { externalClient } from './external-client.js';
import type { ExternalPolicy } from './external-client.js';

const PATIENCE_MS = 100;
/** Far longer than any of these tests. */
const LONG_MS = 600_000;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void; // what the flag above brings

describe('a call to an external system', () => {
  let server: Server;
  let asked: number;
  let answer: RequestListener;
  /** Resolves when the next request has come in. */
  let arrival: () => void;

  beforeEach(async () => {
    [asked, arrival] = [0, () => undefined];
    server = createServer((request, response) => {
      asked += 1;
      answer(request, response);
      arrival();
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });

  const arrived = () => new Promise<void>((resolve) => (arrival = resolve));
  const client = (policy: Partial<ExternalPolicy>) =>
    externalClient(
      {
        system: 'attic',
        baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // a TCP server that listens
        timeoutMs: PATIENCE_MS,
        ...policy,
      },
      { dataSource: null as unknown as DataSource, metrics: metrics('plex-svc', '0'), clock: systemClock }, // no rate is set: no database is asked
    );
  const silent: RequestListener = () => undefined;
  const endless: RequestListener = (_, response) => {
    response.write('[1');
    const more = setInterval(() => response.write(',1'), 10);
    response.on('close', () => clearInterval(more));
  };

  it.each([
    ['that is accepted and never answered', silent],
    ['whose answer never ends', endless],
  ])('%s ends when its time is over, also when the caller holds a signal, and leaves nothing on that', async (_, hostile) => {
    answer = hostile;
    const caller = new AbortController();
    for (const options of [{}, { signal: caller.signal }]) {
      const call = client({}).get('/', options);
      const collecting = setInterval(collect, PATIENCE_MS / 10); // what nothing holds is gone before the time is over
      await expect(call).rejects.toMatchObject({ kind: 'unavailable', message: 'attic did not answer in time' });
      clearInterval(collecting);
    }
    expect(getEventListeners(caller.signal, 'abort')).toEqual([]);
  });

  it('that can not even be sent is not tried again: it stays wrong', async () => {
    let tried = 0;
    const headers = () => {
      tried += 1;
      return { 'no header name': 'x' };
    };
    await expect(client({ retries: 3, headers }).get('/')).rejects.toMatchObject({
      kind: 'unavailable',
    });
    expect(tried).toBe(1);
  });

  it.each([
    ['is accepted and never answered', silent],
    ['has an answer that never ends', endless],
  ])('that %s ends at once when the caller gives it up, is not repeated, and says nothing of the system', async (_, hostile) => {
    answer = hostile;
    const caller = new AbortController();
    const patient = client({ timeoutMs: LONG_MS, retries: 3, circuit: { failures: 1, openMs: LONG_MS } });
    const [there, call] = [arrived(), patient.get('/', { signal: caller.signal })];
    const ended = expect(call).rejects.toMatchObject({ kind: 'unavailable', message: 'the call to attic was given up' });
    await there;
    caller.abort();
    await ended;
    expect(asked).toBe(1);
    expect(getEventListeners(caller.signal, 'abort')).toEqual([]);
    answer = (_request, response) => response.end('{}');
    expect(await patient.get('/')).toMatchObject({ status: 200 });
  });

  it('leaves nothing on the caller’s signal when all went well, however often', async () => {
    answer = (_, response) => response.end('{}');
    const caller = new AbortController();
    for (let calls = 0; calls < 20; calls += 1) await client({}).get('/', { signal: caller.signal });
    expect(getEventListeners(caller.signal, 'abort')).toEqual([]);
  });

  it('that has no body has no type: axios would call it a form, which slskd refuses', async () => {
    const types: (string | undefined)[] = [];
    answer = (request, response) => {
      types.push(request.headers['content-type']);
      response.end('{}');
    };
    await client({}).put('/');
    await client({}).post('/');
    await client({}).put('/', { body: { a: 1 } });
    expect(types).toEqual([undefined, undefined, 'application/json']);
  });

  it('that may be repeated is repeated, also where no circuit watches over the system', async () => {
    answer = (_, response) => (asked === 1 ? response.writeHead(503).end() : response.end('{}'));
    expect(await client({ retries: 2, timeoutMs: LONG_MS }).get('/')).toMatchObject({ status: 200 });
    expect(asked).toBe(2);
  });
});
