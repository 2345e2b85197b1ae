import type { Offer, TransferFailure, TransferId, TransferRemains } from '@soulsync/contracts';
import type { CommandContext } from '@soulsync/event-store';
import type { FoundFile } from '../domain/acquisition/offers.js';

export type { FoundFile };

export interface SearchAnswer {
  /** How many answered: peers, or pages. */
  readonly responses: number;
  readonly files: readonly FoundFile[];
}

/** Which offer to ask for. `resting`: none of them may be asked for now, and the first may be after `restMs`. */
export type Availability =
  | { readonly kind: 'free'; readonly offer: Offer }
  | { readonly kind: 'resting'; readonly restMs: number }
  | { readonly kind: 'blocked' }
  | { readonly kind: 'no-offers' };

export interface FetchRequest {
  /** Ours, known before the source answers. */
  readonly transferId: TransferId;
  readonly offer: Offer;
}

export type Fetching =
  | { readonly kind: 'queued'; readonly networkTransferId: string }
  | { readonly kind: 'refused'; readonly cause: TransferFailure; readonly detail: string };

/** A transfer as its source sees it now. */
export type TransferState =
  | { readonly kind: 'waiting'; readonly placeInQueue: number | null }
  | { readonly kind: 'transferring'; readonly bytes: number; readonly bytesPerS: number | null }
  /** Every byte was read; the file may still be on its way to its place. */
  | { readonly kind: 'finished' }
  | { readonly kind: 'failed'; readonly cause: TransferFailure; readonly detail: string }
  /** The source does not know it (any more). */
  | { readonly kind: 'unknown' };

export interface Followed {
  /** Another one than was asked for when the source began it anew. */
  readonly networkTransferId: string;
  readonly state: TransferState;
}

/** Where a finished file lies. `not-yet`: nothing there is surely whole and of this transfer; `bytes` of it are seen so far. */
export type Located =
  | {
      readonly kind: 'found';
      /** Relative to the download folder, `/` between segments. */
      readonly path: string;
      /** As the source's own machine sees it. */
      readonly localFilename: string;
      readonly sizeBytes: number;
    }
  | { readonly kind: 'not-yet'; readonly bytes: number };

export type Cancelled =
  | { readonly kind: 'cancelled'; readonly remains: TransferRemains; readonly detail: string | null }
  /** The file that it leaves is still on its way; so many bytes of it are seen. null: it is not over yet, or the folder is away. */
  | { readonly kind: 'not-yet'; readonly bytes: number | null };

/** Somewhere audio can be got from. Throws `Unavailable` when it could not be asked: that is no answer. */
export interface AudioSource {
  /** Files that were found within `waitMs`. Empty means it was asked and had nothing. The same `searchId` again reads the first search. */
  search(searchId: string, terms: string, waitMs: number, signal: AbortSignal): Promise<SearchAnswer>;
  /** Ends it; harmless when there is none. */
  cancelSearch(searchId: string): Promise<void>;
  /** The first of its offers, best first, that may be asked for now. Asks nobody outside. */
  firstFree(offers: readonly Offer[]): Promise<Availability>;
  /** Looks before it asks: a transfer that we began with this request is taken up, never doubled. What others began is left alone. */
  fetch(request: FetchRequest): Promise<Fetching>;
  follow(request: FetchRequest, networkTransferId: string): Promise<Followed>;
  /** The file that this very transfer made; no other is ever named. */
  locate(request: FetchRequest, networkTransferId: string): Promise<Located>;
  /** Ends it and removes what it left. Harmless when it is gone. `networkTransferId` null: it was asked for, and the answer was never heard. */
  cancel(request: FetchRequest, networkTransferId: string | null): Promise<Cancelled>;
  /** Its file is ours now: the source need not know of it any more. */
  forget(request: FetchRequest, networkTransferId: string): Promise<void>;
  /** It was given up for this reason: whoever offered it may be left alone for a while. Asks nobody outside. `context`: of the step that gave it up. */
  failed(offer: Offer, cause: TransferFailure, context: CommandContext): Promise<void>;
}
