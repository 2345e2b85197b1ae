import type { OfferFile } from '@soulsync/music';
import type { TransferFailure, TransferId, TransferRemains } from '@soulsync/contracts';

export interface SearchAnswer {
  /** Peers that answered. */
  readonly responses: number;
  readonly files: readonly OfferFile[];
}

/** A transfer as the network sees it now. */
export type TransferState =
  | { readonly kind: 'waiting'; readonly placeInQueue: number | null }
  | { readonly kind: 'transferring'; readonly bytes: number; readonly speedBps: number | null }
  /** Every byte was read; the file may still be on its way to its place. */
  | { readonly kind: 'finished' }
  | { readonly kind: 'failed'; readonly cause: TransferFailure; readonly detail: string }
  /** The network does not know it (any more). */
  | { readonly kind: 'unknown' };

export interface TransferRequest {
  /** Ours; also names the folder the file lands in. */
  readonly transferId: TransferId;
  readonly username: string;
  readonly filename: string;
  readonly sizeBytes: number;
}

/** Where a finished file lies. `not-yet`: nothing there is surely whole and of this transfer; `bytes` of it are seen so far. */
export type Located =
  | {
      readonly kind: 'found';
      /** Relative to the download folder, `/` between segments. */
      readonly path: string;
      /** As the network's own machine sees it. */
      readonly localFilename: string;
      readonly sizeBytes: number;
    }
  | { readonly kind: 'not-yet'; readonly bytes: number };

export type Cancelled =
  | { readonly kind: 'cancelled'; readonly remains: TransferRemains; readonly detail: string | null }
  /** The file that it leaves is still on its way; so many bytes of it are seen. null: it is not over yet, or the folder is away. */
  | { readonly kind: 'not-yet'; readonly bytes: number | null };

export type Enqueued =
  | { readonly kind: 'queued'; readonly networkTransferId: string }
  | { readonly kind: 'refused'; readonly cause: TransferFailure; readonly detail: string };

/** The Soulseek network as acquire-svc needs it. Throws `Unavailable` when the network could not be asked: that is no answer. */
export interface PeerNetwork {
  /** Offers that arrived within `waitMs`. Empty means peers were asked and had nothing. The same `searchId` again reads the first search. */
  search(searchId: string, terms: string, waitMs: number, signal: AbortSignal): Promise<SearchAnswer>;
  /** Ends it, and takes it off the network's list; harmless when there is none. */
  cancelSearch(searchId: string): Promise<void>;
  /** Looks before it asks: a transfer that we began with this request is taken up, never doubled. What others began is left alone. */
  enqueue(request: TransferRequest): Promise<Enqueued>;
  state(
    request: TransferRequest,
    networkTransferId: string,
  ): Promise<{ readonly networkTransferId: string; readonly state: TransferState }>;
  /** The file that this very transfer made; no other is ever named. */
  locate(request: TransferRequest, networkTransferId: string): Promise<Located>;
  /**
   * Ends it, removes what it left and takes it off the network's list. Harmless when it is gone. `networkTransferId` null: it was asked
   * for, and the answer was never heard.
   */
  cancel(request: TransferRequest, networkTransferId: string | null): Promise<Cancelled>;
  /** Takes a finished transfer off the network's list. */
  forget(request: TransferRequest, networkTransferId: string): Promise<void>;
}
