import { Unavailable } from '@soulsync/service-kit';
import type { Connections } from '@soulsync/service-kit';
import type { AudioSource } from '../ports/audio-source.js';

/** The same source; each answer from outside says that `system` works, each outage that it does not. A refusal is an answer. */
export function reportedSource<Source extends AudioSource>(system: string, source: Source, connections: Connections): Source {
  async function reported<T>(ask: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    try {
      const answer = await ask();
      connections.ok(system);
      return answer;
    } catch (error) {
      if (error instanceof Unavailable && !signal?.aborted) connections.failing(system, error.message, null);
      throw error;
    }
  }
  return {
    ...source,
    search: (searchId, terms, waitMs, signal) => reported(() => source.search(searchId, terms, waitMs, signal), signal),
    cancelSearch: (searchId) => reported(() => source.cancelSearch(searchId)),
    fetch: (request) => reported(() => source.fetch(request)),
    follow: (request, networkTransferId) => reported(() => source.follow(request, networkTransferId)),
    locate: (request, networkTransferId) => reported(() => source.locate(request, networkTransferId)),
    cancel: (request, networkTransferId) => reported(() => source.cancel(request, networkTransferId)),
    forget: (request, networkTransferId) => reported(() => source.forget(request, networkTransferId)),
  };
}
