import { Secret } from '@soulsync/service-kit';
import type { SecretStore } from '@soulsync/service-kit';
import type { RefreshTokens, Renewed } from '../../spotify-account/ports/refresh-tokens.js';
import { signInEnd } from './spotify-refusals.js';

const STORED = 'spotify.refresh-token';

/** What the owner's token was rotated to, and whether it is still the owner's: a fingerprint of the variable that it came from. */
interface Rotated {
  readonly token: Secret;
  /** null: stored by a version that did not note it. */
  readonly from: string | null;
}

/**
 * Spotify may answer a refresh token with a new one, after which the old one may be dead. The new one is kept, and used for as long as the
 * owner's variable is the one that it came from: a variable that was changed wins. Where the kept one is refused, the owner's own is tried too.
 */
export function refreshTokens(secrets: SecretStore, owners: Secret): RefreshTokens {
  let refused: string | null = null;

  async function stored(): Promise<Secret | null> {
    const secret = await secrets.get(STORED);
    const rotated = secret && read(secret);
    return rotated && (rotated.from === null || rotated.from === secrets.fingerprint(owners)) ? rotated.token : null;
  }

  const keep = (token: string) => secrets.set(STORED, new Secret(JSON.stringify({ token, from: secrets.fingerprint(owners) })));

  async function tried<T extends Renewed>(exchange: (token: Secret) => Promise<T>): Promise<T> {
    const token = await stored();
    if (token === null || token.reveal() === refused) return exchange(owners);
    try {
      return await exchange(token);
    } catch (error) {
      if (signInEnd(error) === null) throw error;
      refused = token.reveal();
      return exchange(owners);
    }
  }

  return {
    async use(exchange) {
      const renewed = await tried(exchange);
      if (renewed.rotatedTo !== null) await keep(renewed.rotatedTo);
      return renewed;
    },
  };
}

/** A token itself has no brace in it. */
function read(secret: Secret): Rotated {
  const text = secret.reveal();
  if (!text.startsWith('{')) return { token: secret, from: null };
  const { token, from } = JSON.parse(text) as { token: string; from: string }; // as `keep` wrote it
  return { token: new Secret(token), from };
}
