import type { TransferFailure } from '@soulsync/contracts';
import type { CommandContext } from '@soulsync/event-store';

/** `resting`: no candidate's peer may be asked now, and the first of them may be after `restMs`. */
export type FirstFreePeer<Candidate> =
  | { readonly kind: 'free'; readonly candidate: Candidate }
  | { readonly kind: 'resting'; readonly restMs: number }
  | { readonly kind: 'blocked' }
  | { readonly kind: 'no-offers' };

export interface OfPeer {
  readonly username: string;
}

/** Which peers may be asked now. */
export interface PeerAvailability {
  /** The first whose peer is neither blocked nor resting, or why there is none. */
  firstFree<Candidate extends OfPeer>(candidates: readonly Candidate[]): Promise<FirstFreePeer<Candidate>>;
  /** `context`: of the step in which it failed. */
  failed(username: string, cause: TransferFailure, context: CommandContext): Promise<void>;
}
