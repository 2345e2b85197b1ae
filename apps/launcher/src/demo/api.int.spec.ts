import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signIn } from './api.js';

let server: Server;
let port: number;
let answer: (request: IncomingMessage, response: ServerResponse, nth: number) => void;
let keys: string[];

const listen = () => new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
beforeEach(async () => {
  [port, keys] = [0, []];
  let sessions = 0;
  server = createServer((request, response) => {
    if (request.url === '/api/v1/session') {
      response.setHeader('set-cookie', `session=${(sessions += 1)}; Path=/`).end('{}');
      return;
    }
    keys.push(String(request.headers['idempotency-key']));
    answer(request, response, keys.length);
  });
  await listen();
  ({ port } = server.address() as AddressInfo); // a TCP server that listens
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const signedIn = (forMs = 30_000) =>
  signIn(`http://127.0.0.1:${port}`, { name: 'admin', password: 'word' }, { untilMs: performance.now() + forMs });

describe("the demo's client", () => {
  it('waits for a gateway that was killed and comes back, and asks under the same key', async () => {
    const api = await signedIn();
    answer = (request, response, nth) => {
      if (nth > 1) return void response.end('{"id":1}');
      request.socket.destroy(); // killed while it worked
      server.close();
      setTimeout(() => void listen(), 1_000);
    };
    expect(await api.post('/api/v1/playlists', { source: 'spotify' })).toEqual({ id: 1 });
    expect(new Set(keys).size).toBe(1);
  });

  it.each([429, 500, 502, 503, 504])('asks again where it is answered %d', async (status) => {
    const api = await signedIn();
    answer = (_request, response, nth) => void (nth < 3 ? response.writeHead(status).end('not now') : response.end('[]'));
    expect(await api.get('/api/v1/playlists')).toEqual([]);
    expect(keys).toHaveLength(3);
  });

  it('signs in again where its session is no longer known, once', async () => {
    const api = await signedIn();
    answer = (request, response) =>
      void (request.headers.cookie === 'session=2' ? response.end('[]') : response.writeHead(401).end('who are you?'));
    expect(await api.get('/api/v1/playlists')).toEqual([]);
    answer = (_request, response) => void response.writeHead(401).end('who are you?');
    await expect(api.get('/api/v1/playlists')).rejects.toThrow('401 who are you?');
  });

  it('does not repeat what was refused, and ends in a sentence once the demo is over', async () => {
    const api = await signedIn(1_000);
    answer = (_request, response) => void response.writeHead(422).end('no such list');
    await expect(api.get('/api/v1/playlists')).rejects.toThrow('422 no such list');
    expect(keys).toHaveLength(1);
    answer = (_request, response) => void response.writeHead(503).end('starting');
    await expect(api.get('/api/v1/playlists')).rejects.toThrow(/for as long as the demo waits \(503 starting\)/);
  });
});
