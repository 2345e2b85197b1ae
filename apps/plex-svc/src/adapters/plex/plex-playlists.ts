import { ExternalError, Unavailable } from '@soulsync/service-kit';
import type { PlaylistItem, ServerPlaylists, ServerPlaylist } from '../../playlists/ports/server-playlists.js';
import type { PlexClient } from './plex-client.js';
import { numberOf } from './plex-wire.js';
import type { WireContainer, WirePlaylist, WirePlaylistItem } from './plex-wire.js';

/** Keys stand in the address, and longer ones are refused (apis/plex.md 14.3). */
const KEYS_AT_ONCE = 100;

/** Audio playlists of the account whose token we have. Plex leaves out keys it does not know and says 200: reading back tells. */
export function plexPlaylists(client: PlexClient, machineIdentifier: () => Promise<string>, pageSize: number): ServerPlaylists {
  const path = (key: string, ...parts: readonly string[]) =>
    ['/playlists', key, ...parts].map((part, at) => (at === 0 ? part : encodeURIComponent(part))).join('/');

  async function uriOf(serverKeys: readonly string[]): Promise<string> {
    return `server://${await machineIdentifier()}/com.plexapp.plugins.library/library/metadata/${serverKeys.join(',')}`;
  }

  /** All rows, or an error: half a list must not look like a short one. */
  async function rows<Row>(listPath: string, query: Readonly<Record<string, string>>): Promise<readonly Row[]> {
    const found: Row[] = [];
    for (;;) {
      const answer = await client.container(listPath, query, { start: found.length, size: pageSize });
      const page: unknown = answer.Metadata ?? [];
      if (!Array.isArray(page)) throw new Unavailable('plex', 'Plex answered with a list that is none');
      found.push(...(page as Row[])); // each field is read leniently
      const total = numberOf(answer.totalSize);
      if (page.length > 0 && (total === null ? page.length >= pageSize : found.length < total)) continue;
      if (total !== null && found.length !== total)
        throw new Unavailable('plex', `Plex said ${total} rows of a playlist and gave ${found.length}`);
      return found;
    }
  }

  async function find(key: string): Promise<ServerPlaylist | null> {
    const answer = await orNull(() => client.container(path(key)));
    const [playlist] = (answer?.Metadata ?? []) as readonly WirePlaylist[]; // rows of a playlist's own page
    return playlist ? shown(playlist) : null;
  }

  /** Entries that are put onto a list with a rule would replace the rule. */
  async function writable(key: string): Promise<void> {
    const playlist = await find(key);
    if (!playlist) throw new Unavailable('plex', `Plex has no playlist ${key} any more`);
    if (playlist.smart || playlist.readOnly) throw new Error(`the playlist "${playlist.title}" takes no entries`);
  }

  /** In order, one chunk after the other. An address that is too long all the same was refused as a whole, and is sent in halves. */
  async function inChunks(serverKeys: readonly string[], send: (uri: string) => Promise<unknown>): Promise<void> {
    for (let from = 0; from < serverKeys.length; from += KEYS_AT_ONCE) await halved(serverKeys.slice(from, from + KEYS_AT_ONCE));

    async function halved(chunk: readonly string[]): Promise<void> {
      try {
        await send(await uriOf(chunk));
      } catch (error) {
        if (chunk.length < 2 || statusOf(error) !== 414) throw error;
        const half = Math.ceil(chunk.length / 2);
        await halved(chunk.slice(0, half));
        await halved(chunk.slice(half));
      }
    }
  }

  async function add(key: string, serverKeys: readonly string[]): Promise<void> {
    if (serverKeys.length === 0) return;
    await writable(key);
    await inChunks(serverKeys, (uri) => client.send('put', path(key, 'items'), { uri }));
  }

  return {
    async list() {
      const playlists = await rows<WirePlaylist>('/playlists', { playlistType: 'audio' });
      return playlists.flatMap((playlist) => shown(playlist) ?? []);
    },
    async read(key) {
      const playlist = await find(key);
      if (!playlist) return null;
      const found = await orNull(() => rows<WirePlaylistItem>(path(key, 'items'), {}));
      if (!found) return null;
      const items = found.map((row, place): PlaylistItem => ({
        entryKey: row.playlistItemID === undefined ? `place ${place}` : String(row.playlistItemID),
        serverKey: String(row.ratingKey),
        title: row.title ?? '',
        artist: row.originalTitle ?? row.grandparentTitle ?? '',
      }));
      return { playlist: { ...playlist, count: items.length }, items };
    },
    async create(title, serverKeys) {
      let key: string | null = null;
      await inChunks(serverKeys, async (uri) => {
        if (key !== null) return client.send('put', path(key, 'items'), { uri });
        const answer: WireContainer = await client.send('post', '/playlists', { type: 'audio', title, smart: '0', uri });
        const [made] = (answer.Metadata ?? []) as readonly WirePlaylist[]; // as Plex answers a new playlist
        if (made?.ratingKey === undefined) throw new Unavailable('plex', `Plex made no playlist "${title}"`);
        key = String(made.ratingKey);
        return answer;
      });
      if (key === null) throw new Error('a playlist is made with its first entries');
      return key;
    },
    add,
    async remove(key, entryKeys) {
      // One that is gone already is as it should be.
      for (const entryKey of entryKeys) await orNull(() => client.send('delete', path(key, 'items', entryKey), {}, { retry: true }));
    },
    async move(key, entryKey, afterEntryKey) {
      const after = afterEntryKey === null ? {} : { after: afterEntryKey };
      await client.send('put', path(key, 'items', entryKey, 'move'), after, { retry: true });
    },
    async replace(key, serverKeys) {
      if (serverKeys.length === 0) throw new Error('a playlist is never replaced by nothing');
      await writable(key);
      await client.send('delete', path(key, 'items'), {}, { retry: true });
      await add(key, serverKeys);
    },
  };
}

function shown({
  ratingKey,
  title = '',
  leafCount,
  smart,
  readOnly,
  specialPlaylistType,
  playlistType,
}: WirePlaylist): ServerPlaylist | null {
  if (ratingKey === undefined) return null;
  const ofMusic = playlistType === undefined || playlistType === 'audio';
  return {
    key: String(ratingKey),
    title,
    count: numberOf(leafCount) ?? 0,
    smart: isTrue(smart),
    readOnly: isTrue(readOnly) || specialPlaylistType !== undefined || !ofMusic,
  };
}

const isTrue = (flag: boolean | number | string | undefined) => flag === true || flag === 1 || flag === '1' || flag === 'true';

function statusOf(error: unknown): number | null {
  const cause = error instanceof Error ? error.cause : null;
  return cause instanceof ExternalError ? cause.status : null;
}

async function orNull<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    if (statusOf(error) === 404) return null;
    throw error;
  }
}
