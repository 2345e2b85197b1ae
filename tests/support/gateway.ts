import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gatewayService } from '@soulsync/gateway';
import { ground } from './running-service.js';
import type { Ground } from './running-service.js';

export const ADMIN = { name: 'admin', password: 'a long enough password' };

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  readonly tookMs: number;
}

export interface Ask {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string | Uint8Array;
  /** Default 20 s; over it the request throws. */
  readonly withinMs?: number;
  readonly localAddress?: string;
}

/** One request on a connection of its own, byte for byte as given; a refusal is heard also while the body is still on its way. */
export function ask(url: string, { method = 'GET', headers = {}, body, withinMs = 20_000, localAddress }: Ask = {}): Promise<Answer> {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const length = body === undefined || 'transfer-encoding' in headers ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const request = httpRequest(
      url,
      { method, headers: { ...length, ...headers }, agent: false, ...(localAddress ? { localAddress } : {}) },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
        const end = () => {
          clearTimeout(deadline);
          request.destroy();
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text, tookMs: performance.now() - began });
        };
        response.on('end', end).on('error', end);
      },
    );
    const deadline = setTimeout(() => request.destroy(new Error(`no answer within ${withinMs} ms: ${method} ${url}`)), withinMs);
    request.on('error', (error) => {
      clearTimeout(deadline);
      reject(error);
    });
    request.end(body);
  });
}

export interface Gateway {
  readonly url: string;
  readonly ground: Ground;
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string>>;
  post(path: string, body: object, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  /** The gateway alone: every other service is down. */
  restart(env?: Readonly<Record<string, string>>): Promise<void>;
  stop(): Promise<void>;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server that listens
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The real gateway on a real Postgres and NATS, with no other service; `env` of null for the first admin leaves it to the set-up code. */
export async function runningGateway(env: Readonly<Record<string, string>> = {}): Promise<Gateway> {
  const [base, dataDir, port] = [await ground(), await mkdtemp(join(tmpdir(), 'soulsync-gateway-')), await freePort()];
  await chmod(dataDir, 0o755);
  const url = `http://127.0.0.1:${port}`;
  const own = { SOULSYNC_DATA_DIR: dataDir, SOULSYNC_HTTP_LISTEN: `127.0.0.1:${port}`, ...env };
  let running = await base.start(gatewayService, own);
  return {
    url,
    ground: base,
    dataDir,
    env: own,
    post: (path, body, headers = {}) =>
      ask(url + path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) }),
    async restart(more = {}) {
      await running.stop();
      running = await base.start(gatewayService, { ...own, ...more });
    },
    async stop() {
      await base.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export const asAdmin = { SOULSYNC_ADMIN_USER: ADMIN.name, SOULSYNC_ADMIN_PASSWORD: ADMIN.password };

export const cookiesOf = ({ headers }: Answer): string =>
  [headers['set-cookie'] ?? []]
    .flat()
    .map((line) => line.split(';')[0])
    .join('; ');

/** Signs the admin in; throws what the gateway said instead. */
export async function signedIn(gateway: Gateway, headers: Readonly<Record<string, string>> = {}): Promise<string> {
  const answer = await gateway.post('/api/v1/session', ADMIN, headers);
  if (answer.status !== 200) throw new Error(`sign-in: ${answer.status} ${answer.text}`);
  return cookiesOf(answer);
}

/** An API key of each strength, and nobody. */
export async function callers(gateway: Gateway): Promise<Readonly<Record<string, Readonly<Record<string, string>>>>> {
  const cookie = await signedIn(gateway);
  const key = async (scope: string) => {
    const answer = await gateway.post('/api/v1/api-keys', { name: scope, scope }, { cookie, 'sec-fetch-site': 'same-origin' });
    return { 'x-api-key': (JSON.parse(answer.text) as { key: string }).key }; // as the API describes it
  };
  return { anonymous: {}, viewer: await key('read'), editor: await key('write'), admin: await key('admin') };
}
