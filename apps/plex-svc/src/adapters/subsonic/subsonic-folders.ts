import { Unavailable } from '@soulsync/service-kit';
import { NOT_ALLOWED, SubsonicRefusal } from './subsonic-client.js';
import type { SubsonicClient } from './subsonic-client.js';
import type { SubsonicPaths } from './subsonic-paths.js';
import { firstSong } from './subsonic-songs.js';
import { isTrue, named, numberOf, textOf } from './subsonic-wire.js';

/** A music folder of the server, or all of them where it can't read them apart. */
export interface MusicFolder {
  readonly key: string;
  readonly title: string;
  /** Asks for this folder alone; empty where there is but one. */
  readonly query: { readonly musicFolderId?: string };
  /** Relative to our music folder; null: not known. */
  readonly root: string | null;
}

/** The server's own counters of a folder: the cheapest look there is. */
export interface Counters {
  /** Moves with every scan; null: it has none. */
  readonly lastScan: string | null;
  /** Songs of the whole server, where it says so and no scan is running. */
  readonly songs: number | null;
}

export interface MusicFolders {
  list(): Promise<readonly MusicFolder[]>;
  named(key: string): Promise<MusicFolder>;
  counters(folder: MusicFolder): Promise<Counters>;
}

/** Far enough ahead that no folder was modified since: the answer is the counter without the list. */
const AHEAD_MS = 366 * 86_400_000;

export function musicFolders(client: SubsonicClient, paths: SubsonicPaths): MusicFolders {
  /** Does the server keep its folders apart? Asked again when there are others. */
  let apart: { readonly of: string; readonly yes: boolean } | null = null;
  /** The scan's status is an administrator's on some servers. */
  let statusRefused = false;

  async function list(): Promise<readonly MusicFolder[]> {
    const { musicFolders: answer } = await client.read('getMusicFolders');
    const folders = named(answer?.musicFolder).map(({ id, name }) => ({ id: String(id), name: textOf(name) ?? String(id) }));
    const [first] = folders;
    if (!first) throw new Unavailable('subsonic', 'the Subsonic server shows no music folder to this user');
    const only = folders.length === 1;
    const sections = folders.map((folder) => ({
      key: folder.id,
      title: folder.name,
      query: only ? {} : { musicFolderId: folder.id },
      root: paths.rootOf(folder, only),
    }));
    return only || (await keepsApart(sections)) ? sections : [merged(sections)];
  }

  /** A server from before API 1.12 (supysonic) gives the songs of all folders whichever is asked for. */
  async function keepsApart(sections: readonly MusicFolder[]): Promise<boolean> {
    const of = sections.map(({ key }) => key).join('\u001f');
    if (apart?.of === of) return apart.yes;
    const firsts: string[] = [];
    for (const { query } of sections) {
      const first = await firstSong(client, query);
      if (first) firsts.push(String(first.song.id));
    }
    const yes = firsts.length < 2 || new Set(firsts).size > 1;
    if (firsts.length > 0) apart = { of, yes };
    return yes;
  }

  async function counters({ query }: MusicFolder): Promise<Counters> {
    const ahead = String(Date.now() + AHEAD_MS);
    const { indexes } = await client.read('getIndexes', { ...query, ifModifiedSince: ahead });
    const modified = numberOf(indexes?.lastModified);
    const status = await scanStatus();
    const lastScan = [modified ?? '', status?.lastScan ?? ''].join('.');
    const count = numberOf(status?.count);
    return {
      lastScan: lastScan === '.' ? null : lastScan,
      songs: isTrue(status?.scanning) || count === null || count <= 0 ? null : count,
    };
  }

  async function scanStatus() {
    if (statusRefused) return null;
    try {
      return (await client.read('getScanStatus')).scanStatus ?? null;
    } catch (error) {
      if (!(error instanceof SubsonicRefusal)) throw error;
      if (error.code === NOT_ALLOWED) statusRefused = true;
      return null; // it may not be asked now, or not at all: no counter
    }
  }

  return {
    list,
    counters,
    async named(key) {
      const folder = (await list()).find((candidate) => candidate.key === key);
      if (!folder) throw new Unavailable('subsonic', `the music folder ${key} is gone from the Subsonic server`);
      return folder;
    },
  };
}

/** Named for the oldest of them, so that the library stays the same when another folder is added. */
function merged(sections: readonly MusicFolder[]): MusicFolder {
  const [oldest] = [...sections].sort((a, b) => a.key.localeCompare(b.key, 'en', { numeric: true }));
  const roots = new Set(sections.map(({ root }) => root));
  const [root = null] = roots;
  return {
    key: oldest?.key ?? '',
    title: sections.map(({ title }) => title).join(', '),
    query: {},
    root: roots.size === 1 ? root : null,
  };
}
