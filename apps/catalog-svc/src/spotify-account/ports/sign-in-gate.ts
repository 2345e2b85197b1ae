import type { Secret } from '@soulsync/service-kit';

export interface Asked {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly state: string;
  /** base64url of the SHA-256 of the verifier. */
  readonly challenge: string;
}

export interface Grant {
  readonly refreshToken: Secret;
  readonly accessToken: Secret;
  /** As granted. */
  readonly scopes: readonly string[];
}

/** Where a person signs in, and what a consent is exchanged at. */
export interface SignInGate {
  authorizeUrl(asked: Asked): string;
  /** Throws Refused where beginning again or another client ID would help, Unavailable where waiting would. */
  exchange(answer: Pick<Asked, 'clientId' | 'redirectUri'> & { readonly code: string; readonly verifier: Secret }): Promise<Grant>;
  /** null: it does not say, which takes nothing from the sign-in. */
  whoIs(accessToken: Secret): Promise<{ readonly accountId: string | null; readonly name: string | null } | null>;
}
