import { NOT_FOUND, PARAMETER_MISSING, SubsonicRefusal } from './subsonic-client.js';
import type { Query, SubsonicClient } from './subsonic-client.js';
import { named, textOf } from './subsonic-wire.js';
import type { Named, WireAlbum, WireSong } from './subsonic-wire.js';

/** What servers take at most (Navidrome); they may give less. */
export const PAGE = 500;
/** Albums read side by side where there is no other way. */
const AT_ONCE = 4;

export type Song = Named<WireSong>;
export type Album = Named<WireAlbum>;

/** Songs whose title has the words; a server may look for them elsewhere too. */
export async function search(client: SubsonicClient, words: string, query: Query, offset: number, count: number): Promise<readonly Song[]> {
  const { searchResult3 } = await client.read('search3', {
    query: words,
    artistCount: '0',
    albumCount: '0',
    songCount: String(count),
    songOffset: String(offset),
    ...query,
  });
  return named(searchResult3?.song);
}

/** The two ways to write "everything"; some servers know one of them. */
const EVERYTHING = ['', '""'] as const;
const SEARCH_REFUSED: ReadonlySet<number> = new Set([0, PARAMETER_MISSING, NOT_FOUND]);

interface FirstSong {
  /** How this server wants to be asked for all songs. */
  readonly words: string;
  readonly song: Song;
}

/** The first of all songs; null: there is none, or the server gives none that way. */
export async function firstSong(client: SubsonicClient, query: Query): Promise<FirstSong | null> {
  for (const words of EVERYTHING) {
    const [song] = await searchOrNone(words);
    if (song) return { words, song };
  }
  return null;

  /** Some servers call the empty words a missing parameter. */
  async function searchOrNone(words: string): Promise<readonly Song[]> {
    try {
      return await search(client, words, query, 0, 1);
    } catch (error) {
      if (error instanceof SubsonicRefusal && SEARCH_REFUSED.has(error.code)) return [];
      throw error;
    }
  }
}

export async function newestAlbums(client: SubsonicClient, query: Query, count: number): Promise<readonly Album[]> {
  const { albumList2 } = await client.read('getAlbumList2', { type: 'newest', size: String(count), offset: '0', ...query });
  return named(albumList2?.album);
}

/** All albums by their ids, without their songs. */
export async function allAlbums(client: SubsonicClient, query: Query): Promise<ReadonlyMap<string, Album>> {
  const albums = new Map<string, Album>();
  for (let received = 0; ;) {
    const { albumList2 } = await client.read('getAlbumList2', {
      type: 'alphabeticalByName',
      size: String(PAGE),
      offset: String(received),
      ...query,
    });
    const page = named(albumList2?.album);
    const before = albums.size;
    for (const album of page) albums.set(String(album.id), album);
    received += page.length;
    if (albums.size === before) return albums; // an empty page, or a server that begins again
  }
}

/** Albums with their songs; one that is gone in between is an error. */
export async function albumsWithSongs(
  client: SubsonicClient,
  ids: readonly string[],
): Promise<readonly (readonly [Album, readonly Song[]])[]> {
  const read: (readonly [Album, readonly Song[]])[] = [];
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const part = ids.slice(from, from + AT_ONCE).map(async (id) => {
      const { album } = await client.read('getAlbum', { id });
      return [{ ...album, id: textOf(album?.id) ?? id }, named(album?.song)] as const;
    });
    read.push(...(await Promise.all(part)));
  }
  return read;
}
