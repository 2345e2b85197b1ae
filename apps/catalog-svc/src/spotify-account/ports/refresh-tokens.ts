import type { Secret } from '@soulsync/service-kit';

/** What an access token is got with. */
export interface RefreshTokens {
  /**
   * Hands the token that is to be used; one that Spotify gave in its place is stored before anything is answered, since the old one may be dead.
   * Throws what `exchange` throws, and SignInNeeded where there is none that may be tried.
   */
  use<T extends Renewed>(exchange: (token: Secret) => Promise<T>): Promise<T>;
}

export interface Renewed {
  /** null: the one that was used stays. */
  readonly rotatedTo: string | null;
}

/** Nobody is signed in, or Spotify takes the sign-in no more: a person has to sign in. */
export class SignInNeeded extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'SignInNeeded';
  }
}
