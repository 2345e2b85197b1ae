import type { Offer, TransferFailure } from '@soulsync/contracts';
import type { CommandContext } from '@soulsync/event-store';

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
  /** `context`: of the step in which it failed. */
  failed(username: string, cause: TransferFailure, context: CommandContext): Promise<void>;
}
