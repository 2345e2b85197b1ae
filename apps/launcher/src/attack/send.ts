import { request } from 'node:http';
import type { Agent } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';

/** What came back. `cut`: the connection ended without an answer; `hung`: nothing within the time. */
export type Reply =
  | { readonly kind: 'answer'; readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string; readonly ms: number }
  | { readonly kind: 'cut'; readonly ms: number }
  | { readonly kind: 'hung'; readonly ms: number };

export interface Sent {
  readonly method: string;
  /** As it goes over the wire: nothing is normalised. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
  /** The body goes in pieces of so many bytes, so long apart. */
  readonly drip?: { readonly bytes: number; readonly everyMs: number };
  readonly timeoutMs: number;
  /** Of whom: an address of loopback. */
  readonly from?: string;
  /** Keeps the connection for the next request; without, each has its own. */
  readonly connection?: Agent;
}

const MOST_KEPT = 5_000_000;

/** One request, to `http://host:port` or `unix:/path`; an answer that is a live stream is taken as ended at its head. Never throws. */
export function send(url: string, { method, path, headers = {}, body, drip, timeoutMs, from, connection }: Sent): Promise<Reply> {
  const startedAt = performance.now();
  const bytes = Buffer.from(body ?? '');
  const ms = () => Math.round(performance.now() - startedAt);
  const to = url.startsWith('unix:')
    ? { socketPath: url.slice('unix:'.length) }
    : { hostname: new URL(url).hostname, port: new URL(url).port };
  return new Promise((resolve) => {
    const end = (reply: Reply) => {
      clearTimeout(timer);
      clearInterval(dripping);
      if (!connection || reply.kind !== 'answer') asking.destroy();
      resolve(reply);
    };
    const asking = request({
      ...to,
      method,
      path,
      // Said by ourselves: for DELETE Node would send the body without a length, as if it were the next request.
      headers: {
        ...headers,
        ...(bytes.length > 0 && headers['Transfer-Encoding'] === undefined ? { 'Content-Length': bytes.length } : {}),
      },
      agent: connection ?? false,
      ...(from ? { localAddress: from } : {}),
    });
    const timer = setTimeout(() => end({ kind: 'hung', ms: ms() }), timeoutMs);
    asking.on('error', () => end({ kind: 'cut', ms: ms() }));
    asking.on('response', (response) => {
      const parts: Buffer[] = [];
      let size = 0;
      const answered = () =>
        end({
          kind: 'answer',
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(parts).toString(),
          ms: ms(),
        });
      if ((response.headers['content-type'] ?? '').startsWith('text/event-stream')) return answered();
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size <= MOST_KEPT) parts.push(chunk);
      });
      response.on('end', answered);
      response.on('error', answered); // it was cut short; its head has said enough
    });
    let at = 0;
    const dripping =
      drip && setInterval(() => (at < bytes.length ? asking.write(bytes.subarray(at, (at += drip.bytes))) : asking.end()), drip.everyMs);
    if (!drip) asking.end(bytes);
  });
}

/** In JSON, as the console sends. */
export const json = (body: unknown): { readonly body: string; readonly headers: Readonly<Record<string, string>> } => ({
  body: JSON.stringify(body),
  headers: { 'Content-Type': 'application/json' },
});

/** Runs all of it, so many at a time. */
export async function inParallel<T>(all: readonly T[], atOnce: number, run: (one: T) => Promise<void>): Promise<void> {
  const left = [...all];
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let next = left.shift(); next !== undefined; next = left.shift()) await run(next);
    }),
  );
}
