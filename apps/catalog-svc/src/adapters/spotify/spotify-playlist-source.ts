import { createHash } from 'node:crypto';
import { LIKED_SONGS } from '@soulsync/contracts';
import type { Instant, PlaylistUnreachableCause } from '@soulsync/contracts';
import { ExternalError } from '@soulsync/service-kit';
import { SourceTrouble } from '../../playlists/ports/playlist-source.js';
import type { PlaylistProbe, PlaylistRead, PlaylistSource, SourceEntry } from '../../playlists/ports/playlist-source.js';
import { playlistListing, probeOf } from './playlist-listing.js';
import type { SpotifyClient } from './spotify-client.js';
import { sourceEntry } from './spotify-entries.js';
import { spotifyRefusal } from './spotify-refusals.js';
import type { SpotifyRefusal } from './spotify-refusals.js';
import type { WireEntry, WirePage } from './spotify-wire.js';

const PAGE = 50;
/** Large pages of large playlists are answered with 502 at times; small ones come through. */
const SMALL_PAGE = 20;
/** A playlist that keeps changing under the read is left for the next cycle. */
const READS = 3;

export function spotifyPlaylistSource(client: SpotifyClient, now: () => Instant): PlaylistSource {
  const listing = playlistListing(client, now);
  const look = async (id: string, known: string | null = null): Promise<PlaylistProbe> =>
    id === LIKED_SONGS.id ? lookAtLiked(known) : probeOf(await client.playlist(id));

  /** Another account is another client. */
  let account: Promise<string | null> | null = null;
  const likedBy = () =>
    (account ??= client.me().then(({ account_id: lasting, id }) => {
      const known = lasting ?? id;
      return known === undefined ? null : hashed(known).slice(0, 16);
    }));

  /**
   * Liked songs have no snapshot: as long as their number and the newest of them are the same, nothing was liked and nothing taken back. They are
   * whoever's is signed in: the snapshot says whose they were, so that another's are never taken for them.
   */
  async function lookAtLiked(known: string | null): Promise<PlaylistProbe> {
    const by = await likedBy().catch((error: unknown) => {
      account = null;
      throw error;
    });
    const before = ownerIn(known);
    if (before !== null && by !== null && before !== by)
      throw new SourceTrouble('other-account', 'these are the liked songs of another Spotify account; nothing was changed');
    const { total, items } = await client.likedSongs(0, PAGE);
    const newest = items.map((entry) => [entry?.added_at, uriOf(entry)]);
    const seen = hashed(JSON.stringify(newest)).slice(0, 32);
    return { name: LIKED_SONGS.name, snapshotId: ['liked', ...(by === null ? [] : [by]), total ?? items.length, seen].join(':') };
  }

  async function allEntries(id: string): Promise<readonly SourceEntry[]> {
    const pageAt = (offset: number, limit: number) =>
      id === LIKED_SONGS.id ? client.likedSongs(offset, limit) : client.items(id, offset, limit);
    const entries: SourceEntry[] = [];
    let [total, size] = [Infinity, PAGE];
    while (entries.length < total) {
      let page: WirePage<WireEntry>;
      try {
        page = await pageAt(entries.length, size);
      } catch (error) {
        if (size === SMALL_PAGE || !(error instanceof ExternalError) || (error.status ?? 0) < 500) throw error;
        size = SMALL_PAGE;
        continue;
      }
      total = page.total ?? entries.length + page.items.length;
      entries.push(...page.items.map(sourceEntry));
      if (page.items.length === 0 || (page.next === null && page.items.length < size)) break;
    }
    if (entries.length !== total)
      throw new SourceTrouble('incomplete-read', `Spotify said ${total} entries and gave ${entries.length}; nothing was changed`);
    return entries;
  }

  async function read(id: string, known?: string | null): Promise<PlaylistRead> {
    let before = await look(id, known);
    for (let attempt = 1; attempt <= READS; attempt += 1) {
      const entries = await allEntries(id);
      const after = await look(id);
      if (after.snapshotId === before.snapshotId) return { ...after, entries };
      before = after;
    }
    throw new SourceTrouble('incomplete-read', `the playlist changed during each of ${READS} reads; it is read again at its next turn`);
  }

  /** Spotify's refusals (apis/spotify.md 4) in the words of the port. */
  async function troubleInWords<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      const said = spotifyRefusal(error);
      if (said === null) throw error;
      if (said.code === 'not-shown' && !client.isSignedIn)
        throw new SourceTrouble('sign-in-needed', WITHOUT_SIGN_IN, null, { cause: error });
      throw new SourceTrouble(causes[said.code], said.detail, said.retryAfterMs, { cause: error });
    }
  }

  return {
    probe: (id, due, known) => troubleInWords(async () => (id === LIKED_SONGS.id ? null : await listing.probe(id, due)) ?? look(id, known)),
    read: (id, known) => troubleInWords(() => read(id, known)),
    obstacle: (id) => (id === LIKED_SONGS.id && !client.isSignedIn ? 'are seen by whoever is signed in to Spotify: sign in first' : null),
  };
}

const hashed = (text: string) => createHash('sha256').update(text).digest('hex');

/** Whose liked songs a snapshot is of, as a hash; null: it does not say, as those of before did not. */
const ownerIn = (snapshotId: string | null): string | null => {
  const parts = snapshotId?.split(':') ?? [];
  return parts.length === 4 ? (parts[1] ?? null) : null;
};

const WITHOUT_SIGN_IN =
  'Without a sign-in Spotify shows the name of a public playlist and not what is in it: sign in to Spotify, and copy it into a playlist of yours, or import a CSV';

const causes: Readonly<Record<SpotifyRefusal['code'], PlaylistUnreachableCause>> = {
  gone: 'gone',
  'not-shown': 'forbidden',
  'sign-in-needed': 'sign-in-needed',
  'scopes-missing': 'sign-in-needed',
  'owner-needs-premium': 'app-refused',
  'user-not-registered': 'app-refused',
  'app-refused': 'app-refused',
  'rate-limited': 'rate-limited',
  'question-refused': 'unavailable',
  unavailable: 'unavailable',
};

const uriOf = (entry: WireEntry | null): string | null => {
  for (const media of [entry?.track, entry?.item]) if (typeof media === 'object' && media !== null) return media.uri ?? null;
  return null;
};
