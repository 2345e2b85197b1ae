import { recordingIdOf, summaryOf } from '@soulsync/contracts';
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
import { uuid5 } from '@soulsync/event-store';
import type { CommandHandler, Step } from '@soulsync/event-store';
import { searchQueries } from '@soulsync/music';
import { storedTimes } from '@soulsync/service-kit';
import type { Described, Kit } from '@soulsync/service-kit';
import type { AcquireConfig } from '../../config.js';
import type { AcquireSettings } from '../../settings.js';
import type { Acquisition, AcquisitionCommand, Ending, Transfer } from '../domain/acquisition/acquisition.js';
import { offerKey } from '../domain/acquisition/acquisition.js';
import { nextAttemptAt, wishWaitsMs } from '../../wishlist/wish-schedule.js';
import type { AudioSource, FetchRequest } from '../ports/audio-source.js';
import { arrivals } from './arrivals.js';
import { NOT_LOCATED, nameOfFile } from './download-words.js';
import { ranked } from '../domain/acquisition/offers.js';
import { timeoutReason, observe } from './transfer-timeouts.js';
import type { Watched } from './transfer-timeouts.js';

export type Acquisitions = CommandHandler<AcquisitionCommand, Acquisition, AcquisitionEvent>;
/** An acquisition in a step. */
export type Acquiring = Omit<Step<AcquisitionId, AcquisitionCommand, Acquisition, AcquisitionEvent>, 'lastEvent'>;

/** `again`: there is more to do at once; `wait`: poll again after a pause; `over`: nothing for us to do now. */
export type AcquisitionStep = (one: Acquiring) => Promise<{ readonly next: 'again' | 'wait' | 'over' }>;

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
  sources: AudioSource,
  paused: () => boolean,
  described: Described,
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

  return async (one) => {
    const { state } = one;
    const [ending] = state.status === 'none' ? [] : state.ending;
    if (ending && state.status !== 'none') return end(one, state.recording, ending);
    switch (state.status) {
      case 'searching':
        if (paused()) return { next: 'over' };
        return search(one, { ...state, recording: await described(recordingIdOf(state.subject), state.recording) });
      case 'transferring':
        if (state.transfer.networkTransferId === null && paused()) return { next: 'over' };
        return state.transfer.networkTransferId === null ? enqueue(one, state) : watch(one, state, state.transfer.networkTransferId);
      case 'none':
      case 'filing':
      case 'wished':
      case 'cancelled':
      case 'fulfilled':
        return { next: 'over' };
    }
  };

  async function search(one: Acquiring, state: Searching) {
    const mayTry = state.tried.size < settings.transfers().offersPerAttempt;
    const available = await sources.firstFree(mayTry ? state.offers : []);
    if (available.kind === 'free') return choose(one, state, available.offer);
    const query = mayTry ? nextQuery(state.recording, state.queries) : undefined;
    // Known offers are waited for instead of searching on; where one of them failed already, another search may find a better peer.
    if (available.kind === 'resting' && (state.tried.size === 0 || query === undefined))
      return wish(one, state, 'peers-resting', new Date(wallMs() + available.restMs).toISOString());
    if (query === undefined) {
      const nothingTried = state.cause === 'no-acceptable-offer' || state.cause === 'nothing-offered';
      return wish(one, state, available.kind === 'blocked' && nothingTried ? 'peers-blocked' : state.cause);
    }
    const searchId = searchIdOf(one.id, state, query);
    const answer = await sources.search(searchId, query, settings.searches().windowMs, one.signal);
    const at = kit.clock.now();
    const { accepted, rejections } = ranked(state.recording, answer.files, settings.transfers(), settings.lengths());
    await one.execute({ type: 'ReportRanking', data: { searchId, accepted, rejections, at } });
    await one.execute({ type: 'ReportSearch', data: { searchId, query, responses: answer.responses, files: answer.files.length, at } });
    return { next: 'again' } as const;
  }

  async function choose(one: Acquiring, state: Searching, offer: Offer) {
    const transferId = uuid5(one.id, 'transfer', tryOf(state), offerKey(offer)) as TransferId; // branded here, where it is made
    await one.execute({ type: 'ChooseOffer', data: { transferId, offer, at: kit.clock.now() } });
    return { next: 'again' } as const;
  }

  async function wish(
    one: Acquiring,
    state: Searching,
    cause: WishCause,
    nextAt: Instant | null = nextAttemptAt(schedule(), state.attempts, wallMs()),
  ) {
    await one.execute({ type: 'Wish', data: { cause, nextAttemptAt: nextAt, at: kit.clock.now() } });
    return { next: 'over' } as const;
  }

  function nextQuery(recording: RecordingDescription, asked: readonly string[]): string | undefined {
    const queries = searchQueries(summaryOf(recording)).slice(0, settings.searches().perAttempt);
    return queries.find((candidate) => !asked.includes(candidate));
  }

  /** What was given up is ended at the network before anything else is done for this recording; as often as it takes. */
  async function end(one: Acquiring, recording: RecordingDescription, ending: Ending) {
    if (ending.kind === 'search') {
      const query = nextQuery(recording, ending.queries);
      if (query !== undefined) await sources.cancelSearch(searchIdOf(one.id, ending, query));
      await one.execute({ type: 'ReportSearchCancelled', data: { at: kit.clock.now() } });
      return { next: 'over' } as const;
    }
    const request = requestOf(ending.transfer);
    const { transferId } = request;
    const cancelled = await sources.cancel(request, ending.transfer.networkTransferId);
    const isAwaited = cancelled.kind === 'not-yet' && (cancelled.bytes === null || !arrival.isLost(transferId, cancelled.bytes));
    if (isAwaited) return { next: 'wait' } as const;
    forgetTransfer(transferId);
    const { remains, detail } = cancelled.kind === 'cancelled' ? cancelled : { remains: 'file' as const, detail: NOT_LOCATED };
    sayWhatRemains(request, remains, detail);
    await one.execute({ type: 'ReportTransferCancelled', data: { transferId, remains, at: kit.clock.now() } });
    return { next: 'over' } as const;
  }

  async function enqueue(one: Acquiring, state: Transferring) {
    const request = requestOf(state.transfer);
    const { transferId } = request;
    const enqueued = await sources.fetch(request);
    if (enqueued.kind === 'refused') return fail(one, state, enqueued.cause, enqueued.detail);
    await one.execute({ type: 'ReportQueued', data: { transferId, networkTransferId: enqueued.networkTransferId, at: kit.clock.now() } });
    return { next: 'wait' } as const;
  }

  async function watch(one: Acquiring, state: Transferring, networkTransferId: string) {
    const request = requestOf(state.transfer);
    const { transferId } = request;
    const seen = await sources.follow(request, networkTransferId);
    if (seen.networkTransferId !== networkTransferId)
      await one.execute({ type: 'ReportQueued', data: { transferId, networkTransferId: seen.networkTransferId, at: kit.clock.now() } });
    const now = kit.clock.monotonicMs();
    const queuedAtMs = now - times.ageMs(transferId, state.transfer.since);
    const before = watched.get(transferId) ?? { queuedAtMs, bytes: -1, bytesChangedAtMs: now };
    const after = observe(before, seen.state, now);
    watched.set(transferId, after);
    switch (seen.state.kind) {
      case 'unknown':
        return fail(one, state, 'lost', 'slskd no longer knows this transfer');
      case 'failed':
        return seen.state.cause === 'local-disk'
          ? again(one, state, seen.state.detail)
          : fail(one, state, seen.state.cause, seen.state.detail);
      case 'finished':
        return arrive(one, state, seen.networkTransferId);
      case 'waiting':
      case 'transferring': {
        const given = timeoutReason(settings.transfers(), after, seen.state, now);
        if (given) {
          const cancelled = await sources.cancel(request, seen.networkTransferId);
          if (cancelled.kind === 'not-yet') return { next: 'wait' } as const; // it may have finished in the meantime
          sayWhatRemains(request, cancelled.remains, cancelled.detail);
          return fail(one, state, given.cause, given.detail);
        }
        const moving = seen.state.kind === 'transferring' ? seen.state : null;
        kit.live.transfer({
          acquisitionId: one.id,
          state: moving ? 'transferring' : 'queued',
          bytes: moving?.bytes ?? 0,
          sizeBytes: request.offer.sizeBytes ?? 0,
          bytesPerS: moving?.bytesPerS ?? null,
          placeInQueue: seen.state.kind === 'waiting' ? seen.state.placeInQueue : null,
        });
        return { next: 'wait' } as const;
      }
    }
  }

  /** slskd says that it is finished before it moves the file: only a file that is whole, and surely of this transfer, has arrived. */
  async function arrive(one: Acquiring, state: Transferring, networkTransferId: string) {
    const request = requestOf(state.transfer);
    const { transferId, offer } = request;
    const sizeBytes = offer.sizeBytes ?? 0;
    const located = await sources.locate(request, networkTransferId);
    if (located.kind === 'not-yet') {
      kit.live.transfer({ acquisitionId: one.id, state: 'transferring', bytes: sizeBytes, sizeBytes, bytesPerS: null, placeInQueue: null });
      if (!arrival.isLost(transferId, located.bytes)) return { next: 'wait' } as const;
      kit.health.raise({ code: 'download-not-located', level: 'warning', params: nameOfFile(request.offer) });
      return fail(one, state, 'not-located', NOT_LOCATED);
    }
    kit.health.clear('download-not-located');
    forgetTransfer(transferId);
    const { path, localFilename } = located;
    await one.execute({
      type: 'ReportFileArrived',
      data: { transferId, networkTransferId, path, localFilename, sizeBytes: located.sizeBytes, at: kit.clock.now() },
    });
    await sources.forget(request, networkTransferId);
    return { next: 'over' } as const;
  }

  function sayWhatRemains(request: FetchRequest, remains: 'nothing' | 'part' | 'file', detail: string | null): void {
    if (remains === 'nothing') kit.health.clear('downloads-left');
    else kit.health.raise({ code: 'downloads-left', level: 'warning', params: { ...nameOfFile(request.offer), detail } });
  }

  function forgetTransfer(transferId: TransferId): void {
    watched.delete(transferId);
    kept.delete(transferId);
    arrival.forget(transferId);
  }

  /** Our own disk did not take the file, which is no fault of the offer: it is asked for again, once there is room. */
  async function again(one: Acquiring, state: Transferring, detail: string) {
    const { transferId } = state.transfer;
    const { tries, sinceMs } = kept.get(transferId) ?? { tries: 0, sinceMs: kit.clock.monotonicMs() };
    kept.set(transferId, { tries, sinceMs });
    if (paused() || kit.clock.monotonicMs() - sinceMs < DISK_REST_MS) return { next: 'wait' } as const;
    if (tries >= DISK_TRIES) return fail(one, state, 'local-disk', detail);
    kept.set(transferId, { tries: tries + 1, sinceMs: kit.clock.monotonicMs() });
    return enqueue(one, state);
  }

  async function fail(one: Acquiring, state: Transferring, cause: TransferFailure, detail: string) {
    const { transferId, offer } = state.transfer;
    forgetTransfer(transferId);
    await sources.failed(offer, cause, one.context());
    await one.execute({ type: 'ReportTransferFailed', data: { transferId, cause, detail: detail.slice(0, 500), at: kit.clock.now() } });
    return { next: 'again' } as const;
  }
}

/** Names an attempt in ids; in its first round as it always was. */
const tryOf = ({ round, attempts }: { readonly round: number; readonly attempts: number }) =>
  round === 1 ? String(attempts) : `${round}:${attempts}`;

const searchIdOf = (id: AcquisitionId, which: { readonly round: number; readonly attempts: number }, query: string) =>
  uuid5(id, 'search', tryOf(which), query);

const requestOf = ({ transferId, offer }: Transfer): FetchRequest => ({ transferId, offer });
