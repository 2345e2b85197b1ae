import type { Offer, TransferFailure } from '@soulsync/contracts';

/** `resting`: no offer's peer may be asked now, and the first of them may be after `restMs`. */
export type Availability =
  | { readonly kind: 'free'; readonly offer: Offer }
  | { readonly kind: 'resting'; readonly restMs: number }
  | { readonly kind: 'blocked' }
  | { readonly kind: 'no-offers' };

/** Which peers may be asked now. */
export interface PeerBook {
  /** The best offer of a peer that is neither blocked nor resting, or why there is none. */
  firstFree(offers: readonly Offer[]): Promise<Availability>;
  failed(username: string, cause: TransferFailure): Promise<void>;
}
