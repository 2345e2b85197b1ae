import { createHash } from 'node:crypto';
import { simulatorServer } from '../http/simulator-server.js';
import type { Answer, Call, Simulated } from '../http/simulator-server.js';
import { pictured, searched } from './catalogue.js';
import type { SpotifyAlbum, SpotifyArtist } from './catalogue.js';

interface PlaylistConfig {
  id: string;
  name: string;
  ownerId: string;
  snapshotId: string;
  entries: readonly (object | null)[];
}

export interface SpotifyConfig {
  readonly listen: string;
  readonly portFile: string;
  readonly profile: 'dev2026' | 'devLegacy' | 'extended';
  readonly clockRate: number;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshTokens: readonly string[];
  readonly user: { readonly id: string; readonly display_name: string };
  readonly playlists: readonly PlaylistConfig[];
  /** What a search finds. */
  readonly artists?: readonly SpotifyArtist[];
  readonly albums?: readonly SpotifyAlbum[];
  readonly rateLimit?: { readonly windowS: number; readonly calls: number } | null;
}

const TOKEN_MS = 3_600_000;

/** Spotify's token endpoint and the playlist part of its Web API (apis/spotify.md 3 to 5). */
export async function startSimulator(config: SpotifyConfig): Promise<Simulated> {
  const [startedAtMs, beganMs] = [Date.now(), performance.now()];
  let movedS = 0;
  const now = () => startedAtMs + (performance.now() - beganMs) * config.clockRate + movedS * 1000;
  const refreshTokens = new Set(config.refreshTokens);
  const accessTokens = new Map<string, number>();
  const playlists = new Map(config.playlists.map((playlist) => [playlist.id, { ...playlist }]));
  let calls: number[] = [];
  let rotate = false;

  function answer(call: Call): Answer {
    if (call.path === '/api/token' && call.method === 'POST') return token(call);
    if (call.segments[0] === 'image') return pictured(call.segments[1] ?? '');
    if (call.segments[0] !== 'v1') return { status: 404, body: 'Not found' };
    const bearer = (call.headers.authorization ?? '').replace(/^Bearer /, '');
    if ((accessTokens.get(bearer) ?? 0) < now()) return error(401, 'The access token expired');
    if (config.rateLimit) {
      calls = [...calls.filter((at) => at > now() - config.rateLimit!.windowS * 1000), now()]; // checked right above
      if (calls.length > config.rateLimit.calls) return { ...error(429, 'Too many requests'), headers: { 'Retry-After': '1' } };
    }
    const [, area, id, part] = call.segments;
    if (area === 'search') return searched(call, config.artists ?? [], config.albums ?? []);
    if (area === 'me' && id === undefined)
      return {
        status: 200,
        body: { account_id: 'aK7pQ2mZ9x', ...config.user, type: 'user', uri: `spotify:user:${config.user.id}`, images: [] },
      };
    if (area === 'me' && id === 'playlists')
      return page(
        call,
        [...playlists.values()].map((playlist) => head(playlist)),
        50,
      );
    if (area !== 'playlists' || id === undefined) return error(404, 'Resource not found');
    const playlist = playlists.get(id);
    if (!playlist) return error(404, 'Resource not found');
    if (part === undefined) return { status: 200, body: head(playlist) };
    if (playlist.ownerId !== config.user.id) return error(403, 'Forbidden');
    if (part === 'tracks' && config.profile === 'dev2026') return error(403, 'Forbidden');
    return page(call, playlist.entries, part === 'tracks' ? 100 : 50);
  }

  function token(call: Call): Answer {
    const form = new URLSearchParams(call.body.toString('utf8'));
    const basic = `Basic ${Buffer.from(`${config.clientId}:${config.clientSecret}`).toString('base64')}`;
    if (call.headers.authorization !== basic && form.get('client_id') !== config.clientId)
      return { status: 400, body: { error: 'invalid_client', error_description: 'Invalid client' } };
    if (form.get('grant_type') !== 'refresh_token') return { status: 400, body: { error: 'unsupported_grant_type' } };
    const given = form.get('refresh_token') ?? '';
    if (!refreshTokens.has(given)) return { status: 400, body: { error: 'invalid_grant', error_description: 'Refresh token revoked' } };
    const access = `BQD-${createHash('sha256').update(`${given}${accessTokens.size}`).digest('hex').slice(0, 40)}`;
    accessTokens.set(access, now() + TOKEN_MS);
    const fresh = rotate ? `AQD-${createHash('sha256').update(access).digest('hex')}` : null;
    if (fresh) {
      refreshTokens.delete(given);
      refreshTokens.add(fresh);
    }
    return {
      status: 200,
      body: {
        access_token: access,
        token_type: 'Bearer',
        expires_in: TOKEN_MS / 1000,
        scope: 'playlist-read-private',
        ...(fresh ? { refresh_token: fresh } : {}),
      },
    };
  }

  function head({ id, name, ownerId, snapshotId, entries }: PlaylistConfig): object {
    const items = { href: `/v1/playlists/${id}/items`, total: entries.length };
    return {
      id,
      uri: `spotify:playlist:${id}`,
      type: 'playlist',
      name,
      description: '',
      public: false,
      collaborative: false,
      snapshot_id: snapshotId,
      owner: { id: ownerId, type: 'user' },
      images: null,
      items,
      ...(config.profile === 'dev2026' ? {} : { tracks: items }),
    };
  }

  function page(call: Call, all: readonly unknown[], max: number): Answer {
    const limit = Number(call.query.get('limit') ?? 20);
    const offset = Number(call.query.get('offset') ?? 0);
    if (!(limit >= 1 && limit <= max)) return error(400, 'Invalid limit');
    const items = all.slice(offset, offset + limit);
    const next =
      offset + items.length < all.length ? `https://api.spotify.com${call.path}?offset=${offset + items.length}&limit=${limit}` : null;
    return { status: 200, body: { href: call.path, limit, offset, total: all.length, next, previous: null, items } };
  }

  return simulatorServer(config, answer, (verb, body) => {
    if (verb === 'playlist') {
      const known = playlists.get(String(body['id']));
      if (!known) return { status: 404 };
      Object.assign(known, body);
      return { status: 204 };
    }
    if (verb === 'clock') {
      movedS += Number(body['advanceS'] ?? 0);
      return { status: 204 };
    }
    if (verb === 'revoke') {
      refreshTokens.clear();
      accessTokens.clear();
      return { status: 204 };
    }
    if (verb === 'rotate') {
      rotate = true;
      return { status: 204 };
    }
    return null;
  });
}

const error = (status: number, message: string): Answer => ({ status, body: { error: { status, message } } });
