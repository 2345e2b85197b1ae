import { dirname } from 'node:path/posix';
import type { ServerTrack, SoughtFile } from '../../ports/library-server.js';
import { SubsonicRefusal } from './subsonic-client.js';
import type { SubsonicClient } from './subsonic-client.js';
import type { MusicFolder } from './subsonic-folders.js';
import { albumsWithSongs, newestAlbums, search } from './subsonic-songs.js';
import type { Album, Song } from './subsonic-songs.js';
import { asArray, isTrue, named, numberOf, textOf } from './subsonic-wire.js';
import type { WireSong } from './subsonic-wire.js';

/** Songs of one title looked at; there are not more of the same. */
const SAME_TITLE = 100;
/** Newest albums looked through for a file that no title finds. */
const NEWEST = 12;
/** Lengths come in whole seconds, cut or rounded. */
const LENGTH_SLACK_MS = 1_000;

export interface Finder {
  find(folder: MusicFolder, files: readonly SoughtFile[]): Promise<ReadonlyMap<string, ServerTrack>>;
}

/**
 * Looks for files by title; what that does not find by walking down the server's folders where its paths are real, else on its newest albums.
 * A file is known by its path; on a server without real paths by size, length and title.
 */
export function subsonicFinder(
  client: SubsonicClient,
  track: (folder: MusicFolder, song: Song, album?: Album) => ServerTrack | null,
): Finder {
  /** Folders right below a music folder, and the state of the server they are from. */
  const tops = new Map<string, { readonly modified: string; readonly ids: ReadonlyMap<string, string> }>();

  async function find(folder: MusicFolder, files: readonly SoughtFile[]): Promise<ReadonlyMap<string, ServerTrack>> {
    const found = new Map<string, Song>();
    const missing = () => files.filter(({ path }) => !found.has(path));
    const take = (songs: readonly Song[]) => {
      for (const file of missing()) {
        const fitting = songs.filter((song) => isFile(track(folder, song), file));
        const [song] = fitting;
        if (song && (fitting.length === 1 || track(folder, song)?.path === file.path)) found.set(file.path, song);
      }
    };
    for (const { path, title } of files) if (title && !found.has(path)) take(await search(client, title, folder.query, 0, SAME_TITLE));
    for (const name of new Set(missing().map(({ path }) => dirname(path)))) take(await songsIn(folder, name));
    if (missing().length > 0) {
      const albums = await newestAlbums(client, folder.query, NEWEST);
      for (const [, songs] of await albumsWithSongs(
        client,
        albums.map(({ id }) => String(id)),
      ))
        take(songs);
    }
    return whole(folder, found);
  }

  /** As a sweep shows them: with what only their albums say. */
  async function whole(folder: MusicFolder, found: ReadonlyMap<string, Song>): Promise<ReadonlyMap<string, ServerTrack>> {
    const ids = [...new Set([...found.values()].flatMap(({ albumId }) => textOf(albumId) ?? []))];
    const albums = new Map((await albumsWithSongs(client, ids)).map(([album]) => [String(album.id), album]));
    const tracks = [...found].flatMap(([path, song]) => {
      const shown = track(folder, song, albums.get(textOf(song.albumId) ?? ''));
      return shown && shown.durationMs !== null ? [[path, shown] as const] : [];
    });
    return new Map(tracks);
  }

  /** [] where the server shows no such folder: many show artists and albums instead. */
  async function songsIn(folder: MusicFolder, name: string): Promise<readonly Song[]> {
    const inside =
      folder.root === '' ? name : folder.root !== null && name.startsWith(`${folder.root}/`) ? name.slice(folder.root.length + 1) : null;
    if (inside === null) return [];
    const [top = '', ...below] = inside.split('/');
    let id = (await topFolders(folder)).get(top);
    for (const segment of below) {
      if (id === undefined) return [];
      const next = (await children(id)).find((child) => isTrue(child.isDir) && textOf(child.title)?.normalize('NFC') === segment);
      id = next ? String(next.id) : undefined;
    }
    return id === undefined ? [] : (await children(id)).filter((child) => !isTrue(child.isDir));
  }

  /** Asked for again only where the server says that they changed. */
  async function topFolders(folder: MusicFolder): Promise<ReadonlyMap<string, string>> {
    const known = tops.get(folder.key);
    const { indexes } = await client.read('getIndexes', { ...folder.query, ...(known ? { ifModifiedSince: known.modified } : {}) });
    const entries = asArray(indexes?.index).flatMap(({ artist }) => named(artist));
    if (known && entries.length === 0) return known.ids;
    const ids = new Map(entries.map(({ id, name }) => [(textOf(name) ?? '').normalize('NFC'), String(id)]));
    const modified = numberOf(indexes?.lastModified);
    if (modified !== null) tops.set(folder.key, { modified: String(modified + 1), ids });
    return ids;
  }

  async function children(id: string): Promise<readonly (WireSong & Song)[]> {
    try {
      return named((await client.read('getMusicDirectory', { id })).directory?.child);
    } catch (error) {
      if (error instanceof SubsonicRefusal) return []; // gone since, or no folder
      throw error;
    }
  }

  return { find };
}

function isFile(shown: ServerTrack | null, file: SoughtFile): boolean {
  if (shown === null || shown.durationMs === null) return false;
  if (shown.path !== null) return shown.path === file.path;
  const sameLength = file.durationMs !== null && Math.abs(shown.durationMs - file.durationMs) <= LENGTH_SLACK_MS;
  const sameSize = file.sizeBytes !== null && shown.sizeBytes === file.sizeBytes;
  const sameTitle = file.title !== null && plain(shown.title).includes(plain(file.title));
  return sameSize && (sameLength || file.durationMs === null) && (sameTitle || file.title === null);
}

const plain = (title: string) => title.normalize('NFKC').toLowerCase();
