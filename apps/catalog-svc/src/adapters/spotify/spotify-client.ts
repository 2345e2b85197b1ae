import { ExternalError } from '@soulsync/service-kit';
import type { ExternalClient, Secret, SecretStore } from '@soulsync/service-kit';
import { refreshTokens } from './refresh-tokens.js';
import type { WirePage, WirePlaylist, WireSearch, WireToken } from './spotify-wire.js';

export interface SpotifyClient {
  playlist(id: string): Promise<WirePlaylist>;
  /** `limit` is 1..50. */
  items(id: string, offset: number, limit: number): Promise<WirePage>;
  /** The first ten: more are refused since 2026. The signal also ends a wait for the budget. */
  search(type: 'artist' | 'album', q: string, signal: AbortSignal): Promise<WireSearch>;
}

export interface SpotifyAccess {
  readonly clientId: string;
  /** null: the token was got by PKCE and is refreshed without a secret. */
  readonly clientSecret: Secret | null;
  /** The token that the owner gave; what it was rotated to is kept in the secret store. */
  readonly refreshToken: Secret;
}

/** A token is renewed when less than this is left of it. */
const RENEW_BEFORE_MS = 60_000;

/** HTTP only: tokens, paths, one repeat after a 401. Throws ExternalError. */
export function spotifyClient(parts: {
  api: ExternalClient;
  accounts: ExternalClient;
  secrets: SecretStore;
  access: SpotifyAccess;
  nowMs: () => number;
}): SpotifyClient {
  const { api, accounts, secrets, access, nowMs } = parts;
  const tokens = refreshTokens(secrets, access.refreshToken);
  let token: { value: string; expiresAtMs: number } | null = null;
  let renewal: Promise<string> | null = null;

  async function renewed(): Promise<string> {
    const { access_token: value, expires_in: seconds, refresh_token: rotated } = await tokens.use(exchanged);
    if (!value) throw new Error('Spotify answered a token request without a token');
    // The old token may already be dead: the new one is stored before it is used.
    if (rotated) await tokens.rotatedTo(rotated);
    token = { value, expiresAtMs: nowMs() + (seconds ?? 3600) * 1000 };
    return value;
  }

  async function exchanged(refreshToken: Secret): Promise<WireToken> {
    const form = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: refreshToken.reveal() });
    const headers: Record<string, string> = { 'Content-Type': 'application/x-www-form-urlencoded' };
    if (access.clientSecret)
      headers['Authorization'] = `Basic ${Buffer.from(`${access.clientId}:${access.clientSecret.reveal()}`).toString('base64')}`;
    else form.set('client_id', access.clientId);
    return (await accounts.post<WireToken>('/api/token', { body: form.toString(), headers, retry: true })).data;
  }

  /** One renewal at a time: parallel ones with rotation would kill the token. */
  async function currentToken(): Promise<string> {
    if (token && token.expiresAtMs - nowMs() > RENEW_BEFORE_MS) return token.value;
    renewal ??= renewed().finally(() => (renewal = null));
    return renewal;
  }

  async function get<T>(path: string, query: Record<string, string>, signal?: AbortSignal): Promise<T> {
    const once = async () =>
      (
        await api.get<T>(path, {
          query,
          headers: { Authorization: `Bearer ${await currentToken()}` },
          ...(signal ? { signal } : {}),
        })
      ).data;
    try {
      return await once();
    } catch (error) {
      if (!(error instanceof ExternalError) || error.kind !== 'unauthorized' || error.system !== 'spotify') throw error;
      token = null;
      return once();
    }
  }

  return {
    search: (type, q, signal) => get<WireSearch>('/v1/search', { q, type, limit: '10' }, signal),
    playlist: (id) =>
      get<WirePlaylist>(`/v1/playlists/${encodeURIComponent(id)}`, { fields: 'id,name,snapshot_id,items.total,tracks.total' }),
    items: (id, offset, limit) =>
      get<WirePage>(`/v1/playlists/${encodeURIComponent(id)}/items`, {
        limit: String(limit),
        offset: String(offset),
        additional_types: 'track,episode',
      }),
  };
}
