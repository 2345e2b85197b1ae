import { SOULSYNC_NAMESPACE, uuid5 } from '@soulsync/event-store';
import { Unavailable } from '@soulsync/service-kit';
import type { Capabilities, ServerIdentity } from '../../connection/server-identity.js';
import type { RunningScan, Section, ServerTrack } from '../../library/ports/library-server.js';
import type { MediaServer } from '../../media-server.js';
import { subsonicChanges } from './subsonic-changes.js';
import { NOT_ALLOWED, SubsonicRefusal } from './subsonic-client.js';
import type { Query, SubsonicAccount, SubsonicClient } from './subsonic-client.js';
import { subsonicFinder } from './subsonic-find.js';
import { musicFolders } from './subsonic-folders.js';
import type { MusicFolder } from './subsonic-folders.js';
import { isAbsolute } from './subsonic-paths.js';
import type { SubsonicPaths } from './subsonic-paths.js';
import { subsonicPictures } from './subsonic-pictures.js';
import { subsonicPlaylists } from './subsonic-playlists.js';
import { subsonicScan } from './subsonic-scan.js';
import { firstSong } from './subsonic-songs.js';
import type { Album, Song } from './subsonic-songs.js';
import { subsonicFullSync } from './subsonic-full-sync.js';
import { serverTrack } from './subsonic-tracks.js';
import { isTrue, textOf } from './subsonic-wire.js';

const KIND_KEPT = 40;

interface Known {
  readonly identity: Omit<ServerIdentity, 'capabilities'>;
  readonly user: string;
  /** Scans single folders, and its relative paths are made up from tags. */
  readonly navidrome: boolean;
  readonly openSubsonic: boolean;
}

/** The music folders of a server that speaks Subsonic or OpenSubsonic. */
export function subsonicLibraryServer(
  client: SubsonicClient,
  account: Pick<SubsonicAccount, 'url' | 'user'>,
  paths: SubsonicPaths,
): MediaServer {
  const folders = musicFolders(client, paths);
  const finder = subsonicFinder(client, folders.counters, (folder, song, album) => asTrack(folder, song, album));
  let known: Known | null = null;
  let admin: boolean | null = null;
  let realPaths: boolean | null = null;
  let scanStatus: Capabilities['scanStatus'] | null = null;

  /** Subsonic gives a server no name of its own: kind, address and user make one. */
  async function whoIsThere(): Promise<Known> {
    if (known) return known;
    const { type, serverVersion, version, openSubsonic } = await client.read('ping');
    const user = account.user ?? textOf((await client.read('tokenInfo')).tokenInfo?.username);
    if (user === null) throw new Unavailable('subsonic', 'the Subsonic server does not say whose API key this is: name the user');
    const kind = textOf(type)?.slice(0, KIND_KEPT) ?? 'subsonic';
    const { host, pathname } = new URL(account.url);
    const serverId = uuid5(SOULSYNC_NAMESPACE, 'subsonic', kind, host, pathname.replace(/\/+$/, ''), user);
    const identity = { serverId, name: `${kind} (${host})`, version: textOf(serverVersion) ?? textOf(version) };
    known = { identity, user, navidrome: kind.toLowerCase() === 'navidrome', openSubsonic: openSubsonic === true };
    return known;
  }

  async function identify(): Promise<ServerIdentity> {
    const there = await whoIsThere();
    admin ??= await isAdmin(there.user);
    scanStatus ??= await scanStatusKind();
    realPaths ??= there.navidrome ? await givesAbsolutePaths() : true;
    const capabilities: Capabilities = {
      incrementalSync: true,
      folderScan: there.navidrome,
      scanStatus,
      changeNotifications: false,
      realPaths: realPaths ?? false,
      playlists: 'replaced',
      edits: false,
      admin,
    };
    return { ...there.identity, capabilities };
  }

  /** A server that does not know the question is believed to allow it, until it says no. */
  async function isAdmin(username: string): Promise<boolean> {
    try {
      const { user } = await client.read('getUser', { username });
      return user?.adminRole === undefined || isTrue(user.adminRole);
    } catch (error) {
      if (!(error instanceof SubsonicRefusal)) throw error;
      return error.code !== NOT_ALLOWED;
    }
  }

  async function scanStatusKind(): Promise<Capabilities['scanStatus']> {
    try {
      return (await client.read('getScanStatus')).scanStatus?.lastScan === undefined ? 'coarse' : 'exact';
    } catch (error) {
      if (error instanceof SubsonicRefusal) return 'none';
      throw error;
    }
  }

  /** Navidrome does so where this player is set to report real paths. null: it has no song yet. */
  async function givesAbsolutePaths(): Promise<boolean | null> {
    const first = await firstSong(client, {});
    return first === null ? null : isAbsolute(textOf(first.song.path) ?? '');
  }

  const asTrack = (folder: MusicFolder, song: Song, album?: Album): ServerTrack | null =>
    serverTrack(
      {
        section: folder.key,
        paths,
        root: folder.root,
        madeUpPaths: known?.navidrome === true,
        alwaysNamesArt: known?.openSubsonic === true,
      },
      song,
      album,
    );

  async function scan(folder: string): Promise<RunningScan> {
    const { navidrome, user, identity } = await whoIsThere();
    const target = navidrome ? targetOf(await folders.list(), folder) : {};
    const running = await allowed(() => subsonicScan(client, target));
    admin = true;
    return { progress: () => allowed(() => running.progress()) };

    async function allowed<T>(ask: () => Promise<T>): Promise<T> {
      try {
        return await ask();
      } catch (error) {
        if (!(error instanceof SubsonicRefusal) || error.code !== NOT_ALLOWED) throw error;
        admin = false;
        const words = `${identity.name} does not let the user ${user} start a scan: make that user an administrator, or let the server scan by itself`;
        throw new Unavailable('subsonic', words, { cause: error });
      }
    }
  }

  return {
    kind: 'subsonic',
    identify,
    async sections() {
      const sections: Section[] = [];
      for (const folder of await folders.list()) {
        const { lastScan, songs } = await folders.counters(folder);
        const stamp = lastScan === null && songs === null ? null : `${lastScan ?? ''}.${songs ?? ''}`;
        sections.push({ key: folder.key, title: folder.title, folders: folder.root === null ? [] : [folder.root], stamp });
      }
      return sections;
    },
    async *fullSync(section, options) {
      await whoIsThere();
      const folder = await folders.named(section);
      yield* subsonicFullSync(client, folder, (song, album) => asTrack(folder, song, album), options);
    },
    async *changes(section, cursor) {
      await whoIsThere();
      const folder = await folders.named(section);
      const counters = await folders.counters(folder);
      yield* subsonicChanges(client, folder, counters, (song, album) => asTrack(folder, song, album), cursor);
    },
    scan,
    async find(files) {
      await whoIsThere();
      const found = new Map<string, ServerTrack>();
      for (const folder of await folders.list()) {
        const missing = files.filter(({ path }) => !found.has(path));
        if (missing.length > 0) for (const [path, track] of await finder.find(folder, missing)) found.set(path, track);
      }
      return found;
    },
    watch: () => async () => undefined,
    playlists: subsonicPlaylists(client, async () => (await whoIsThere()).user),
    editor: null,
    pictures: subsonicPictures(client),
  };
}

/** Navidrome scans one folder of a library; the longest root that holds it is the one. */
function targetOf(folders: readonly MusicFolder[], folder: string): Query {
  const holds = folders
    .filter(({ root }) => root !== null && (root === '' || folder === root || folder.startsWith(`${root}/`)))
    .sort((a, b) => (b.root ?? '').length - (a.root ?? '').length);
  const [home] = holds;
  if (folder === '') return {};
  if (!home)
    throw new Unavailable(
      'subsonic',
      `Navidrome does not see the folder you call "${folder}": none of its music folders is mapped to hold it`,
    );
  const inside = home.root === '' || home.root === null ? folder : folder.slice(home.root.length + 1);
  return { target: `${home.key}:${inside}` };
}
