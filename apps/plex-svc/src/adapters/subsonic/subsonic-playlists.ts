import { Unavailable } from '@soulsync/service-kit';
import type { PlaylistItem, ServerPlaylists, ServerPlaylist } from '../../playlists/ports/server-playlists.js';
import { NOT_FOUND, SubsonicRefusal } from './subsonic-client.js';
import type { SubsonicClient } from './subsonic-client.js';
import { isTrue, named, numberOf, textOf } from './subsonic-wire.js';
import type { Named, WirePlaylist } from './subsonic-wire.js';

/** Songs in one call: an address longer than 8 KiB is refused by many a proxy, a form may be long. */
const [IN_ADDRESS, IN_FORM] = [100, 1_000] as const;
/** Not found, or an id that is none in the server's eyes. */
const UNKNOWN_SONG: ReadonlySet<number> = new Set([0, NOT_FOUND]);

/** Playlists of a Subsonic server. It knows entries by their places alone, and moves none: order is made by replacing all. */
export function subsonicPlaylists(client: SubsonicClient, user: () => Promise<string>): ServerPlaylists {
  const atOnce = async () => ((await client.extensions()).has('formPost') ? IN_FORM : IN_ADDRESS);

  async function list(): Promise<readonly ServerPlaylist[]> {
    const own = await user();
    return named((await client.read('getPlaylists')).playlists?.playlist).map((playlist) => shown(playlist, own));
  }

  async function read(key: string) {
    const own = await user();
    try {
      const { playlist } = await client.read('getPlaylist', { id: key });
      if (!playlist) throw new Unavailable('subsonic', 'the Subsonic server answered without the playlist');
      const items = named(playlist.entry).map((entry, place): PlaylistItem => ({
        entryKey: String(place),
        serverKey: String(entry.id),
        title: textOf(entry.title) ?? '',
        artist: textOf(entry.displayArtist) ?? textOf(entry.artist) ?? '',
      }));
      return { playlist: { ...shown({ ...playlist, id: textOf(playlist.id) ?? key }, own), count: items.length }, items };
    } catch (error) {
      if (error instanceof SubsonicRefusal && error.code === NOT_FOUND) return null;
      throw error;
    }
  }

  async function create(title: string, serverKeys: readonly string[]): Promise<string> {
    const before = new Set((await list()).map(({ key }) => key));
    const size = await atOnce();
    const first = await sent(serverKeys.slice(0, size), async (songId) => {
      const { playlist } = await client.write('createPlaylist', { name: title, songId });
      return textOf(playlist?.id);
    });
    // Servers from before API 1.14 do not say which it is.
    const key =
      first ?? (await list()).find((playlist) => !before.has(playlist.key) && playlist.title === title && !playlist.readOnly)?.key;
    if (key === undefined) throw new Unavailable('subsonic', `the Subsonic server made no playlist "${title}"`);
    await add(key, serverKeys.slice(size));
    return key;
  }

  async function add(key: string, serverKeys: readonly string[]): Promise<void> {
    if (serverKeys.length === 0) return;
    const size = await atOnce();
    const count = async () => (await read(key))?.items.length ?? 0;
    let base = await count();
    for (let from = 0; from < serverKeys.length; from += size) {
      const part = serverKeys.slice(from, from + size);
      let cut = false;
      await sent(
        part,
        (songIdToAdd) => client.write('updatePlaylist', { playlistId: key, songIdToAdd }),
        // Nothing is put there twice when a part had been taken before the refusal.
        async () => {
          cut = true;
          return Math.max(0, (await count()) - base);
        },
      );
      base = cut ? await count() : base + part.length;
    }
  }

  /**
   * Some servers refuse a call for one song they do not have, others leave it out: here it is always left out. `taken` tells how many of the
   * songs are there all the same; without it there must be one that the server has.
   */
  async function sent<T>(
    keys: readonly string[],
    send: (keys: readonly string[]) => Promise<T>,
    taken?: () => Promise<number>,
  ): Promise<T | null> {
    try {
      return await send(keys);
    } catch (error) {
      if (!(error instanceof SubsonicRefusal) || !UNKNOWN_SONG.has(error.code)) throw error;
      const there: string[] = [];
      for (const key of keys) if (await exists(key)) there.push(key);
      if (there.length === keys.length || (there.length === 0 && !taken)) throw error;
      const rest = there.slice((await taken?.()) ?? 0);
      return rest.length === 0 ? null : send(rest);
    }
  }

  async function exists(id: string): Promise<boolean> {
    try {
      return (await client.read('getSong', { id })).song !== undefined;
    } catch (error) {
      if (error instanceof SubsonicRefusal && UNKNOWN_SONG.has(error.code)) return false;
      throw error;
    }
  }

  return {
    list,
    read,
    create,
    add,
    /** Places are those before the call, so that the last ones go first. */
    async remove(key, entryKeys) {
      const places = [...new Set(entryKeys.map(Number))].sort((a, b) => b - a);
      if (places.some((place) => !Number.isInteger(place) || place < 0))
        throw new Error('an entry of a Subsonic playlist is named by its place');
      const size = await atOnce();
      for (let from = 0; from < places.length; from += size)
        await client.write('updatePlaylist', { playlistId: key, songIndexToRemove: places.slice(from, from + size).map(String) });
    },
    move: () => Promise.reject(new Error('Subsonic moves no entry of a playlist: replace all of them')),
    /** A call without songs empties the list on some servers, and does nothing on others: it is never sent. */
    async replace(key, serverKeys) {
      if (serverKeys.length === 0) throw new Error('a playlist is never replaced by nothing');
      const size = await atOnce();
      await sent(serverKeys.slice(0, size), (songId) => client.write('createPlaylist', { playlistId: key, songId }));
      await add(key, serverKeys.slice(size));
    },
  };
}

function shown(playlist: Named<WirePlaylist>, own: string): ServerPlaylist {
  const isOwn = textOf(playlist.owner) === null || textOf(playlist.owner) === own;
  const readonly = isTrue(playlist.readonly);
  return {
    key: String(playlist.id),
    title: textOf(playlist.name) ?? '',
    count: numberOf(playlist.songCount) ?? 0,
    smart: isOwn && readonly,
    readOnly: !isOwn || readonly,
  };
}
