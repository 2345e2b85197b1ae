import { Unavailable } from '@soulsync/service-kit';
import type { Connections } from '@soulsync/service-kit';
import type { PeerNetwork } from '../ports/peer-network.js';

const SYSTEM = 'slskd';

/** The same network; each answer says that it works, each outage that it does not. A peer's refusal is an answer. */
export function reportedNetwork(network: PeerNetwork, connections: Connections): PeerNetwork {
  async function reported<T>(ask: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    try {
      const answer = await ask();
      connections.ok(SYSTEM);
      return answer;
    } catch (error) {
      if (error instanceof Unavailable && !signal?.aborted) connections.failing(SYSTEM, error.message, null);
      throw error;
    }
  }
  return {
    search: (searchId, terms, waitMs, signal) => reported(() => network.search(searchId, terms, waitMs, signal), signal),
    cancelSearch: (searchId) => reported(() => network.cancelSearch(searchId)),
    enqueue: (request) => reported(() => network.enqueue(request)),
    state: (request, networkTransferId) => reported(() => network.state(request, networkTransferId)),
    locate: (request, networkTransferId) => reported(() => network.locate(request, networkTransferId)),
    cancel: (request, networkTransferId) => reported(() => network.cancel(request, networkTransferId)),
    forget: (request, networkTransferId) => reported(() => network.forget(request, networkTransferId)),
  };
}
