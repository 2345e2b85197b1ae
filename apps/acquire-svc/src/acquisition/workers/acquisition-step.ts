import type {
  AcquisitionEvent,
  AcquisitionId,
  Instant,
  Offer,
  RecordingDescription,
  TransferFailure,
  TransferId,
  WishCause,
} from '@soulsync/contracts';
import { newId, uuid5 } from '@soulsync/event-store';
import type { CommandContext, CommandHandler } from '@soulsync/event-store';
import { searchQueries } from '@soulsync/music';
import { storedTimes } from '@soulsync/service-kit';
import type { Kit } from '@soulsync/service-kit';
import type { AcquireConfig } from '../../config.js';
import type { AcquireSettings } from '../../settings.js';
import type { Acquisition, AcquisitionCommand, Ending, Transfer } from '../domain/acquisition/acquisition.js';
import { offerKey } from '../domain/acquisition/acquisition.js';
import { nextAttemptAt, wishWaitsMs } from '../../wishlist/wish-schedule.js';
import type { PeerNetwork, TransferRequest } from '../ports/peer-network.js';
import { arrivals } from './arrivals.js';
import { NOT_LOCATED, peersFile } from './download-words.js';
import { ranked, wantedTrack } from '../domain/acquisition/offers.js';
import type { PeerBook } from '../../peers/peer-availability.js';
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
  settings: AcquireSettings,
  acquisitions: Acquisitions,
  network: PeerNetwork,
  peers: PeerBook,
  paused: () => boolean,
): AcquisitionStep {
  const watched = new Map<TransferId, Watched>();
  /** What our own disk did not take. */
  const kept = new Map<TransferId, { readonly tries: number; readonly sinceMs: number }>();
  const arrival = arrivals(
    () => settings.transfers().findFileMs,
    () => kit.clock.monotonicMs(),
  );
  const schedule = () => ({ waitsMs: wishWaitsMs(settings.wishes().retryMs), maxAttempts: settings.wishes().attempts });
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

  return async (id, signal) => {
    const state = await acquisitions.load(id);
    const [ending] = state.status === 'none' ? [] : state.ending;
    if (ending && state.status !== 'none') return end(id, state.recording, ending);
    switch (state.status) {
      case 'searching':
        return paused() ? { next: 'over' } : search(id, state, signal);
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

  async function search(id: AcquisitionId, state: Searching, signal: AbortSignal) {
    const mayTry = state.tried.size < settings.transfers().offersPerAttempt;
    const available = await peers.firstFree(mayTry ? state.offers : []);
    if (available.kind === 'free') return choose(id, state, available.offer);
    const query = mayTry ? nextQuery(state.recording, state.queries) : undefined;
    // Known offers are waited for instead of searching on; where one of them failed already, another search may find a better peer.
    if (available.kind === 'resting' && (state.tried.size === 0 || query === undefined))
      return wish(id, state, 'peers-resting', new Date(wallMs() + available.restMs).toISOString());
    if (query === undefined) {
      const nothingTried = state.cause === 'no-acceptable-offer' || state.cause === 'nothing-offered';
      return wish(id, state, available.kind === 'blocked' && nothingTried ? 'peers-blocked' : state.cause);
    }
    const searchId = searchIdOf(id, state, query);
    const answer = await network.search(searchId, query, settings.searches().windowMs, signal);
    const at = kit.clock.now();
    const { accepted, rejections } = ranked(state.recording, answer.files, settings.transfers().allowLossy);
    await tell(id, { type: 'ReportRanking', data: { searchId, accepted, rejections, at } });
    await tell(id, { type: 'ReportSearch', data: { searchId, query, responses: answer.responses, files: answer.files.length, at } });
    return { next: 'again' } as const;
  }

  async function choose(id: AcquisitionId, state: Searching, offer: Offer) {
    const transferId = uuid5(id, 'transfer', tryOf(state), offerKey(offer)) as TransferId; // branded here, where it is made
    await tell(id, { type: 'ChooseOffer', data: { transferId, offer, at: kit.clock.now() } });
    return { next: 'again' } as const;
  }

  async function wish(
    id: AcquisitionId,
    state: Searching,
    cause: WishCause,
    nextAt: Instant | null = nextAttemptAt(schedule(), state.attempts, wallMs()),
  ) {
    await tell(id, { type: 'Wish', data: { cause, nextAttemptAt: nextAt, at: kit.clock.now() } });
    return { next: 'over' } as const;
  }

  function nextQuery(recording: RecordingDescription, asked: readonly string[]): string | undefined {
    const queries = searchQueries(wantedTrack(recording)).slice(0, settings.searches().perAttempt);
    return queries.find((candidate) => !asked.includes(candidate));
  }

  /** What was given up is ended at the network before anything else is done for this recording; as often as it takes. */
  async function end(id: AcquisitionId, recording: RecordingDescription, ending: Ending) {
    if (ending.kind === 'search') {
      const query = nextQuery(recording, ending.queries);
      if (query !== undefined) await network.cancelSearch(searchIdOf(id, ending, query));
      await tell(id, { type: 'ReportSearchCancelled', data: { at: kit.clock.now() } });
      return { next: 'over' } as const;
    }
    const request = requestOf(ending.transfer);
    const { transferId } = request;
    const cancelled = await network.cancel(request, ending.transfer.networkTransferId);
    const isAwaited = cancelled.kind === 'not-yet' && (cancelled.bytes === null || !arrival.isLost(transferId, cancelled.bytes));
    if (isAwaited) return { next: 'wait' } as const;
    forgetTransfer(transferId);
    const remains = cancelled.kind === 'cancelled' ? cancelled.remains : 'file';
    const detail = cancelled.kind === 'cancelled' ? cancelled.detail : NOT_LOCATED;
    if (remains === 'nothing') kit.health.clear('downloads-left');
    else kit.health.raise({ code: 'downloads-left', level: 'warning', params: { ...peersFile(request), detail } });
    await tell(id, { type: 'ReportTransferCancelled', data: { transferId, remains, at: kit.clock.now() } });
    return { next: 'over' } as const;
  }

  async function enqueue(id: AcquisitionId, state: Transferring) {
    const request = requestOf(state.transfer);
    const { transferId } = request;
    const enqueued = await network.enqueue(request);
    if (enqueued.kind === 'refused') return fail(id, state, enqueued.cause, enqueued.detail);
    await tell(id, { type: 'ReportQueued', data: { transferId, networkTransferId: enqueued.networkTransferId, at: kit.clock.now() } });
    return { next: 'wait' } as const;
  }

  async function watch(id: AcquisitionId, state: Transferring, networkTransferId: string) {
    const request = requestOf(state.transfer);
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
      case 'finished':
        return arrive(id, state, seen.networkTransferId);
      case 'waiting':
      case 'transferring': {
        const given = impatience(settings.transfers(), after, seen.state, now);
        if (given) {
          const cancelled = await network.cancel(request, seen.networkTransferId);
          if (cancelled.kind === 'not-yet') return { next: 'wait' } as const; // it may have finished in the meantime
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

  /** slskd says that it is finished before it moves the file: only a file that is whole, and surely of this transfer, has arrived. */
  async function arrive(id: AcquisitionId, state: Transferring, networkTransferId: string) {
    const request = requestOf(state.transfer);
    const { transferId, sizeBytes } = request;
    const located = await network.locate(request, networkTransferId);
    if (located.kind === 'not-yet') {
      kit.live.transfer({ acquisitionId: id, state: 'transferring', bytes: sizeBytes, sizeBytes, speedBps: null, placeInQueue: null });
      if (!arrival.isLost(transferId, located.bytes)) return { next: 'wait' } as const;
      kit.health.raise({ code: 'download-not-located', level: 'warning', params: peersFile(request) });
      return fail(id, state, 'not-located', NOT_LOCATED);
    }
    kit.health.clear('download-not-located');
    forgetTransfer(transferId);
    const { path, localFilename } = located;
    await tell(id, {
      type: 'ReportFileArrived',
      data: { transferId, networkTransferId, path, localFilename, sizeBytes: located.sizeBytes, at: kit.clock.now() },
    });
    await network.forget(request, networkTransferId);
    return { next: 'over' } as const;
  }

  function forgetTransfer(transferId: TransferId): void {
    watched.delete(transferId);
    kept.delete(transferId);
    arrival.forget(transferId);
  }

  /** Our own disk did not take the file, which is no fault of the offer: it is asked for again, once there is room. */
  async function again(id: AcquisitionId, state: Transferring, detail: string) {
    const { transferId } = state.transfer;
    const { tries, sinceMs } = kept.get(transferId) ?? { tries: 0, sinceMs: kit.clock.monotonicMs() };
    kept.set(transferId, { tries, sinceMs });
    if (paused() || kit.clock.monotonicMs() - sinceMs < DISK_REST_MS) return { next: 'wait' } as const;
    if (tries >= DISK_TRIES) return fail(id, state, 'local-disk', detail);
    kept.set(transferId, { tries: tries + 1, sinceMs: kit.clock.monotonicMs() });
    return enqueue(id, state);
  }

  async function fail(id: AcquisitionId, state: Transferring, cause: TransferFailure, detail: string) {
    const { transferId, username } = requestOf(state.transfer);
    forgetTransfer(transferId);
    await peers.failed(username, cause);
    await tell(id, { type: 'ReportTransferFailed', data: { transferId, cause, detail: detail.slice(0, 500), at: kit.clock.now() } });
    return { next: 'again' } as const;
  }
}

/** Names an attempt in ids; in its first round as it always was. */
const tryOf = ({ round, attempts }: { readonly round: number; readonly attempts: number }) =>
  round === 1 ? String(attempts) : `${round}:${attempts}`;

const searchIdOf = (id: AcquisitionId, which: { readonly round: number; readonly attempts: number }, query: string) =>
  uuid5(id, 'search', tryOf(which), query);

const requestOf = ({ transferId, offer }: Transfer): TransferRequest => ({
  transferId,
  username: offer.username,
  filename: offer.filename,
  sizeBytes: offer.sizeBytes,
});
