import { spotifyScopes } from '@soulsync/contracts';
import { ExternalError, refused, Secret, Unavailable } from '@soulsync/service-kit';
import type { ExternalClient } from '@soulsync/service-kit';
import type { SignInGate } from '../../spotify-account/ports/sign-in-gate.js';
import type { WireToken, WireUser } from './spotify-wire.js';

/** The authorise page and the exchange of a code with PKCE, which needs no secret (apis/spotify.md 3.2). */
export function spotifyAccounts({
  accountsUrl,
  accounts,
  api,
}: {
  accountsUrl: string;
  accounts: ExternalClient;
  api: ExternalClient;
}): SignInGate {
  return {
    authorizeUrl({ clientId, redirectUri, state, challenge }) {
      const url = new URL('/authorize', accountsUrl);
      url.search = new URLSearchParams({
        client_id: clientId,
        response_type: 'code',
        redirect_uri: redirectUri,
        scope: spotifyScopes.join(' '),
        state,
        code_challenge_method: 'S256',
        code_challenge: challenge,
        show_dialog: 'true',
      }).toString();
      return url.href;
    },
    async exchange({ clientId, redirectUri, code, verifier }) {
      const form = {
        grant_type: 'authorization_code',
        code,
        redirect_uri: redirectUri,
        client_id: clientId,
        code_verifier: verifier.reveal(),
      };
      const token = await exchanged(accounts, form);
      const { access_token: accessToken, refresh_token: refreshToken, scope = '' } = token;
      if (!accessToken || !refreshToken) throw new Unavailable('spotify', 'Spotify accepted the sign-in and gave no token: begin again');
      return { accessToken: new Secret(accessToken), refreshToken: new Secret(refreshToken), scopes: scope.split(' ').filter(Boolean) };
    },
    async whoIs(accessToken) {
      try {
        const { data } = await api.get<WireUser | string>('/v1/me', { headers: { Authorization: `Bearer ${accessToken.reveal()}` } });
        return typeof data === 'object'
          ? { accountId: data.account_id ?? data.id ?? null, name: data.display_name ?? data.id ?? null }
          : null;
      } catch (error) {
        if (error instanceof ExternalError) return null; // what it is about is said of every later call
        throw error;
      }
    },
  };
}

async function exchanged(accounts: ExternalClient, form: Readonly<Record<string, string>>): Promise<WireToken> {
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
  try {
    return (await accounts.post<WireToken>('/api/token', { body: new URLSearchParams(form).toString(), headers })).data;
  } catch (error) {
    if (!(error instanceof ExternalError)) throw error;
    if (error.kind !== 'refused' && error.kind !== 'unauthorized') throw new Unavailable('spotify', error.message, { cause: error });
    const body = error.body ?? '';
    if (/invalid_client/.test(body)) throw refused('spotify-app-refused', { cause: /secret/i.test(body) ? 'client-secret' : 'client-id' });
    if (/verifier/i.test(body)) throw refused('spotify-code-refused', { cause: 'verifier' });
    if (/redirect/i.test(body)) throw refused('spotify-code-refused', { cause: 'redirect' });
    throw refused('spotify-code-refused', { cause: /authorization code/i.test(body) ? 'used-or-old' : 'other' });
  }
}
