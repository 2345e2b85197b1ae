import type { Answer, Call } from '../http/simulator-server.js';
import type { Behaviour } from './behaviour.js';

export interface PlaylistConfig {
  id: string;
  name: string;
  ownerId: string;
  ownerName?: string | null;
  snapshotId: string;
  entries: readonly (object | null)[];
  collaborative?: boolean;
  public?: boolean;
  images?: readonly object[] | null;
  /** In the user's own list; default true. */
  isFollowed?: boolean;
}

interface Shown extends PlaylistConfig {
  formerSnapshotId: string;
  staleLooks: number;
}

interface Parts {
  readonly userId: string;
  readonly profile: 'dev2026' | 'devLegacy' | 'extended';
  readonly behaviour: Behaviour;
}

export const apiError = (status: number, message: string): Answer => ({ status, body: { error: { status, message } } });

/** Playlists and their entries (apis/spotify.md 5.2 to 5.4). */
export function playlistsOf(given: readonly PlaylistConfig[], { userId, profile, behaviour }: Parts) {
  const known = new Map<string, Shown>(given.map((one) => [one.id, { ...one, formerSnapshotId: one.snapshotId, staleLooks: 0 }]));

  function head(playlist: Shown): object {
    const { id, name, ownerId, ownerName, entries, collaborative = false, images = null } = playlist;
    const items = { href: `/v1/playlists/${id}/items`, total: entries.length };
    return {
      ...{ id, uri: `spotify:playlist:${id}`, type: 'playlist', name, description: '' },
      ...{ public: playlist.public ?? false, collaborative, snapshot_id: snapshotShown(playlist) },
      owner: { id: ownerId, type: 'user', uri: `spotify:user:${ownerId}`, display_name: ownerName ?? null },
      images,
      ...(behaviour.names === 'old' ? {} : { items }),
      ...(behaviour.names === 'new' ? {} : { tracks: items }),
    };
  }

  function snapshotShown(playlist: Shown): string {
    if (playlist.staleLooks <= 0) return playlist.snapshotId;
    playlist.staleLooks -= 1;
    return playlist.formerSnapshotId;
  }

  function contents(call: Call, playlist: Shown, part: 'items' | 'tracks', caller: 'user' | 'app'): Answer {
    const isOurs = caller === 'user' && (playlist.ownerId === userId || playlist.collaborative === true);
    if (profile !== 'extended' && !isOurs) return apiError(403, 'Forbidden');
    if (part === 'tracks' && profile === 'dev2026') return apiError(403, 'Forbidden');
    const entries = playlist.entries.map((entry) => spelt(entry, behaviour.names));
    const answer = paged(call, entries, { max: part === 'tracks' ? 100 : 50, behaviour });
    if (behaviour.editsBehindPage === playlist.id && answer.status === 200) {
      behaviour.editsBehindPage = null;
      change(playlist.id, { snapshotId: `${playlist.snapshotId}+`, entries: [...playlist.entries.slice(-1), ...playlist.entries] });
    }
    return answer;
  }

  function change(id: string, changes: Partial<PlaylistConfig>): boolean {
    const playlist = known.get(id);
    if (!playlist) return false;
    Object.assign(playlist, { formerSnapshotId: playlist.snapshotId, staleLooks: behaviour.staleLooks }, changes);
    return true;
  }

  return {
    change,
    add: (one: PlaylistConfig) => void known.set(one.id, { ...one, formerSnapshotId: one.snapshotId, staleLooks: 0 }),
    /** A list may hold nulls, where something is that Spotify shows to nobody. */
    ofUser: (call: Call): Answer =>
      paged(
        call,
        [...known.values()].filter(({ isFollowed = true }) => isFollowed).map((one) => head(one)),
        { max: 50, behaviour },
      ),
    answer(call: Call, id: string, part: string | undefined, caller: 'user' | 'app'): Answer {
      const playlist = known.get(id);
      if (!playlist || (playlist.ownerId === 'spotify' && profile !== 'extended')) return apiError(404, 'Resource not found');
      if (part === undefined) {
        const etag = `"${playlist.snapshotId}"`;
        if (call.headers['if-none-match'] === etag) return { status: 304, headers: { ETag: etag } };
        return { status: 200, body: head(playlist), headers: { ETag: etag } };
      }
      if (part === 'items' || part === 'tracks') return contents(call, playlist, part, caller);
      return part === 'images' ? { status: 200, body: playlist.images ?? [] } : apiError(404, 'Resource not found');
    },
  };
}

function spelt(entry: object | null, names: Behaviour['names']): object | null {
  if (entry === null || !('item' in entry) || names === 'new') return entry;
  const { item, ...others } = entry;
  return names === 'old' ? { ...others, track: item } : { ...others, item, track: item };
}

/** A paging object with an offset. */
export function paged(
  call: Call,
  all: readonly unknown[],
  { max, behaviour, fallback = 20 }: { readonly max: number; readonly behaviour: Behaviour; readonly fallback?: number },
): Answer {
  const limit = Number(call.query.get('limit') ?? fallback);
  const offset = Number(call.query.get('offset') ?? 0);
  if (!(limit >= 1 && limit <= max)) return apiError(400, 'Invalid limit');
  behaviour.pages += 1;
  if ((behaviour.badPageEvery > 0 && behaviour.pages % behaviour.badPageEvery === 0) || limit > behaviour.largestPage)
    return { status: 502, type: 'text/html', body: '<html><body><h1>502 Bad Gateway</h1></body></html>' };
  const items = all.slice(offset, offset + limit);
  const isMore = offset + items.length < all.length || behaviour.namesNextForEver;
  const next = isMore ? `https://api.spotify.com${call.path}?offset=${offset + items.length}&limit=${limit}` : null;
  const body = { href: call.path, limit, offset, total: all.length + behaviour.totalOff, next, previous: null, items };
  return { status: 200, body };
}
