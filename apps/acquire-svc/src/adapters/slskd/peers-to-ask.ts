import type { TransferFailure } from '@soulsync/contracts';

/** Which peers may be asked now, as far as Soulseek's side needs to know. */
export interface PeersToAsk {
  /** The first whose peer is neither blocked nor resting; or, none being so, why. */
  firstFree<Candidate extends { readonly username: string }>(
    candidates: readonly Candidate[],
  ): Promise<
    | { readonly kind: 'free'; readonly candidate: Candidate }
    | { readonly kind: 'resting'; readonly restMs: number }
    | { readonly kind: 'blocked' }
    | { readonly kind: 'no-offers' }
  >;
  failed(username: string, cause: TransferFailure): Promise<void>;
}
