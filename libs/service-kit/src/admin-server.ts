import { chmod, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Metrics } from './metrics.js';

export interface AdminServer {
  /** `http://host:port`, or `unix:/path` as it was given. */
  readonly url: string;
  close(): Promise<void>;
}

export interface Readiness {
  readonly ready: boolean;
  /** What is still missing, by name. */
  readonly waitingFor: readonly string[];
}

/** `/health/live|ready|startup` and `/metrics`, for probes and scrapers. */
export async function adminServer(
  listen: string,
  metrics: Metrics,
  readiness: () => Promise<Readiness>,
  started: () => boolean,
): Promise<AdminServer> {
  const server = createServer((request, response) => {
    void (async () => {
      const answer = (status: number, body: string, type = 'application/json') =>
        response.writeHead(status, { 'Content-Type': type }).end(body);
      switch (request.url?.split('?')[0]) {
        case '/health/live':
          return answer(200, '{"status":"ok"}');
        case '/health/startup':
          return answer(started() ? 200 : 503, JSON.stringify({ status: started() ? 'ok' : 'starting' }));
        case '/health/ready': {
          const { ready, waitingFor } = await readiness();
          return answer(ready ? 200 : 503, JSON.stringify({ status: ready ? 'ok' : 'waiting', waitingFor }));
        }
        case '/metrics':
          return answer(200, await metrics.registry.metrics(), metrics.registry.contentType);
        default:
          return answer(404, '{"status":"unknown"}');
      }
    })().catch((error: unknown) =>
      response.writeHead(500).end(JSON.stringify({ status: 'error', error: error instanceof Error ? error.message : 'unknown' })),
    );
  });
  const url = await listening(server, listen);
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function listening(server: Server, listen: string): Promise<string> {
  const at = listen.lastIndexOf(':');
  const host = listen.slice(0, at);
  const path = listen.startsWith('unix:') ? listen.slice('unix:'.length) : null;
  if (path !== null) await rm(path, { force: true }); // of a process that was killed
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    if (path === null) server.listen(Number(listen.slice(at + 1)), host, resolve);
    else server.listen(path, resolve);
  });
  if (path !== null) {
    await chmod(path, 0o600);
    return listen;
  }
  const { port } = server.address() as AddressInfo; // a TCP server that listens
  return `http://${host}:${port}`;
}
