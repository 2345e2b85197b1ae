import type { OfferFile } from '@soulsync/music';
import type { TransferFailure, TransferId } from '@soulsync/contracts';

export interface SearchAnswer {
  /** Peers that answered. */
  readonly responses: number;
  readonly files: readonly OfferFile[];
}

/** A transfer as the network sees it now. */
export type TransferState =
  | { readonly kind: 'waiting'; readonly placeInQueue: number | null }
  | { readonly kind: 'transferring'; readonly bytes: number; readonly speedBps: number | null }
  | { readonly kind: 'finished'; readonly localFilename: string | null }
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

export type Enqueued =
  | { readonly kind: 'queued'; readonly networkTransferId: string; readonly destination: string | null }
  | { readonly kind: 'refused'; readonly cause: TransferFailure; readonly detail: string };

/** The Soulseek network as acquire-svc needs it. Throws `Unavailable` when the network could not be asked: that is no answer. */
export interface PeerNetwork {
  /** Offers that arrived within `waitMs`. Empty means peers were asked and had nothing. The same `searchId` again reads the first search. */
  search(searchId: string, terms: string, waitMs: number): Promise<SearchAnswer>;
  /** Looks before it asks: a transfer of this file that the network already has is taken up, never doubled. */
  enqueue(request: TransferRequest): Promise<Enqueued>;
  state(
    request: TransferRequest,
    networkTransferId: string,
  ): Promise<{ readonly networkTransferId: string; readonly state: TransferState }>;
  /** Ends it and takes it off the network's list; harmless when it is gone. */
  cancel(request: TransferRequest, networkTransferId: string): Promise<void>;
  /** Takes a finished transfer off the network's list. */
  forget(request: TransferRequest, networkTransferId: string): Promise<void>;
  /** Folder under the download folder this transfer's file lands in; null: the network's own rule. */
  destinationOf(transferId: TransferId): string | null;
}
