import { OutsideError, Unavailable } from '@soulsync/service-kit';
import type { OutsideClient } from '@soulsync/service-kit';
import type { WireAnswer, WireContainer } from './plex-wire.js';

/** HTTP only, JSON asked for on every call. Throws `Unavailable`. */
export interface PlexClient {
  container(path: string, query?: Readonly<Record<string, string>>, page?: { start: number; size: number }): Promise<WireContainer>;
  /** A request whose answer is empty. */
  act(path: string, query: Readonly<Record<string, string>>): Promise<void>;
  /** What the server tells by itself, as bytes of server-sent events, until the signal or a break. */
  events(signal: AbortSignal): Promise<AsyncIterable<Uint8Array>>;
}

const PAGE_TIMEOUT_MS = 30_000;

export function plexClient(http: OutsideClient): PlexClient {
  return {
    container: (path, query, page) =>
      asUnavailable(async () => {
        const headers = page ? { 'X-Plex-Container-Start': String(page.start), 'X-Plex-Container-Size': String(page.size) } : undefined;
        const { data } = await http.get<WireAnswer | string>(path, {
          timeoutMs: PAGE_TIMEOUT_MS,
          ...(query ? { query } : {}),
          ...(headers ? { headers } : {}),
        });
        if (typeof data !== 'object' || typeof data.MediaContainer !== 'object')
          throw new Unavailable('plex', 'Plex answered with something that is not its JSON');
        return data.MediaContainer;
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
    act: (path, query) => asUnavailable(async () => void (await http.get(path, { query }))),
  };
}

async function asUnavailable<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    throw new Unavailable('plex', inWords(error), { cause: error });
  }
}

function inWords(error: OutsideError): string {
  if (error.kind === 'unauthorized') return 'Plex refuses the token: sign in again';
  if (error.kind === 'forbidden') return 'Plex says that this token may not do that (an admin token is needed)';
  if (error.status === 503 || (error.status === 400 && /still starting up/i.test(error.body ?? '')))
    return 'Plex is starting or in maintenance';
  return error.message;
}
