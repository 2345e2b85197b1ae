import { setTimeout as delay } from 'node:timers/promises';
import { newId } from '@soulsync/event-store';
import { OutsideError, Unavailable } from '@soulsync/service-kit';
import type { TransferId } from '@soulsync/contracts';
import type { Enqueued, PeerNetwork, SearchAnswer, TransferRequest } from '../../ports/peer-network.js';
import type { SlskdClient } from './slskd-client.js';
import { offerFiles } from './slskd-offers.js';
import { transferState } from './slskd-transfer-state.js';
import type { WireTransfer } from './slskd-wire.js';

export interface SlskdNetworkOptions {
  /** How often a running search is looked at. */
  readonly searchPollMs: number;
  /** All folders we ask for lie under this one. */
  readonly destinationRoot: string;
}

/** A search that popular peers keep alive is stopped after this many windows; what arrived is kept (apis/slskd.md 2.5). */
const MAX_WINDOWS = 6;
const RATE_LIMITED_TRIES = 5;
/** Events can be inserted behind ones already seen: an overlap is read each time (apis/slskd.md 4.4). */
const EVENTS_LOOKED_AT = 200;
/** slskd's own number of tries per file unless its options say otherwise. */
const DEFAULT_RETRY_ATTEMPTS = 3;

export function slskdPeerNetwork(client: SlskdClient, options: SlskdNetworkOptions): PeerNetwork {
  let about: Promise<{ ownName: string | null; retryAttempts: number }> | null = null;
  const instance = () =>
    (about ??= (async () => {
      const [application, settings] = [await client.application(), await client.options()];
      return {
        ownName: application.user?.username ?? null,
        retryAttempts: settings.transfers?.download?.retry?.attempts ?? DEFAULT_RETRY_ATTEMPTS,
      };
    })().catch((error: unknown) => {
      about = null;
      throw error;
    }));
  const destinationOf = (transferId: TransferId) => `${options.destinationRoot}/${transferId}`;

  /** slskd's limiter knows no Retry-After: a second and a bit, a few times. */
  async function patiently<T>(ask: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1)
      try {
        return await ask();
      } catch (error) {
        if (!(error instanceof OutsideError) || error.kind !== 'rate-limited' || attempt === RATE_LIMITED_TRIES) throw error;
        await delay(500 + Math.random() * 1000);
      }
  }

  async function search(searchId: string, terms: string, waitMs: number): Promise<SearchAnswer> {
    const { ownName } = await instance();
    if ((await client.search(searchId)) === null) await patiently(() => client.startSearch(searchId, terms, waitMs));
    const stopAt = performance.now() + waitMs * MAX_WINDOWS;
    let stopped = false;
    for (;;) {
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
      await delay(options.searchPollMs);
    }
  }

  /** The newest record of this file at this peer that is alive or succeeded. */
  async function existing(request: TransferRequest): Promise<WireTransfer | null> {
    const { retryAttempts } = await instance();
    const records = (await client.downloadsOf(request.username)).filter(
      (record) => record.filename === request.filename && !record.removed,
    );
    return records.find((record) => transferState(record, retryAttempts).kind !== 'failed') ?? null;
  }

  /** The event names the exact place; it may come late or never, then the documented naming has to do. */
  async function localFilename(networkTransferId: string): Promise<string | null> {
    for (const event of await client.events(EVENTS_LOOKED_AT)) {
      if (event.type !== 'DownloadFileComplete' || !event.data) continue;
      const data = JSON.parse(event.data) as { localFilename?: string; transfer?: { id?: string } }; // checked field by field below
      if (data.transfer?.id === networkTransferId && typeof data.localFilename === 'string') return data.localFilename;
    }
    return null;
  }

  async function enqueue(request: TransferRequest): Promise<Enqueued> {
    const found = await existing(request);
    const destination = destinationOf(request.transferId);
    if (found?.id) return { kind: 'queued', networkTransferId: found.id, destination };
    try {
      const answer = await patiently(() => client.enqueue(newId(), { ...request, destination }));
      const transfer = answer.batch?.transfers?.find((record) => record.filename === request.filename) ?? answer.batch?.transfers?.[0];
      if (transfer?.id) return { kind: 'queued', networkTransferId: transfer.id, destination };
      return { kind: 'refused', cause: 'refused', detail: answer.failures?.[0]?.message ?? 'slskd took nothing of the request' };
    } catch (error) {
      const refusal = peerRefusal(error);
      if (refusal) return refusal;
      throw error;
    }
  }

  return {
    search: (searchId, terms, waitMs) => asUnavailable(() => search(searchId, terms, waitMs)),
    enqueue: (request) => asUnavailable(() => enqueue(request)),
    state: (request, networkTransferId) =>
      asUnavailable(async () => {
        const { retryAttempts } = await instance();
        const record = await client.download(request.username, networkTransferId);
        const superseded = record === null || record.removed || /shut down/i.test(record.exception ?? '');
        const current = superseded ? ((await existing(request)) ?? record) : record;
        if (!current?.id) return { networkTransferId, state: { kind: 'unknown' } };
        const state = transferState(current, retryAttempts);
        if (state.kind === 'finished')
          return { networkTransferId: current.id, state: { kind: 'finished', localFilename: await localFilename(current.id) } };
        const gone = superseded && current === record && state.kind === 'waiting';
        return { networkTransferId: current.id, state: gone ? { kind: 'unknown' } : state };
      }),
    cancel: (request, networkTransferId) => asUnavailable(() => client.cancel(request.username, networkTransferId, false)),
    forget: (request, networkTransferId) => asUnavailable(() => client.cancel(request.username, networkTransferId, true)),
    destinationOf,
  };
}

/** A refusal of the peer, not an outage: slskd says it with 404 or 500 and a sentence (apis/slskd.md 3.2, 3.3). */
function peerRefusal(error: unknown): Enqueued | null {
  if (!(error instanceof OutsideError)) return null;
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
    if (!(error instanceof OutsideError)) throw error;
    const message =
      error.kind === 'unauthorized'
        ? 'slskd refuses the API key'
        : error.status === 409
          ? 'slskd is not logged in to the Soulseek network'
          : `slskd could not be asked: ${error.message}`;
    throw new Unavailable('slskd', message, { cause: error });
  }
}
