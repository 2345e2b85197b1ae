import { ExternalError, Unavailable } from '@soulsync/service-kit';
import type { ExternalClient } from '@soulsync/service-kit';
import type { WireAnswer, WireContainer } from './plex-wire.js';

/** HTTP only, JSON asked for on every call. Throws `Unavailable`. */
export interface PlexClient {
  container(path: string, query?: Readonly<Record<string, string>>, page?: { start: number; size: number }): Promise<WireContainer>;
  /** A request whose answer is empty. */
  act(path: string, query: Readonly<Record<string, string>>): Promise<void>;
  /** A write; many answer with nothing, which is an empty container. `retry`: the same again does no harm. */
  send(
    method: 'post' | 'put' | 'delete',
    path: string,
    query: Readonly<Record<string, string>>,
    options?: { readonly retry?: boolean },
  ): Promise<WireContainer>;
  /** A picture of the server's own; null: there is none. */
  picture(path: string): Promise<Buffer | null>;
  /** A picture as the body of a request. The same bytes again do no harm. */
  upload(path: string, image: Uint8Array, type: string): Promise<void>;
  /** What the server tells by itself, as bytes of server-sent events, until the signal or a break. */
  events(signal: AbortSignal): Promise<AsyncIterable<Uint8Array>>;
}

const PAGE_TIMEOUT_MS = 30_000;
const WRITE_TIMEOUT_MS = 60_000;

/** Each value escaped whole: an address within the query (`server://…`) keeps its own slashes and commas. */
function encoded(query: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(query).map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

export function plexClient(http: ExternalClient, pageTimeoutMs = PAGE_TIMEOUT_MS): PlexClient {
  /** Newer servers may want their scans asked for with POST (apis/plex.md 17.5). */
  async function act(path: string, query: Readonly<Record<string, string>>): Promise<void> {
    try {
      await http.get(path, { query });
    } catch (error) {
      if (!(error instanceof ExternalError) || error.status !== 405) throw error;
      await http.post(path, { query });
    }
  }

  return {
    container: (path, query, page) =>
      asUnavailable(async () => {
        const headers = page ? { 'X-Plex-Container-Start': String(page.start), 'X-Plex-Container-Size': String(page.size) } : undefined;
        const { data } = await http.get<WireAnswer | string | null>(path, {
          timeoutMs: pageTimeoutMs,
          ...(query ? { query } : {}),
          ...(headers ? { headers } : {}),
        });
        const found: unknown = typeof data === 'object' ? data?.MediaContainer : null;
        if (typeof found !== 'object' || found === null) throw new Unavailable('plex', 'Plex answered with something that is not its JSON');
        return found;
      }),
    events: (signal) =>
      asUnavailable(async () => {
        const { chunks } = await http.stream('/:/eventsource/notifications', {
          query: { filters: 'timeline,activity,status' },
          headers: { Accept: 'text/event-stream' },
          signal,
        });
        return chunks;
      }),
    act: (path, query) => asUnavailable(() => act(path, query)),
    send: (method, path, query, { retry = false } = {}) =>
      asUnavailable(async () => {
        const { data } = await http[method]<WireAnswer | string | null>(path + encoded(query), { timeoutMs: WRITE_TIMEOUT_MS, retry });
        const found: unknown = typeof data === 'object' ? data?.MediaContainer : null;
        return typeof found === 'object' && found !== null ? found : {};
      }),
    picture: (path) =>
      asUnavailable(async () => {
        try {
          const { data, headers } = await http.get<Buffer>(path, {
            binary: true,
            headers: { Accept: 'image/*' },
            timeoutMs: PAGE_TIMEOUT_MS,
          });
          if (!headers['content-type']?.startsWith('image/'))
            throw new Unavailable('plex', 'Plex answered with something that is no picture');
          return data.length > 0 ? data : null;
        } catch (error) {
          if (error instanceof ExternalError && error.kind === 'not-found') return null;
          throw error;
        }
      }),
    upload: (path, image, type) =>
      asUnavailable(async () => {
        const body = Buffer.from(image); // a view on a larger buffer would be sent whole
        await http.post(path, { body, headers: { 'Content-Type': type }, timeoutMs: WRITE_TIMEOUT_MS, retry: true });
      }),
  };
}

async function asUnavailable<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof ExternalError)) throw error;
    throw new Unavailable('plex', inWords(error), { cause: error });
  }
}

function inWords(error: ExternalError): string {
  if (error.kind === 'unauthorized') return 'Plex refuses the token: sign in again';
  if (error.kind === 'forbidden') return 'Plex says that this token may not do that (an admin token is needed)';
  if (error.status === 503 || (error.status === 400 && /still starting up/i.test(error.body ?? '')))
    return 'Plex is starting or in maintenance';
  return error.message;
}
