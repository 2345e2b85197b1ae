import { LIKED_SONGS } from '@soulsync/contracts';
import type { SpotifyArtist, SpotifyProfile } from '@soulsync/contracts';
import { LibraryTrouble } from '../../spotify-account/ports/spotify-library.js';
import type { AccountMetadata, ListedPlaylist, SpotifyLibrary } from '../../spotify-account/ports/spotify-library.js';
import type { SpotifyClient } from './spotify-client.js';
import { spotifyRefusal } from './spotify-refusals.js';
import type { WireImage, WirePlaylist, WireUser } from './spotify-wire.js';

const PAGE = 50;
/** Somebody who ticks playlists looks at the same pages for some minutes. */
const KEPT_MS = 300_000;
const ACCOUNT_KEPT_MS = 3_600_000;
const SPOTIFYS_OWN = 'spotify';

/** What was asked lately is not asked again; what failed is. */
function keptFor<T>(ms: number, nowMs: () => number) {
  const kept = new Map<string, { readonly value: Promise<T>; readonly untilMs: number }>();
  return (key: string, ask: () => Promise<T>): Promise<T> => {
    const known = kept.get(key);
    if (known && nowMs() < known.untilMs) return known.value;
    const value = ask();
    kept.set(key, { value, untilMs: nowMs() + ms });
    value.catch(() => kept.delete(key));
    return value;
  };
}

export function spotifyLibrary(client: SpotifyClient, nowMs: () => number): SpotifyLibrary {
  const users = keptFor<WireUser>(ACCOUNT_KEPT_MS, nowMs);
  const profiles = keptFor<SpotifyProfile>(ACCOUNT_KEPT_MS, nowMs);
  const pages = keptFor<{ readonly total: number; readonly items: readonly (WirePlaylist | null)[] }>(KEPT_MS, nowMs);
  const liked = keptFor<number | null>(KEPT_MS, nowMs);
  const artists = keptFor<readonly SpotifyArtist[]>(KEPT_MS, nowMs);

  const me = () => users('me', () => client.me());

  /** Fields of old apps are in the answer, or not; how large a search may be parts old apps of one's own from extended ones. */
  const profileOf = (user: WireUser) =>
    profiles('profile', async () => {
      if (user.product === undefined && user.country === undefined) return 'dev2026';
      return (await client.takesLargeSearches()) ? 'extended' : 'devLegacy';
    });

  async function account(): Promise<AccountMetadata> {
    const user = await me();
    return {
      accountId: user.account_id ?? user.id ?? null,
      name: user.display_name ?? user.id ?? null,
      profile: await profileOf(user),
      scopes: client.scopes(),
    };
  }

  const page = (number: number) =>
    pages(String(number), async () => {
      const { total, items } = await client.myPlaylists(number * PAGE, PAGE);
      return { total: total ?? number * PAGE + items.length, items };
    });

  async function playlists(start: number, end: number) {
    const user = await me();
    const first = Math.floor(start / PAGE);
    const rows: (WirePlaylist | null)[] = [];
    let total = Infinity;
    for (let number = first; number * PAGE < Math.min(end, total); number += 1) {
      const { total: said, items } = await page(number);
      total = said;
      rows.push(...items);
      if (items.length === 0) break;
    }
    const wanted = rows.slice(start - first * PAGE, end - first * PAGE);
    return { rows: wanted.flatMap((one) => listed(one, user)), total: Number.isFinite(total) ? total : (await page(0)).total };
  }

  async function allArtists(): Promise<readonly SpotifyArtist[]> {
    const all = new Map<string, SpotifyArtist>();
    for (let after: string | null = null; ;) {
      const { items, cursors }: Awaited<ReturnType<SpotifyClient['followedArtists']>> = await client.followedArtists(after, PAGE);
      const before = all.size;
      for (const one of items)
        if (one?.id)
          all.set(one.id, {
            id: one.id,
            name: one.name ?? '',
            url: `https://open.spotify.com/artist/${one.id}`,
            imageUrl: smallest(one.images),
          });
      after = cursors?.after ?? null;
      if (after === null || all.size === before) return [...all.values()];
    }
  }

  return {
    account: () => inWords(account),
    playlists: (start, end) => inWords(() => playlists(start, end)),
    liked: () =>
      inWords(async () => {
        const entries = await liked('total', async () => (await client.likedSongs(0, 1)).total ?? null);
        const { id, name } = LIKED_SONGS;
        return { id, name, ownerName: null, isOwn: true, isCollaborative: false, isReadable: true, entries, imageUrl: null };
      }),
    followedArtists: (start, end) =>
      inWords(async () => {
        const all = await artists('all', allArtists);
        return { rows: all.slice(start, end), total: all.length };
      }),
  };
}

/** Nothing where Spotify lists a null, or what has no id. */
function listed(one: WirePlaylist | null, user: WireUser): readonly ListedPlaylist[] {
  if (!one?.id) return [];
  const isOwn = one.owner?.id !== undefined && one.owner.id === user.id;
  const isCollaborative = one.collaborative === true;
  return [
    {
      id: one.id,
      name: one.name?.trim() || 'Untitled playlist',
      ownerName: one.owner?.display_name ?? one.owner?.id ?? null,
      isOwn,
      isCollaborative,
      isReadable: isOwn || isCollaborative ? true : one.owner?.id === SPOTIFYS_OWN ? false : null,
      entries: one.items?.total ?? one.tracks?.total ?? null,
      imageUrl: smallest(one.images),
    },
  ];
}

/** That is still large enough for a row; sizes may be unknown. */
function smallest(images: readonly WireImage[] | null | undefined): string | null {
  const sorted = [...(images ?? [])].sort((a, b) => (a.width ?? 640) - (b.width ?? 640));
  return (sorted.find(({ width }) => (width ?? 640) >= 160) ?? sorted.at(-1))?.url ?? null;
}

async function inWords<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const said = spotifyRefusal(error);
    if (said === null) throw error;
    const code = said.code === 'not-shown' || said.code === 'gone' || said.code === 'question-refused' ? 'unavailable' : said.code;
    throw new LibraryTrouble(code, said.detail, { cause: error });
  }
}
