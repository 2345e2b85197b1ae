import { Unavailable } from '@soulsync/service-kit';
import type { PlaylistItem, ServerPlaylists, ServerPlaylist } from '../../playlists/ports/server-playlists.js';
import { isRefusal } from './jellyfin-client.js';
import type { JellyfinClient } from './jellyfin-client.js';
import type { JellyfinListing } from './jellyfin-listing.js';
import { numberOf, plainId, textOf } from './jellyfin-wire.js';
import type { WireItem } from './jellyfin-wire.js';

/** Ids in one address; longer ones are refused. */
const IDS_AT_ONCE = 50;
const playlistFields = { fields: 'ChildCount,CanDelete', includeItemTypes: 'Playlist' };

/**
 * Playlists of a user. The server names an entry by its track, so that two entries of a track can't be told apart, and adds no track twice:
 * wherever that would matter, all entries are replaced at once.
 */
export function jellyfinPlaylists(client: JellyfinClient, listing: JellyfinListing): ServerPlaylists {
  /** null: no such playlist, or none that this user may see. */
  async function about(key: string): Promise<ServerPlaylist | null> {
    const [row] = await listing.all({ ...playlistFields, ids: key });
    return row && plainId(row.Id) === key ? shown(row) : null;
  }

  async function read(key: string) {
    const playlist = await about(key);
    if (!playlist) return null;
    try {
      const rows = await listing.all({}, `/Playlists/${key}/Items`);
      return { playlist: { ...playlist, count: rows.length }, items: itemsOf(rows) };
    } catch (error) {
      if (isRefusal(error, 'not-found')) return null; // gone in between
      throw error;
    }
  }

  async function itemsNow(key: string): Promise<readonly PlaylistItem[]> {
    const now = await read(key);
    if (!now) throw new Unavailable('jellyfin', 'the playlist is gone from Jellyfin');
    return now.items;
  }

  async function replace(key: string, serverKeys: readonly string[]): Promise<void> {
    if (serverKeys.length === 0) throw new Error('a playlist is never replaced by nothing');
    // The old entries go first: with unknown tracks alone the list would be left empty.
    if (!(await anyExists(serverKeys)))
      throw new Unavailable('jellyfin', 'Jellyfin has none of the tracks of the playlist; it is kept as it is');
    await client.write('post', `/Playlists/${key}`, { body: { Ids: serverKeys } });
  }

  async function anyExists(serverKeys: readonly string[]): Promise<boolean> {
    for (const ids of chunksOf(serverKeys)) if ((await listing.page({ ids: ids.join(',') }, 0, 1)).given > 0) return true;
    return false;
  }

  async function addAtEnd(key: string, serverKeys: readonly string[]): Promise<void> {
    const userId = await client.userId();
    for (const ids of chunksOf(serverKeys))
      await client.write('post', `/Playlists/${key}/Items`, { query: { ids: ids.join(','), userId } });
  }

  return {
    async list() {
      return (await listing.all({ ...playlistFields, recursive: 'true' })).filter(({ MediaType }) => MediaType !== 'Video').map(shown);
    },
    read,
    async create(title, serverKeys) {
      const body = { Name: title, Ids: serverKeys, UserId: await client.userId(), MediaType: 'Audio', IsPublic: false };
      const answer = await client.write('post', '/Playlists', { body });
      const key = typeof answer === 'object' && answer !== null && 'Id' in answer ? plainId(textOf(answer.Id)) : null;
      if (key === null) throw new Unavailable('jellyfin', `Jellyfin made no playlist "${title}"`);
      return key;
    },
    async add(key, serverKeys) {
      if (serverKeys.length === 0) return;
      const there = (await itemsNow(key)).map(({ serverKey }) => serverKey);
      const all = [...there, ...serverKeys];
      const isTwice = new Set(serverKeys).size < serverKeys.length || serverKeys.some((serverKey) => there.includes(serverKey));
      await (isTwice ? replace(key, all) : addAtEnd(key, serverKeys));
    },
    async remove(key, entryKeys) {
      if (entryKeys.length === 0) return;
      const items = await itemsNow(key);
      const gone = new Set(entryKeys);
      refuseStale(items, entryKeys);
      const left = items.filter(({ entryKey }) => !gone.has(entryKey)).map(({ serverKey }) => serverKey);
      const tracks = [...new Set(items.filter(({ entryKey }) => gone.has(entryKey)).map(({ serverKey }) => serverKey))];
      const stays = new Set(left);
      if (tracks.some((track) => stays.has(track))) return replace(key, left);
      for (const ids of chunksOf(tracks)) await client.write('delete', `/Playlists/${key}/Items`, { query: { entryIds: ids.join(',') } });
    },
    async move(key, entryKey, afterEntryKey) {
      const items = await itemsNow(key);
      refuseStale(items, [entryKey, ...(afterEntryKey === null ? [] : [afterEntryKey])]);
      const moved = items.find((item) => item.entryKey === entryKey);
      const rest = items.filter((item) => item !== moved);
      const behind = afterEntryKey === null ? -1 : rest.findIndex((item) => item.entryKey === afterEntryKey);
      if (!moved || (afterEntryKey !== null && behind < 0)) throw stale();
      const order = rest.toSpliced(behind + 1, 0, moved);
      const isTwice = rest.some(({ serverKey }) => serverKey === moved.serverKey);
      if (isTwice)
        return replace(
          key,
          order.map(({ serverKey }) => serverKey),
        );
      await client.write('post', `/Playlists/${key}/Items/${moved.serverKey}/Move/${behind + 1}`, {});
    },
    replace,
  };
}

function shown({ Id, Name, ChildCount, CanDelete }: WireItem): ServerPlaylist {
  const key = plainId(Id) ?? Id;
  return { key, title: textOf(Name) ?? '', count: numberOf(ChildCount) ?? 0, smart: false, readOnly: CanDelete === false };
}

/** An entry of a track that is there more than once is named by its turn among them, and by how many they are. */
function itemsOf(rows: readonly WireItem[]): readonly PlaylistItem[] {
  const keys = rows.map(({ Id }) => plainId(Id) ?? Id);
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  const turns = new Map<string, number>();
  return rows.map((row, at) => {
    const serverKey = keys[at] ?? row.Id;
    const turn = (turns.get(serverKey) ?? 0) + 1;
    turns.set(serverKey, turn);
    const count = counts.get(serverKey) ?? 1;
    const names = (row.Artists ?? []).flatMap((name) => textOf(name) ?? []);
    return {
      entryKey: count === 1 ? serverKey : `${serverKey}~${turn}/${count}`,
      serverKey,
      title: textOf(row.Name) ?? '',
      artist: names.join(', ') || (textOf(row.AlbumArtist) ?? ''),
    };
  });
}

/** A key of an entry that is gone is no harm; one that may mean another entry by now is. */
function refuseStale(items: readonly PlaylistItem[], entryKeys: readonly string[]): void {
  const now = new Set(items.map(({ entryKey }) => entryKey));
  const tracks = new Set(items.map(({ serverKey }) => serverKey));
  if (entryKeys.some((key) => !now.has(key) && tracks.has(key.replace(/~.*$/, '')))) throw stale();
}

const stale = () => new Error('the entries of the playlist have changed since they were read: read it again');

function chunksOf(keys: readonly string[]): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(keys.length / IDS_AT_ONCE) }, (_, at) => keys.slice(at * IDS_AT_ONCE, (at + 1) * IDS_AT_ONCE));
}
