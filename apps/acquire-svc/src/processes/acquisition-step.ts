import type { AcquisitionEvent, AcquisitionId, Offer, TransferFailure, TransferId, WishCause } from '@soulsync/contracts';
import { newId, uuid5 } from '@soulsync/event-store';
import type { CommandContext, CommandHandler } from '@soulsync/event-store';
import { searchQueries } from '@soulsync/music';
import { storedTimes } from '@soulsync/service-kit';
import type { Kit } from '@soulsync/service-kit';
import type { AcquireConfig } from '../config.js';
import type { Acquisition, AcquisitionCommand } from '../domain/acquisition/acquisition.js';
import { offerKey } from '../domain/acquisition/acquisition.js';
import { nextAttemptAt, wishWaitsMs } from '../domain/acquisition/wish-schedule.js';
import type { PeerNetwork, TransferRequest } from '../ports/peer-network.js';
import { ranked, wantedTrack } from './offers.js';
import type { PeerBook } from './peer-book.js';
import { impatience, looked } from './transfer-patience.js';
import type { Watched } from './transfer-patience.js';

export type Acquisitions = CommandHandler<AcquisitionCommand, Acquisition, AcquisitionEvent> & { load(id: string): Promise<Acquisition> };

/** `again`: there is more to do at once; `wait`: look again after a poll; `over`: nothing for us to do now. */
export type AcquisitionStep = (id: AcquisitionId, signal: AbortSignal) => Promise<{ readonly next: 'again' | 'wait' | 'over' }>;

/** Longer than it takes to hear that a disk is full. */
const DISK_REST_MS = 10_000;
const DISK_TRIES = 3;

type Searching = Extract<Acquisition, { status: 'searching' }>;
type Transferring = Extract<Acquisition, { status: 'transferring' }>;

/**
 * One step of one acquisition: reads where it stands, does the next thing, stores what came of it. While downloads are paused no search and
 * no transfer is begun; one that slskd has is followed to its end. Throws `Unavailable`.
 */
export function acquisitionStep(
  kit: Kit<AcquireConfig>,
  acquisitions: Acquisitions,
  network: PeerNetwork,
  peers: PeerBook,
  paused: () => boolean,
): AcquisitionStep {
  const { config } = kit;
  const watched = new Map<TransferId, Watched>();
  /** What our own disk did not take. */
  const kept = new Map<TransferId, { readonly tries: number; readonly sinceMs: number }>();
  const patience = { queueMs: config.peerQueueMs, stallMs: config.transferStallMs };
  const schedule = {
    waitsMs: wishWaitsMs(config.wishRetryMs),
    maxAttempts: config.wishAttempts,
  };
  const wallMs = () => Date.parse(kit.clock.now());
  const times = storedTimes(kit.clock);

  const tell = (id: AcquisitionId, command: AcquisitionCommand) => acquisitions(id, command, context(id));
  const context = (id: AcquisitionId): CommandContext => ({
    commandId: newId(),
    correlationId: id,
    causationId: null,
    actor: 'process:acquire',
    traceparent: null,
    time: kit.clock.now(),
  });

  return async (id) => {
    const state = await acquisitions.load(id);
    switch (state.status) {
      case 'searching':
        return paused() ? { next: 'over' } : search(id, state);
      case 'transferring':
        if (state.transfer.networkTransferId === null && paused()) return { next: 'over' };
        return state.transfer.networkTransferId === null ? enqueue(id, state) : watch(id, state, state.transfer.networkTransferId);
      case 'none':
      case 'filing':
      case 'wished':
      case 'cancelled':
      case 'fulfilled':
        return { next: 'over' };
    }
  };

  async function search(id: AcquisitionId, state: Searching) {
    const offer = await peers.firstFree(state.offers);
    if (offer && state.tried.size < config.offersPerAttempt) return choose(id, state, offer);
    const queries = searchQueries(wantedTrack(state.recording)).slice(0, config.searchesPerAttempt);
    const query = queries.find((candidate) => !state.queries.includes(candidate));
    if (query === undefined || state.tried.size >= config.offersPerAttempt) return wish(id, state, state.cause);
    const searchId = uuid5(id, 'search', String(state.attempts), query);
    const answer = await network.search(searchId, query, config.searchWindowMs);
    const at = kit.clock.now();
    const { accepted, rejections } = ranked(state.recording, answer.files, config.allowLossy);
    await tell(id, { type: 'ReportRanking', data: { searchId, accepted, rejections, at } });
    await tell(id, { type: 'ReportSearch', data: { searchId, query, responses: answer.responses, files: answer.files.length, at } });
    return { next: 'again' } as const;
  }

  async function choose(id: AcquisitionId, state: Searching, offer: Offer) {
    const transferId = uuid5(id, 'transfer', String(state.attempts), offerKey(offer)) as TransferId; // branded here, where it is made
    await tell(id, { type: 'ChooseOffer', data: { transferId, offer, at: kit.clock.now() } });
    return { next: 'again' } as const;
  }

  async function wish(id: AcquisitionId, state: Searching, cause: WishCause) {
    const at = kit.clock.now();
    await tell(id, { type: 'Wish', data: { cause, nextAttemptAt: nextAttemptAt(schedule, state.attempts, wallMs()), at } });
    return { next: 'over' } as const;
  }

  async function enqueue(id: AcquisitionId, state: Transferring) {
    const request = requestOf(state);
    const { transferId } = request;
    const enqueued = await network.enqueue(request);
    if (enqueued.kind === 'refused') return fail(id, state, enqueued.cause, enqueued.detail);
    await tell(id, { type: 'ReportQueued', data: { transferId, networkTransferId: enqueued.networkTransferId, at: kit.clock.now() } });
    return { next: 'wait' } as const;
  }

  async function watch(id: AcquisitionId, state: Transferring, networkTransferId: string) {
    const request = requestOf(state);
    const { transferId } = request;
    const seen = await network.state(request, networkTransferId);
    if (seen.networkTransferId !== networkTransferId)
      await tell(id, { type: 'ReportQueued', data: { transferId, networkTransferId: seen.networkTransferId, at: kit.clock.now() } });
    const now = kit.clock.monotonicMs();
    const queuedAtMs = now - times.ageMs(transferId, state.transfer.since);
    const before = watched.get(transferId) ?? { queuedAtMs, bytes: -1, bytesChangedAtMs: now };
    const after = looked(before, seen.state, now);
    watched.set(transferId, after);
    switch (seen.state.kind) {
      case 'unknown':
        return fail(id, state, 'lost', 'slskd no longer knows this transfer');
      case 'failed':
        return seen.state.cause === 'local-disk'
          ? again(id, state, seen.state.detail)
          : fail(id, state, seen.state.cause, seen.state.detail);
      case 'finished': {
        watched.delete(transferId);
        kept.delete(transferId);
        const { localFilename } = seen.state;
        const destination = network.destinationOf(transferId);
        await tell(id, {
          type: 'ReportTransferFinished',
          data: { transferId, networkTransferId: seen.networkTransferId, localFilename, destination, at: kit.clock.now() },
        });
        await network.forget(request, seen.networkTransferId);
        return { next: 'over' } as const;
      }
      case 'waiting':
      case 'transferring': {
        const given = impatience(patience, after, seen.state, now);
        if (given) {
          await network.cancel(request, seen.networkTransferId);
          return fail(id, state, given.cause, given.detail);
        }
        const moving = seen.state.kind === 'transferring' ? seen.state : null;
        kit.live.transfer({
          acquisitionId: id,
          state: moving ? 'transferring' : 'queued',
          bytes: moving?.bytes ?? 0,
          sizeBytes: request.sizeBytes,
          speedBps: moving?.speedBps ?? null,
          placeInQueue: seen.state.kind === 'waiting' ? seen.state.placeInQueue : null,
        });
        return { next: 'wait' } as const;
      }
    }
  }

  /** Our own disk did not take the file, which is no fault of the offer: it is asked for again, once there is room. */
  async function again(id: AcquisitionId, state: Transferring, detail: string) {
    const { transferId } = requestOf(state);
    const { tries, sinceMs } = kept.get(transferId) ?? { tries: 0, sinceMs: kit.clock.monotonicMs() };
    kept.set(transferId, { tries, sinceMs });
    if (paused() || kit.clock.monotonicMs() - sinceMs < DISK_REST_MS) return { next: 'wait' } as const;
    if (tries >= DISK_TRIES) return fail(id, state, 'local-disk', detail);
    kept.set(transferId, { tries: tries + 1, sinceMs: kit.clock.monotonicMs() });
    return enqueue(id, state);
  }

  async function fail(id: AcquisitionId, state: Transferring, cause: TransferFailure, detail: string) {
    const { transferId, username } = requestOf(state);
    watched.delete(transferId);
    kept.delete(transferId);
    await peers.failed(username, cause);
    await tell(id, { type: 'ReportTransferFailed', data: { transferId, cause, detail: detail.slice(0, 500), at: kit.clock.now() } });
    return { next: 'again' } as const;
  }
}

const requestOf = ({ transfer }: Transferring): TransferRequest => ({
  transferId: transfer.transferId,
  username: transfer.offer.username,
  filename: transfer.offer.filename,
  sizeBytes: transfer.offer.sizeBytes,
});
