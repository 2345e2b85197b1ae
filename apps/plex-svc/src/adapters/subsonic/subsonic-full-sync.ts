import { UnsteadyFullSync } from '../../library/ports/library-server.js';
import type { ServerTrack, FullSyncOptions, FullSyncPage } from '../../library/ports/library-server.js';
import { NOT_FOUND, SubsonicRefusal } from './subsonic-client.js';
import type { SubsonicClient } from './subsonic-client.js';
import type { MusicFolder } from './subsonic-folders.js';
import { albumsWithSongs, allAlbums, firstSong, PAGE, search } from './subsonic-songs.js';
import type { Album, Song } from './subsonic-songs.js';
import { numberOf, textOf } from './subsonic-wire.js';

/** Where an interrupted full sync goes on: behind so many songs of the search, or behind so many albums read one by one. */
interface PageCursor {
  readonly songs: number;
  readonly albums: number;
}

/** Albums of one page when they are read one by one. */
const ALBUMS_A_PAGE = 24;

/**
 * Every song once: by a search for everything, page by page until an empty one, then checked against the albums' own counts. An album of
 * which the search gave too little is read by itself; on servers that give nothing for such a search that is all of them.
 */
export async function* subsonicFullSync(
  client: SubsonicClient,
  folder: MusicFolder,
  track: (song: Song, album: Album | undefined) => ServerTrack | null,
  { resume }: FullSyncOptions = {},
): AsyncGenerator<FullSyncPage> {
  const from: PageCursor = resume ? (JSON.parse(resume.pageCursor) as PageCursor) : { songs: 0, albums: 0 }; // written by ourselves
  const seen = new Set(resume?.seen);
  const albums = await allAlbums(client, folder.query);
  const total = [...albums.values()].reduce((sum, { songCount }) => sum + (numberOf(songCount) ?? 0), 0);
  /** Songs received, by album. */
  const received = new Map<string, number>();

  const page = (songs: readonly (readonly [Song, Album | undefined])[], pageCursor: PageCursor): FullSyncPage => {
    const fresh = songs.filter(([{ id }]) => !seen.has(String(id)) && seen.add(String(id)));
    for (const [{ albumId }] of fresh) {
      const key = textOf(albumId);
      if (key !== null) received.set(key, (received.get(key) ?? 0) + 1);
    }
    return { tracks: fresh.flatMap(([song, album]) => track(song, album) ?? []), pageCursor: JSON.stringify(pageCursor), total };
  };

  const words = from.albums === 0 ? ((await firstSong(client, folder.query))?.words ?? null) : null;
  let { songs } = from;
  if (words !== null)
    for (;;) {
      const given = await search(client, words, folder.query, songs, PAGE);
      const before = seen.size;
      songs += given.length;
      if (given.length > 0)
        yield page(
          given.map((song) => [song, albums.get(textOf(song.albumId) ?? '')]),
          { songs, albums: 0 },
        );
      if (seen.size === before) break; // an empty page, or a server that begins again
    }

  if (resume && words !== null) {
    if (seen.size < total) throw unsteady(total, seen.size);
    return;
  }
  const short = [...albums].flatMap(([id, { songCount }]) => ((numberOf(songCount) ?? 1) > (received.get(id) ?? 0) ? [id] : []));
  for (let albumsRead = from.albums; albumsRead < short.length;) {
    const part = await whole(short.slice(albumsRead, albumsRead + ALBUMS_A_PAGE));
    albumsRead += ALBUMS_A_PAGE;
    const read = part.flatMap(([album, ofAlbum]) => ofAlbum.map((song) => [song, albums.get(String(album.id)) ?? album] as const));
    yield page(read, words === null ? { songs: 0, albums: albumsRead } : { songs, albums: 0 });
  }
  if (seen.size === 0 && total > 0) throw unsteady(total, 0);
  if (resume && seen.size < total) throw unsteady(total, seen.size);

  async function whole(ids: readonly string[]) {
    try {
      return await albumsWithSongs(client, ids);
    } catch (error) {
      if (error instanceof SubsonicRefusal && error.code === NOT_FOUND) throw unsteady(total, seen.size);
      throw error;
    }
  }
}

const unsteady = (total: number, given: number) =>
  new UnsteadyFullSync('subsonic', `the Subsonic server counts ${total} songs on its albums and gave ${given}; it is read again`);
