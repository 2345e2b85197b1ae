import { setTimeout as delay } from 'node:timers/promises';
import { newId } from '@soulsync/event-store';
import { ExternalError, Unavailable } from '@soulsync/service-kit';
import type { LocalDownloads } from '../../acquisition/ports/local-downloads.js';
import type { AudioSource, Fetching, SearchAnswer } from '../../acquisition/ports/audio-source.js';
import type { PeerAvailability } from '../../peers/peer-availability.js';
import { slskdArrivals } from './slskd-arrivals.js';
import { slskdCancel } from './slskd-cancel.js';
import type { SlskdClient } from './slskd-client.js';
import { slskdInstance } from './slskd-instance.js';
import { offerFiles } from './slskd-offers.js';
import { ownTransfers } from './slskd-own-transfers.js';
import { transferState } from './slskd-transfer-state.js';
import { peerFileOf, requestOf } from './transfer-request.js';
import type { TransferRequest } from './transfer-request.js';

export interface SlskdSourceOptions {
  /** How often a running search is looked at. */
  readonly searchPollMs: number;
  /** All folders we ask for lie under this one. */
  readonly destinationRoot: string;
  /** null: what slskd may not remove itself stays. */
  readonly localDownloads: LocalDownloads | null;
  readonly peers: PeerAvailability;
}

/** A search that popular peers keep alive is stopped after this many windows; what arrived is kept (apis/slskd.md 2.5). */
const MAX_WINDOWS = 6;
const RATE_LIMITED_TRIES = 5;
/** A search that was stopped writes its end within so many looks. */
const STOP_POLLS = 20;

/** The Soulseek network by way of slskd. */
export function slskdAudioSource(client: SlskdClient, options: SlskdSourceOptions): AudioSource {
  const instance = slskdInstance(client);
  const destinationOf = ({ transferId }: TransferRequest) => `${options.destinationRoot}/${transferId}`;
  const own = ownTransfers(client, instance, destinationOf);
  const locate = slskdArrivals(client, instance, destinationOf);
  const { localDownloads } = options;
  const cancel = slskdCancel({ client, localDownloads, locate, isWorkedOn: own.isWorkedOn, destinationOf, instance });

  /** slskd's limiter knows no Retry-After: a second and a bit, a few times. */
  async function retryRateLimited<T>(ask: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1)
      try {
        return await ask();
      } catch (error) {
        if (!(error instanceof ExternalError) || error.kind !== 'rate-limited' || attempt === RATE_LIMITED_TRIES) throw error;
        await delay(500 + Math.random() * 1000);
      }
  }

  async function search(searchId: string, terms: string, waitMs: number, signal: AbortSignal): Promise<SearchAnswer> {
    const { ownName } = await instance();
    if ((await client.search(searchId)) === null) await retryRateLimited(() => client.startSearch(searchId, terms, waitMs, signal));
    const stopAt = performance.now() + waitMs * MAX_WINDOWS;
    let stopped = false;
    for (;;) {
      signal.throwIfAborted();
      const record = await client.search(searchId);
      if (record === null) throw new Unavailable('slskd', 'slskd forgot a search while it ran');
      if (record.endedAt) {
        if (/Errored/.test(record.state ?? ''))
          throw new Unavailable('slskd', 'the search ended with an error: slskd lost the Soulseek network');
        const responses = await client.responses(searchId);
        await client.deleteSearch(searchId);
        return { responses: responses.length, files: offerFiles(responses, ownName) };
      }
      if (!stopped && performance.now() > stopAt) {
        stopped = true;
        await client.stopSearch(searchId);
      }
      if (performance.now() > stopAt + 30_000) throw new Unavailable('slskd', 'a search did not end in time');
      await delay(options.searchPollMs, undefined, { signal });
    }
  }

  /** Deleting alone would let it run on and keep its place (apis/slskd.md 2.5). */
  async function cancelSearch(searchId: string): Promise<void> {
    for (let poll = 0; poll < STOP_POLLS; poll += 1) {
      const record = await client.search(searchId);
      if (record === null) return;
      if (record.endedAt) return client.deleteSearch(searchId);
      await client.stopSearch(searchId);
      await delay(options.searchPollMs);
    }
    throw new Unavailable('slskd', 'a search did not stop in time');
  }

  async function enqueue(request: TransferRequest): Promise<Fetching> {
    const begun = await own.begun(request);
    if (begun?.alive && begun.record.id) return { kind: 'queued', networkTransferId: begun.record.id };
    try {
      const answer = await retryRateLimited(() => client.enqueue(newId(), { ...request, destination: destinationOf(request) }));
      const transfer = answer.batch?.transfers?.find((record) => record.filename === request.filename) ?? answer.batch?.transfers?.[0];
      if (transfer?.id) return { kind: 'queued', networkTransferId: transfer.id };
      return { kind: 'refused', cause: 'refused', detail: answer.failures?.[0]?.message ?? 'slskd took nothing of the request' };
    } catch (error) {
      const refusal = peerRefusal(error);
      if (refusal) return refusal;
      throw error;
    }
  }

  return {
    search: (searchId, terms, waitMs, signal) => asUnavailable(() => search(searchId, terms, waitMs, signal)),
    cancelSearch: (searchId) => asUnavailable(() => cancelSearch(searchId)),
    async firstFree(offers) {
      const found = await options.peers.firstFree(offers.map((offer) => ({ offer, username: peerFileOf(offer).username })));
      return found.kind === 'free' ? { kind: 'free', offer: found.candidate.offer } : found;
    },
    failed: (offer, cause, context) => options.peers.failed(peerFileOf(offer).username, cause, context),
    fetch: (asked) => asUnavailable(() => enqueue(requestOf(asked))),
    follow: (asked, networkTransferId) =>
      asUnavailable(async () => {
        const { retryAttempts } = await instance();
        const record = await own.current(requestOf(asked), networkTransferId);
        if (record === 'restarting') return { networkTransferId, state: { kind: 'waiting', placeInQueue: null } };
        if (!record?.id) return { networkTransferId, state: { kind: 'unknown' } };
        return { networkTransferId: record.id, state: transferState(record, retryAttempts) };
      }),
    locate: (asked, networkTransferId) =>
      asUnavailable(async () => {
        const request = requestOf(asked);
        const record = await client.download(request.username, networkTransferId);
        return record === null ? { kind: 'not-yet', bytes: 0 } : locate(request, record);
      }),
    cancel: (asked, networkTransferId) =>
      asUnavailable(async () => {
        const request = requestOf(asked);
        const record =
          networkTransferId === null ? ((await own.begun(request))?.record ?? null) : await own.current(request, networkTransferId);
        if (record === 'restarting') return { kind: 'not-yet', bytes: null };
        return record === null ? { kind: 'cancelled', remains: 'nothing', detail: null } : cancel(request, record);
      }),
    forget: ({ offer }, networkTransferId) => asUnavailable(() => client.cancel(peerFileOf(offer).username, networkTransferId, true)),
  };
}

/** A refusal of the peer, not an outage: slskd says it with 404 or 500 and a sentence (apis/slskd.md 3.2, 3.3). */
function peerRefusal(error: unknown): Fetching | null {
  if (!(error instanceof ExternalError)) return null;
  const detail = error.body ?? error.message;
  if (/appears to be offline/i.test(detail)) return { kind: 'refused', cause: 'peer-offline', detail };
  if (/failed to connect|timed out after/i.test(detail)) return { kind: 'refused', cause: 'peer-unreachable', detail };
  if (error.status === 400) return { kind: 'refused', cause: 'refused', detail };
  return null;
}

async function asUnavailable<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof ExternalError)) throw error;
    const message =
      error.kind === 'unauthorized'
        ? 'slskd refuses the API key'
        : error.status === 409
          ? 'slskd is not logged in to the Soulseek network'
          : `slskd could not be asked: ${error.message}`;
    throw new Unavailable('slskd', message, { cause: error });
  }
}
