import { afterEach, describe, expect, it } from '@jest/globals';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DataSource } from 'typeorm';
import { systemClock } from '../clock.js';
import { metrics } from '../metrics.js';
import { externalClient } from './external-client.js';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serving(answer: RequestListener) {
  const listening = createServer(answer).listen(0, '127.0.0.1');
  server = listening;
  await new Promise((resolve) => listening.once('listening', resolve));
  const { port } = listening.address() as AddressInfo; // a TCP server that listens
  return externalClient(
    { system: 'test', baseUrl: `http://127.0.0.1:${port}/prefix`, headers: () => ({ 'X-Token': 'secret' }), timeoutMs: 300, maxBytes: 10 },
    { dataSource: {} as DataSource, metrics: metrics('test', '0'), clock: systemClock }, // without a call budget nothing is stored
  );
}

describe('a stream from outside', () => {
  it('is longer in time and size than any other answer, and ends when its signal says so', async () => {
    let asked = '';
    let closed = false;
    const client = await serving((request, response) => {
      asked = `${request.url ?? ''} ${String(request.headers['x-token'])} ${String(request.headers.accept)}`;
      const more = setInterval(() => response.write('0123456789'), 50);
      response.on('close', () => {
        clearInterval(more);
        closed = true;
      });
      response.flushHeaders();
    });
    const stop = new AbortController();
    const { chunks } = await client.stream('/events', {
      query: { filters: 'a,b' },
      headers: { Accept: 'text/event-stream' },
      signal: stop.signal,
    });
    let text = '';
    for await (const chunk of chunks) {
      text += Buffer.from(chunk).toString();
      if (text.length >= 100) stop.abort();
    }
    expect(text.length).toBeGreaterThanOrEqual(100);
    expect(asked).toMatch(/^\/prefix\/events\?filters=a(?:,|%2C)b secret text\/event-stream$/);
    for (let tries = 0; !closed && tries < 200; tries += 1) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(closed).toBe(true);
  });

  it('that is refused, that does not begin, or that breaks off is an error', async () => {
    const { signal } = new AbortController();
    const refused = await serving((_request, response) => response.writeHead(401).end('no'));
    await expect(refused.stream('/', { signal })).rejects.toMatchObject({ name: 'ExternalError', kind: 'unauthorized' });
    server?.close();
    const mute = await serving(() => undefined);
    await expect(mute.stream('/', { signal })).rejects.toMatchObject({ kind: 'unavailable', timedOut: true });
    server?.closeAllConnections();
    server?.close();
    const broken = await serving((_request, response) => response.write('data: a\n', () => response.destroy()));
    const read = async () => {
      for await (const _chunk of (await broken.stream('/', { signal })).chunks);
    };
    await expect(read()).rejects.toMatchObject({ name: 'ExternalError', kind: 'unavailable' });
  });
});
