import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { renameSync, writeFileSync } from 'node:fs';

export interface Call {
  readonly method: string;
  /** As it stood on the request line. */
  readonly target: string;
  /** Decoded path without the query; segments keep their own escapes in `segments`. */
  readonly path: string;
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

export interface Answer {
  readonly status: number;
  /** A string or bytes are sent as they are, everything else as JSON; undefined: no body. */
  readonly body?: unknown;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The answer stays open and is written here, instead of `body`. */
  readonly stream?: (response: ServerResponse) => void;
  /** Behind this answer nobody listens for so long. */
  readonly refuseMs?: number;
}

interface Fault {
  /** Part of the path. */
  readonly match: string;
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly latencyMs?: number;
  readonly dropConnection?: boolean;
  /** The true answer breaks off behind so many bytes. */
  readonly cutAfterBytes?: number;
  /** Calls that still pass before it strikes. */
  skip: number;
  times: number;
}

export interface Simulated {
  readonly url: string;
  stop(): Promise<void>;
}

/** What all simulators share: a port, a control door under `/__sim`, faults on demand, counted calls. */
export async function simulatorServer(
  config: { readonly listen: string; readonly portFile: string },
  answer: (call: Call) => Answer | Promise<Answer>,
  control: (verb: string, body: Record<string, unknown>) => Answer | Promise<Answer> | null,
  onStop: () => void = () => undefined,
  /** true: every connection is cut without an answer. */
  offline: () => boolean = () => false,
  upgrade: (request: IncomingMessage, socket: Duplex) => void = (_request, socket) => socket.destroy(),
): Promise<Simulated> {
  const faults: Fault[] = [];
  const calls = new Map<string, number>();
  let isFrozen = false;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://simulator');
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer); // a request without encoding gives buffers
    const call: Call = {
      method: request.method ?? 'GET',
      target: request.url ?? '/',
      path: url.pathname,
      segments: url.pathname
        .split('/')
        .filter((part) => part !== '')
        .map(decodeURIComponent),
      query: url.searchParams,
      headers: request.headers,
      body: Buffer.concat(chunks),
    };
    if (call.segments[0] === '__sim') {
      const answer = await controlled(call);
      if (answer.refuseMs !== undefined) response.once('close', () => refuse(answer.refuseMs ?? 0));
      return send(response, answer);
    }
    if (isFrozen) return; // the connection is taken, and nothing is ever said
    if (offline()) return void response.destroy();
    const counted = `${call.method} ${call.path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '{id}')}`;
    calls.set(counted, (calls.get(counted) ?? 0) + 1);
    const fault = faults.find((candidate) => candidate.times > 0 && call.path.includes(candidate.match));
    if (fault && fault.skip > 0) fault.skip -= 1;
    else if (fault) {
      fault.times -= 1;
      if (fault.latencyMs) await new Promise((resolve) => setTimeout(resolve, fault.latencyMs));
      if (fault.dropConnection) return void response.destroy();
      if (fault.status !== undefined)
        return send(response, { status: fault.status, body: fault.body, ...(fault.headers ? { headers: fault.headers } : {}) });
      if (fault.cutAfterBytes !== undefined) return cut(response, await answer(call), fault.cutAfterBytes);
    }
    send(response, await answer(call));
  }

  async function controlled(call: Call): Promise<Answer> {
    const verb = call.segments[1] ?? '';
    const body = call.body.length > 0 ? (JSON.parse(call.body.toString('utf8')) as Record<string, unknown>) : {}; // our own tests speak here
    if (verb === 'calls') return { status: 200, body: Object.fromEntries(calls) };
    if (verb === 'reset-faults') {
      faults.length = 0;
      return { status: 204 };
    }
    if (verb === 'freeze') {
      isFrozen = body['frozen'] !== false;
      return { status: 204 };
    }
    if (verb === 'refuse') return { status: 204, refuseMs: Number(body['ms'] ?? 0) };
    if (verb === 'fault') {
      faults.push({ times: 1, skip: 0, match: '/', ...body }); // as above
      return { status: 204 };
    }
    return (await control(verb, body)) ?? { status: 404, body: `no control ${verb}` };
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (!response.headersSent) send(response, { status: 500, body: JSON.stringify(String(error)) });
    });
  });
  server.on('upgrade', upgrade);
  const [host = '127.0.0.1', port = '0'] = config.listen.split(':');
  await bind(server, host, Number(port));
  const { port: bound } = server.address() as AddressInfo; // a TCP server that listens
  writeAtomically(config.portFile, String(bound));
  let back: NodeJS.Timeout | undefined;
  function refuse(ms: number): void {
    server.close();
    server.closeAllConnections();
    back = setTimeout(() => server.listen(bound, host), ms);
  }
  return {
    url: `http://${host}:${bound}`,
    stop: () =>
      new Promise((resolve) => {
        clearTimeout(back);
        onStop();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const BIND_MS = 5_000;

/** A port that is still taken is waited for: its last owner may just be ending. */
async function bind(server: Server, host: string, port: number): Promise<void> {
  for (const giveUpAtMs = performance.now() + BIND_MS; ;)
    try {
      return await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, () => {
          server.off('error', reject);
          resolve();
        });
      });
    } catch (error) {
      const isTaken = typeof error === 'object' && error !== null && 'code' in error && error.code === 'EADDRINUSE';
      if (!isTaken || performance.now() > giveUpAtMs) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
}

function send(response: ServerResponse, { status, body, type, headers, stream }: Answer): void {
  response.writeHead(status, { 'Content-Type': type ?? typeOf(body), ...headers });
  if (stream) return stream(response);
  response.end(bytesOf(body));
}

function cut(response: ServerResponse, { status, body, type, headers }: Answer, bytes: number): void {
  const whole = Buffer.from(bytesOf(body));
  response.writeHead(status, { 'Content-Type': type ?? typeOf(body), 'Content-Length': whole.length, ...headers });
  response.write(whole.subarray(0, bytes), () => response.destroy());
}

const typeOf = (body: unknown) =>
  typeof body === 'string' ? 'text/plain' : Buffer.isBuffer(body) ? 'application/octet-stream' : 'application/json';
const bytesOf = (body: unknown) =>
  body === undefined ? '' : typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);

export function writeAtomically(path: string, text: string): void {
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}
