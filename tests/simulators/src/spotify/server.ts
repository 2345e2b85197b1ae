import { countedRequests } from '../http/request-counts.js';
import { simulatorServer } from '../http/simulator-server.js';
import type { Answer, Call, Simulated } from '../http/simulator-server.js';
import { accounts } from './accounts.js';
import type { AccountsConfig } from './accounts.js';
import { wellBehaved } from './behaviour.js';
import { pictured, searched } from './catalogue.js';
import type { SpotifyAlbum, SpotifyArtist } from './catalogue.js';
import { libraryOf } from './library.js';
import type { LibraryConfig } from './library.js';
import { apiError, playlistsOf } from './playlists.js';
import type { PlaylistConfig } from './playlists.js';

export interface SpotifyConfig extends AccountsConfig, LibraryConfig {
  readonly listen: string;
  readonly portFile: string;
  readonly clockRate: number;
  readonly playlists: readonly PlaylistConfig[];
  /** What a search finds. */
  readonly artists?: readonly SpotifyArtist[];
  readonly albums?: readonly SpotifyAlbum[];
  /** Where short links lead, by their path. */
  readonly shortLinks?: Readonly<Record<string, string>>;
  readonly rateLimit?: { readonly windowS: number; readonly calls: number } | null;
}

const PREMIUM =
  'Active premium subscription required for the owner of the app. When the subscription status changes, it can take a few hours before requests are allowed again.';
const ALLOWLIST = 'Check settings on developer.spotify.com/dashboard, the user may not be registered.';
/** As people were told to wait who had used up their quota. */
const QUOTA_S = 48_925;

/** Spotify's accounts and as much of its Web API as reads a library (apis/spotify.md 3 to 5), with its traps on demand (11). */
export async function startSimulator(config: SpotifyConfig): Promise<Simulated> {
  const [startedAtMs, beganMs] = [Date.now(), performance.now()];
  let movedS = 0;
  const now = () => startedAtMs + (performance.now() - beganMs) * config.clockRate + movedS * 1000;
  const behaviour = wellBehaved(config.profile === 'dev2026' ? 'new' : 'both');
  const signIns = accounts(config, behaviour, now);
  const playlists = playlistsOf(config.playlists, { userId: config.user.id, profile: config.profile, behaviour });
  const library = libraryOf(config, behaviour);
  const requests = countedRequests(({ method, path }) => `${method} ${path}`);
  let calls: number[] = [];

  function answer(call: Call): Answer {
    if (call.path === '/authorize') return signIns.authorise(call);
    if (call.path === '/api/token' && call.method === 'POST') return signIns.token(call);
    if (call.segments[0] === 'image') return pictured(call.segments[1] ?? '');
    const shortLink = config.shortLinks?.[call.path];
    if (shortLink !== undefined) return { status: 302, headers: { Location: shortLink } };
    if (call.segments[0] !== 'v1') return { status: 404, body: 'Not found' };
    requests.count(call);
    return refused() ?? answered(call);
  }

  function answered(call: Call): Answer {
    const caller = signIns.caller(call);
    if (caller === null) return apiError(401, 'The access token expired');
    const [, area, id, part] = call.segments;
    if (area === 'search') return searched(call, config.artists ?? [], config.albums ?? [], config.profile === 'extended' ? 50 : 10);
    if (area === 'me' && caller === 'app') return apiError(401, 'Valid user authentication required');
    if (area === 'me' && id === undefined) return library.me();
    if (area === 'me' && id === 'playlists') return playlists.ofUser(call);
    if (area === 'me' && id === 'tracks') return library.tracks(call);
    if (area === 'me' && id === 'following') return library.following(call);
    if (area === 'playlists' && id !== undefined) return playlists.answer(call, id, part, caller);
    if (config.profile !== 'extended' && (area === 'tracks' || area === 'albums' || area === 'artists') && id === undefined)
      return apiError(403, 'Forbidden'); // several at once
    return apiError(404, 'Resource not found');
  }

  /** What is refused before anything is looked at. */
  function refused(): Answer | null {
    if (behaviour.refuses !== null) return { status: 403, body: behaviour.refuses === 'premium' ? PREMIUM : ALLOWLIST };
    const { limits } = behaviour;
    if (limits && limits.times > 0) {
      limits.times -= 1;
      if (limits.kind === 'quota')
        return {
          status: 429,
          body: { error: { status: 429, message: 'Too many requests', reason: 'QUOTA_EXCEEDED' } },
          headers: { 'Retry-After': String(QUOTA_S) },
        };
      return { ...apiError(429, 'Too many requests'), ...(limits.kind === 'short' ? { headers: { 'Retry-After': '1' } } : {}) };
    }
    if (!config.rateLimit) return null;
    const { windowS, calls: most } = config.rateLimit;
    calls = [...calls.filter((at) => at > now() - windowS * 1000), now()];
    return calls.length > most ? { ...apiError(429, 'Too many requests'), headers: { 'Retry-After': '1' } } : null;
  }

  return simulatorServer(config, answer, (verb, body) => {
    switch (verb) {
      case 'playlist':
        return { status: playlists.change(String(body['id']), body) ? 204 : 404 };
      case 'add-playlist':
        playlists.add(body as unknown as PlaylistConfig); // our own tests speak here
        return { status: 204 };
      case 'become':
        library.become(body as unknown as Parameters<typeof library.become>[0]); // our own tests speak here
        return { status: 204 };
      case 'like':
        library.like(body['entries'] as readonly object[]); // as above
        return { status: 204 };
      case 'clock':
        movedS += Number(body['advanceS'] ?? 0);
        return { status: 204 };
      case 'revoke':
        signIns.revoke();
        return { status: 204 };
      case 'forgive':
        signIns.forgive(body['tokens'] as readonly string[]); // as above
        return { status: 204 };
      case 'rotate':
        behaviour.rotates = true;
        return { status: 204 };
      case 'behave':
        Object.assign(behaviour, body);
        return { status: 204 };
      case 'requests':
        return { status: 200, body: requests.report(body['reset'] === true) };
      default:
        return null;
    }
  });
}
