import { ExternalError, Secret } from '@soulsync/service-kit';
import type { SecretStore } from '@soulsync/service-kit';

const STORED = 'spotify.refresh-token';

/** What the owner's token was rotated to, and whether it is still the owner's: a fingerprint of the variable that it came from. */
interface Rotated {
  readonly token: Secret;
  /** null: stored by a version that did not note it. */
  readonly from: string | null;
}

export interface RefreshTokens {
  /** Hands the token that is to be used; where a stored one is refused, the owner's own is tried too. Throws what `exchange` throws. */
  use<T>(exchange: (token: Secret) => Promise<T>): Promise<T>;
  /** Spotify gave another one for the owner's. */
  rotatedTo(token: string): Promise<void>;
}

/**
 * Spotify may answer a refresh token with a new one, after which the old one may be dead. The new one is kept, and used for as long as the
 * owner's variable is the one that it came from: a variable that was changed wins.
 */
export function refreshTokens(secrets: SecretStore, owners: Secret): RefreshTokens {
  let refused: string | null = null;

  async function stored(): Promise<Secret | null> {
    const secret = await secrets.get(STORED);
    const rotated = secret && read(secret);
    return rotated && (rotated.from === null || rotated.from === secrets.fingerprint(owners)) ? rotated.token : null;
  }

  return {
    async use(exchange) {
      const token = await stored();
      if (token === null || token.reveal() === refused) return exchange(owners);
      try {
        return await exchange(token);
      } catch (error) {
        if (!isRefusedToken(error)) throw error;
        refused = token.reveal();
        return exchange(owners);
      }
    },
    async rotatedTo(token) {
      await secrets.set(STORED, new Secret(JSON.stringify({ token, from: secrets.fingerprint(owners) })));
    },
  };
}

/** A token itself has no brace in it. */
function read(secret: Secret): Rotated {
  const text = secret.reveal();
  if (!text.startsWith('{')) return { token: secret, from: null };
  const { token, from } = JSON.parse(text) as { token: string; from: string }; // as `rotatedTo` wrote it
  return { token: new Secret(token), from };
}

/** RFC 6749 5.2; other refusals are of the app, and another token changes nothing about them. */
const isRefusedToken = (error: unknown) =>
  error instanceof ExternalError && error.kind === 'refused' && /invalid_grant/.test(error.body ?? '');
