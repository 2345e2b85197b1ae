import type { Answer, Call } from '../http/simulator-server.js';
import type { Behaviour } from './behaviour.js';
import { apiError, paged } from './playlists.js';

export interface LibraryConfig {
  readonly user: { readonly id: string; readonly display_name: string | null; readonly account_id?: string };
  readonly profile: 'dev2026' | 'devLegacy' | 'extended';
  /** Entries of the liked songs, newest first; as `/me/tracks` spells them: `{added_at, track}`. */
  readonly liked?: readonly object[];
  readonly followedArtists?: readonly { readonly id: string; readonly name: string }[];
}

/** What belongs to the signed-in user: who it is, the liked songs, the followed artists (apis/spotify.md 5.1, 5.5, 5.6). */
export function libraryOf({ profile, followedArtists = [], ...config }: LibraryConfig, behaviour: Behaviour) {
  let liked = config.liked ?? [];
  let { user } = config;

  function me(): Answer {
    const plain = { account_id: 'aK7pQ2mZ9x', ...user, type: 'user', uri: `spotify:user:${user.id}`, images: [] };
    const former = { country: 'DE', product: 'premium', email: 'me@example.org', followers: { total: 0 } };
    return { status: 200, body: profile === 'dev2026' ? plain : { ...plain, ...former } };
  }

  function following(call: Call): Answer {
    if (call.query.get('type') !== 'artist') return apiError(400, 'Invalid type');
    const limit = Number(call.query.get('limit') ?? 20);
    if (!(limit >= 1 && limit <= 50)) return apiError(400, 'Invalid limit');
    const after = call.query.get('after');
    const from = after === null ? 0 : followedArtists.findIndex(({ id }) => id === after) + 1;
    const items = followedArtists.slice(from, from + limit).map(({ id, name }) => ({
      ...{ id, name, type: 'artist', uri: `spotify:artist:${id}`, images: [] },
    }));
    const last = from + limit < followedArtists.length ? (items.at(-1)?.id ?? null) : null;
    return {
      status: 200,
      body: { artists: { href: call.path, limit, total: followedArtists.length, next: null, cursors: { after: last }, items } },
    };
  }

  return {
    me,
    following,
    tracks: (call: Call) => paged(call, liked, { max: 50, behaviour }),
    /** Somebody else consents from here on. */
    become: (other: LibraryConfig['user']) => void (user = other),
    like: (entries: readonly object[]) => void (liked = entries),
  };
}
