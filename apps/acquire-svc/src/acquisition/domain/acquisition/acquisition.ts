import type {
  AcquisitionEvent,
  AcquisitionId,
  AcquisitionSubject,
  CancelCause,
  FileRefusalCode,
  FilingFailure,
  Instant,
  LibraryTrackId,
  Offer,
  RecordingDescription,
  Rejections,
  TransferFailure,
  TransferId,
  TransferRemains,
  WishCause,
} from '@soulsync/contracts';

type Requested = Extract<AcquisitionEvent, { type: 'AcquisitionRequested' }>['data'];

export type AcquisitionCommand =
  | { type: 'RequestAcquisition'; data: Omit<Requested, 'requestedAt'> & { at: Instant } }
  | { type: 'ReportSearch'; data: { searchId: string; query: string; responses: number; files: number; at: Instant } }
  | {
      type: 'ReportRanking';
      data: { searchId: string; accepted: readonly Offer[]; rejections: Rejections; at: Instant };
    }
  | { type: 'ChooseOffer'; data: { transferId: TransferId; offer: Offer; at: Instant } }
  | { type: 'ReportQueued'; data: { transferId: TransferId; networkTransferId: string; at: Instant } }
  | { type: 'ReportTransferFailed'; data: { transferId: TransferId; cause: TransferFailure; detail: string; at: Instant } }
  | {
      type: 'ReportFileArrived';
      data: { transferId: TransferId; networkTransferId: string; path: string; localFilename: string; sizeBytes: number; at: Instant };
    }
  | { type: 'ReportTransferCancelled'; data: { transferId: TransferId; remains: TransferRemains; at: Instant } }
  | { type: 'ReportSearchCancelled'; data: { at: Instant } }
  | { type: 'RefuseOffer'; data: { transferId: TransferId; reasons: readonly (FileRefusalCode | FilingFailure)[]; at: Instant } }
  /** No offer is left: `nextAttemptAt` null means a person has to act. */
  | { type: 'Wish'; data: { cause: WishCause; nextAttemptAt: Instant | null; at: Instant } }
  /** `waited`: its own time has come; a person's retry begins anew. */
  | { type: 'RetryWish'; data: { by: string; waited?: true; at: Instant } }
  | { type: 'IgnoreWish'; data: { by: string; at: Instant } }
  | { type: 'Cancel'; data: { by: string; cause: CancelCause; at: Instant } }
  | { type: 'Fulfil'; data: { libraryTrackId: LibraryTrackId; at: Instant } };

/** What an attempt has seen: never asked again within it. */
interface Attempt {
  readonly acquisitionId: AcquisitionId;
  readonly subject: AcquisitionSubject;
  readonly recording: RecordingDescription;
  /** How often it was requested: what was given up in one round is another thing than the same offer in the next. */
  readonly round: number;
  /** Attempts begun, this one included. */
  readonly attempts: number;
  readonly queries: readonly string[];
  /** Best first, not yet tried. */
  readonly offers: readonly Offer[];
  /** `offerKey`s tried in this attempt, and those whose file was refused in any. */
  readonly tried: ReadonlySet<string>;
  readonly refused: ReadonlySet<string>;
  /** The strongest reason seen so far for ending empty-handed. */
  readonly cause: WishCause;
  /** Given up by us and still to be ended at the network, whatever else goes on. */
  readonly ending: readonly Ending[];
}

/** Searches have no event of their own while they run: what was asked before tells which one it can be. */
export type Ending =
  | { readonly kind: 'transfer'; readonly transfer: Transfer }
  | { readonly kind: 'search'; readonly round: number; readonly attempts: number; readonly queries: readonly string[] };

export interface Transfer {
  readonly transferId: TransferId;
  readonly offer: Offer;
  /** null: chosen, and the network has not said yes yet. */
  readonly networkTransferId: string | null;
  readonly since: Instant;
}

export type Acquisition =
  | { readonly status: 'none' }
  | ({ readonly status: 'searching' } & Attempt)
  | ({ readonly status: 'transferring'; readonly transfer: Transfer } & Attempt)
  /** The file is here and being filed. */
  | ({ readonly status: 'filing'; readonly transfer: Transfer } & Attempt)
  /** `waitsForPeers`: its offers are kept until their peers may be asked. */
  | ({ readonly status: 'wished'; readonly ignored: boolean; readonly waitsForPeers: boolean } & Attempt)
  | ({ readonly status: 'cancelled' } & Attempt)
  | ({ readonly status: 'fulfilled' } & Attempt);

export const initialAcquisition: Acquisition = { status: 'none' };

/** Tells offers apart, of all sources. */
export const offerKey = ({ source, ref }: Pick<Offer, 'source' | 'ref'>) => `${source} ${ref}`;

export function evolve(state: Acquisition, event: AcquisitionEvent): Acquisition {
  if (event.type === 'AcquisitionRequested') {
    const { acquisitionId, subject, recording } = event.data;
    const fresh = {
      acquisitionId,
      subject,
      recording,
      round: state.status === 'none' ? 1 : state.round + 1,
      attempts: 1,
      queries: [],
      offers: [],
      tried: new Set<string>(),
      cause: 'nothing-offered' as const,
      ending: state.status === 'none' ? [] : state.ending,
    };
    return { status: 'searching', ...fresh, refused: state.status === 'none' ? new Set() : state.refused };
  }
  if (state.status === 'none') return state;
  switch (event.type) {
    case 'SearchPerformed':
      return { ...state, queries: [...state.queries, event.data.query] };
    case 'OffersRanked': {
      const { accepted, rejections } = event.data;
      const known = new Set([...state.tried, ...state.refused, ...state.offers.map(offerKey)]);
      const fresh = accepted.filter((offer) => !known.has(offerKey(offer)));
      const seenSome = accepted.length + Object.keys(rejections).length > 0;
      const cause = seenSome && state.cause === 'nothing-offered' ? 'no-acceptable-offer' : state.cause;
      return { ...state, offers: [...state.offers, ...fresh].sort((a, b) => b.score - a.score), cause };
    }
    case 'TransferChosen': {
      const { transferId, offer, chosenAt } = event.data;
      const rest = state.offers.filter((other) => offerKey(other) !== offerKey(offer));
      const transfer: Transfer = { transferId, offer, networkTransferId: null, since: chosenAt };
      return { ...state, status: 'transferring', transfer, offers: rest, tried: new Set([...state.tried, offerKey(offer)]) };
    }
    case 'TransferQueued':
      return holds(state, event.data.transferId)
        ? { ...state, transfer: { ...state.transfer, networkTransferId: event.data.networkTransferId, since: event.data.queuedAt } }
        : state;
    case 'TransferFailed':
      return holds(state, event.data.transferId)
        ? { ...withoutTransfer(state), status: 'searching', cause: worst(state.cause, 'offers-failed') }
        : state;
    case 'FileArrived':
    case 'TransferFinished':
      return holds(state, event.data.transferId) ? { ...state, status: 'filing' } : state;
    case 'OfferRefused': {
      if (!holds(state, event.data.transferId)) return state;
      const refused = new Set([...state.refused, offerKey(state.transfer.offer)]);
      return { ...withoutTransfer(state), status: 'searching', refused, cause: 'file-refused' };
    }
    case 'AcquisitionWished':
      return { ...withoutTransfer(state), status: 'wished', ignored: false, waitsForPeers: event.data.cause === 'peers-resting' };
    case 'WishRetried':
      if (event.data.resumed) return { ...withoutTransfer(state), status: 'searching' };
      return {
        ...withoutTransfer(state),
        status: 'searching',
        attempts: state.attempts + 1,
        queries: [],
        offers: [],
        tried: new Set(),
        cause: 'nothing-offered',
      };
    case 'WishIgnored':
      return state.status === 'wished' ? { ...state, ignored: true } : state;
    case 'AcquisitionAbandoned':
      return { ...withoutTransfer(state), status: 'wished', ignored: false, waitsForPeers: false };
    case 'AcquisitionCancelled':
      return { ...withoutTransfer(state), status: 'cancelled', ending: [...state.ending, ...underWay(state)] };
    case 'AcquisitionFulfilled':
      return { ...withoutTransfer(state), status: 'fulfilled', ending: [...state.ending, ...underWay(state)] };
    case 'TransferCancelled': {
      const { transferId } = event.data;
      return { ...state, ending: state.ending.filter((one) => one.kind !== 'transfer' || one.transfer.transferId !== transferId) };
    }
    case 'SearchCancelled':
      return { ...state, ending: state.ending.filter((one) => one.kind !== 'search') };
  }
}

/** What the network may be working on for us. A file that arrived is filed, or set aside, by whoever has it now. */
function underWay(state: Begun): readonly Ending[] {
  if (state.status === 'transferring') return [{ kind: 'transfer', transfer: state.transfer }];
  const { round, attempts, queries } = state;
  return state.status === 'searching' ? [{ kind: 'search', round, attempts, queries }] : [];
}

type Begun = Exclude<Acquisition, { status: 'none' }>;
type InTransfer = Extract<Acquisition, { transfer: Transfer }>;

export const holds = (state: Acquisition, transferId: TransferId): state is InTransfer =>
  (state.status === 'transferring' || state.status === 'filing') && state.transfer.transferId === transferId;

function withoutTransfer(state: Begun): Attempt {
  const { acquisitionId, subject, recording, round, attempts, queries, offers, tried, refused, cause, ending } = state;
  return { acquisitionId, subject, recording, round, attempts, queries, offers, tried, refused, cause, ending };
}

/** A refused file says more than a failed transfer, and that more than silence. */
const worst = (known: WishCause, next: WishCause): WishCause => (known === 'file-refused' ? known : next);
