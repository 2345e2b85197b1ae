import { dirname } from 'node:path/posix';
import type { ServerTrack, SoughtFile } from '../../library/ports/library-server.js';
import { SubsonicRefusal } from './subsonic-client.js';
import type { SubsonicClient } from './subsonic-client.js';
import type { Counters, MusicFolder } from './subsonic-folders.js';
import { albumsWithSongs, newestAlbums, search } from './subsonic-songs.js';
import type { Album, Song } from './subsonic-songs.js';
import { asArray, isTrue, named, numberOf, textOf } from './subsonic-wire.js';
import type { WireSong } from './subsonic-wire.js';

/** Songs of one title looked at; there are not more of the same. */
const SAME_TITLE = 100;
/** Newest albums looked through for a file that no title finds. */
const NEWEST = 12;
/** More files than these are not looked for at every look, since each takes a question. */
const MANY = 20;
const SAME_STATE_MS = 10_000;
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
  counters: (folder: MusicFolder) => Promise<Counters>,
  track: (folder: MusicFolder, song: Song, album?: Album) => ServerTrack | null,
): Finder {
  /** Folders right below a music folder, and the state of the server they are from. */
  const tops = new Map<string, { readonly modified: string; readonly ids: ReadonlyMap<string, string> }>();

  /** Of the last search for many files: nothing new can be found before the server's counters move. */
  let lastPoll: { readonly state: string; readonly atMs: number } | null = null;

  async function find(folder: MusicFolder, files: readonly SoughtFile[]): Promise<ReadonlyMap<string, ServerTrack>> {
    const many = files.length > MANY;
    if (many && (await wasLooked(folder, files))) return new Map();
    const found = new Map<string, Song>();
    const missing = () => files.filter(({ path }) => !found.has(path));
    const take = (songs: readonly Song[]) => {
      const shown = songs.flatMap((song) => {
        const one = track(folder, song);
        return one === null ? [] : [{ song, one }];
      });
      for (const file of missing()) {
        const fitting = shown.filter(({ one }) => isFile(one, file));
        const [first] = fitting;
        if (first && (fitting.length === 1 || first.one.path === file.path)) found.set(file.path, first.song);
      }
    };
    if (many) take(await newestSongs(folder));
    for (const { path, title } of files) if (title && !found.has(path)) take(await search(client, title, folder.query, 0, SAME_TITLE));
    for (const name of new Set(missing().map(({ path }) => dirname(path)))) take(await songsIn(folder, name));
    if (!many && missing().length > 0) take(await newestSongs(folder));
    return whole(folder, found);
  }

  /** Never for long: counters have whole seconds, and two scans may end within one. */
  async function wasLooked(folder: MusicFolder, files: readonly SoughtFile[]): Promise<boolean> {
    const state = JSON.stringify([folder.key, await counters(folder), files.length]);
    if (lastPoll?.state === state && performance.now() - lastPoll.atMs < SAME_STATE_MS) return true;
    lastPoll = { state, atMs: performance.now() };
    return false;
  }

  async function newestSongs(folder: MusicFolder): Promise<readonly Song[]> {
    const ids = (await newestAlbums(client, folder.query, NEWEST)).map(({ id }) => String(id));
    return (await albumsWithSongs(client, ids)).flatMap(([, songs]) => songs);
  }

  /** As a full sync shows them: with what only their albums say. */
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

function isFile(shown: ServerTrack, file: SoughtFile): boolean {
  if (shown.durationMs === null) return false;
  if (shown.path !== null) return shown.path === file.path;
  const sameLength = file.durationMs !== null && Math.abs(shown.durationMs - file.durationMs) <= LENGTH_SLACK_MS;
  const sameSize = file.sizeBytes !== null && shown.sizeBytes === file.sizeBytes;
  const sameTitle = file.title !== null && plain(shown.title).includes(plain(file.title));
  return sameSize && (sameLength || file.durationMs === null) && (sameTitle || file.title === null);
}

const plain = (title: string) => title.normalize('NFKC').toLowerCase();
