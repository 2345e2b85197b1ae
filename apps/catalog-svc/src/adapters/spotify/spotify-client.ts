import { ExternalError } from '@soulsync/service-kit';
import type { ExternalClient, Secret } from '@soulsync/service-kit';
import type { RefreshTokens } from '../../spotify-account/ports/refresh-tokens.js';
import { isOfApp, spotifyRefusal } from './spotify-refusals.js';
import type { WireArtist, WireArtistsPage, WireEntry, WirePage, WirePlaylist, WireSearch, WireToken, WireUser } from './spotify-wire.js';

export interface SpotifyClient {
  /** false: of the app alone, to which Spotify shows what everybody may see and no contents of playlists. */
  readonly isSignedIn: boolean;
  /** As the last token said; null: none was got yet. */
  scopes(): readonly string[] | null;
  me(): Promise<WireUser>;
  playlist(id: string): Promise<WirePlaylist>;
  /** `limit` is 1..50. */
  items(id: string, offset: number, limit: number): Promise<WirePage<WireEntry>>;
  /** Newest first. */
  likedSongs(offset: number, limit: number): Promise<WirePage<WireEntry>>;
  /** Own and followed; entries may be null. */
  myPlaylists(offset: number, limit: number): Promise<WirePage<WirePlaylist>>;
  followedArtists(after: string | null, limit: number): Promise<WireArtistsPage>;
  /** The first ten: more are refused since 2026. The signal also ends a wait for the budget. */
  search(type: 'artist' | 'album', q: string, signal: AbortSignal): Promise<WireSearch>;
  /** Whether a search takes more than an app of one's own may ask for. */
  takesLargeSearches(): Promise<boolean>;
}

export interface SpotifyAccess {
  readonly clientId: string;
  /** null: the token was got by PKCE and is refreshed without a secret. */
  readonly clientSecret: Secret | null;
  /** null: nobody is signed in; the app's own token is got with its secret. */
  readonly tokens: RefreshTokens | null;
}

export interface SpotifyClientParts {
  readonly api: ExternalClient;
  readonly accounts: ExternalClient;
  readonly access: SpotifyAccess;
  readonly nowMs: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

/** A token is renewed when less than this is left of it. */
const RENEW_BEFORE_MS = 60_000;
/** Good tokens were called bad for some seconds (seen in July 2026). */
const SPURIOUS_401_MS = 2_000;
const LARGE_SEARCH = '11';

/** HTTP only: tokens, paths, repeats after a 401. Throws ExternalError, and SignInNeeded. */
export function spotifyClient({ api, accounts, access, nowMs, sleep }: SpotifyClientParts): SpotifyClient {
  const { tokens } = access;
  let token: { value: string; expiresAtMs: number } | null = null;
  let renewal: Promise<string> | null = null;
  let granted: readonly string[] | null = null;
  /** Every call is refused: asking again before then only shows that we do not listen. */
  let refusal: { readonly error: unknown; readonly untilMs: number } | null = null;

  async function renewed(): Promise<string> {
    const { access_token: value, expires_in: seconds, scope } = await granting();
    if (!value)
      throw new ExternalError('spotify-accounts', 'bad-answer', 'Spotify answered a token request without a token', null, null, null);
    if (scope !== undefined) granted = scope.split(' ').filter(Boolean);
    token = { value, expiresAtMs: nowMs() + (seconds ?? 3600) * 1000 };
    return value;
  }

  async function granting(): Promise<WireToken> {
    if (tokens === null) return asked({ grant_type: 'client_credentials' });
    const { answer } = await tokens.use(async (secret) => {
      const answer = await asked({ grant_type: 'refresh_token', refresh_token: secret.reveal() });
      return { answer, rotatedTo: answer.refresh_token || null };
    });
    return answer;
  }

  async function asked(fields: Readonly<Record<string, string>>): Promise<WireToken> {
    const form = new URLSearchParams(fields);
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

  async function once<T>(path: string, query: Record<string, string>, signal: AbortSignal | undefined): Promise<T> {
    const value = await currentToken();
    try {
      const { data } = await api.get<T>(path, { query, headers: { Authorization: `Bearer ${value}` }, ...(signal ? { signal } : {}) });
      if (typeof data === 'object' && data !== null) return data;
    } catch (error) {
      if (isUnauthorized(error) && token?.value === value) token = null; // unless another call has a new one already
      throw error;
    }
    throw new ExternalError(
      'spotify',
      'bad-answer',
      'Spotify answered with something that is not its JSON, or breaks off',
      null,
      null,
      null,
    );
  }

  async function repeated<T>(path: string, query: Record<string, string>, signal: AbortSignal | undefined): Promise<T> {
    for (let attempt = 1; ; attempt += 1)
      try {
        return await once<T>(path, query, signal);
      } catch (error) {
        if (!isUnauthorized(error) || attempt >= 3) throw error;
        if (attempt === 2) await sleep(SPURIOUS_401_MS);
      }
  }

  async function get<T>(path: string, query: Record<string, string> = {}, signal?: AbortSignal): Promise<T> {
    if (refusal && nowMs() < refusal.untilMs) throw refusal.error;
    refusal = null;
    try {
      return await repeated<T>(path, query, signal);
    } catch (error) {
      const said = spotifyRefusal(error);
      if (said && isOfApp(said)) refusal = { error, untilMs: nowMs() + (said.retryAfterMs ?? 0) };
      throw error;
    }
  }

  /** A page without its list is no empty page: whoever believed that would empty a playlist. */
  async function page<T>(path: string, query: Record<string, string>): Promise<WirePage<T>> {
    const found = await get<WirePage<T>>(path, query);
    if (Array.isArray(found.items)) return found;
    throw new ExternalError('spotify', 'bad-answer', 'Spotify answered with a page that has no entries', null, null, null);
  }

  const range = (offset: number, limit: number) => ({ limit: String(limit), offset: String(offset) });
  const ofPlaylist = (id: string) => `/v1/playlists/${encodeURIComponent(id)}`;

  return {
    isSignedIn: tokens !== null,
    scopes: () => granted,
    me: () => get<WireUser>('/v1/me'),
    search: (type, q, signal) => get<WireSearch>('/v1/search', { q, type, limit: '10' }, signal),
    async takesLargeSearches() {
      try {
        await get('/v1/search', { q: 'a', type: 'track', limit: LARGE_SEARCH });
        return true;
      } catch (error) {
        if (error instanceof ExternalError && error.kind === 'refused' && error.system === 'spotify') return false;
        throw error;
      }
    },
    playlist: (id) => get<WirePlaylist>(ofPlaylist(id), { fields: 'id,name,snapshot_id,items.total,tracks.total' }),
    items: (id, offset, limit) =>
      page<WireEntry>(`${ofPlaylist(id)}/items`, { ...range(offset, limit), additional_types: 'track,episode' }),
    likedSongs: (offset, limit) => page<WireEntry>('/v1/me/tracks', range(offset, limit)),
    myPlaylists: (offset, limit) => page<WirePlaylist>('/v1/me/playlists', range(offset, limit)),
    async followedArtists(after, limit) {
      const query = { type: 'artist', limit: String(limit), ...(after === null ? {} : { after }) };
      const { artists } = await get<{ readonly artists?: WireArtistsPage & { readonly items?: readonly (WireArtist | null)[] } }>(
        '/v1/me/following',
        query,
      );
      if (artists && Array.isArray(artists.items)) return artists;
      throw new ExternalError('spotify', 'bad-answer', 'Spotify answered with a page that has no artists', null, null, null);
    },
  };
}

const isUnauthorized = (error: unknown) => error instanceof ExternalError && error.kind === 'unauthorized' && error.system === 'spotify';
