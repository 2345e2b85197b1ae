import { Unavailable } from '@soulsync/service-kit';
import type { OwnPaths } from '../../library/domain/library/path-map.js';
import type { Capabilities, ServerIdentity } from '../../connection/server-identity.js';
import type { RunningScan, Section } from '../../library/ports/library-server.js';
import type { MediaServer } from '../../media-server.js';
import { jellyfinChanges } from './jellyfin-changes.js';
import type { Poll } from './jellyfin-changes.js';
import type { JellyfinClient } from './jellyfin-client.js';
import { jellyfinFind } from './jellyfin-find.js';
import { jellyfinInfo } from './jellyfin-info.js';
import { jellyfinListing } from './jellyfin-listing.js';
import { jellyfinPictures } from './jellyfin-pictures.js';
import { jellyfinPlaylists } from './jellyfin-playlists.js';
import { jellyfinSample } from './jellyfin-sample.js';
import { scanAll, scanPath, scanTask } from './jellyfin-scan.js';
import { jellyfinFullSync } from './jellyfin-full-sync.js';
import { isItem, numberOf, objectsIn, plainId, textOf } from './jellyfin-wire.js';
import type { WireCounts, WireFolder, WireItem, WireList, WireUser } from './jellyfin-wire.js';

export interface JellyfinLibraryOptions {
  readonly pageSize: number;
  readonly paths: OwnPaths;
  /** How long files at a path that was told are waited for before everything is scanned. */
  readonly pathPatienceMs: number;
}

const abilities: Omit<Capabilities, 'admin' | 'playlists'> = {
  incrementalSync: true,
  folderScan: true,
  scanStatus: 'coarse',
  changeNotifications: false,
  realPaths: true,
  edits: false,
};

/** The music libraries of a Jellyfin server. */
export function jellyfinLibraryServer(client: JellyfinClient, options: JellyfinLibraryOptions): MediaServer {
  const { paths } = options;
  let identity: ServerIdentity | null = null;
  /** Folders of each library as the server names them; null: not asked yet. */
  let roots: ReadonlyMap<string, readonly string[]> | null = null;
  /** Keys of its music libraries as last seen; null: not asked yet. */
  let keys: readonly string[] | null = null;
  /** What an incremental sync compares its own with, and how far the server's clock is ahead of ours. */
  let last: Poll | null = null;
  let aheadMs = 0;

  const listing = jellyfinListing(
    client,
    () => identity?.serverId ?? null,
    () => {
      identity = null;
      roots = null;
    },
  );

  async function identify(): Promise<ServerIdentity> {
    if (identity) return identity;
    const info = await jellyfinInfo(client);
    const admin = await isAdmin();
    // Playlists are a user's: with an API key they can't be read, replaced or moved in (apis/jellyfin-subsonic.md 3.1).
    const playlists = client.account === 'user' ? 'in-place' : 'none';
    const capabilities: Capabilities = { ...abilities, playlists, admin };
    identity = { ...info, capabilities };
    return identity;
  }

  async function isAdmin(): Promise<boolean> {
    if (client.account === 'user') return (await client.read<WireUser>('/Users/Me')).data.Policy?.IsAdministrator === true;
    await client.read('/System/Info'); // a key that is none is found out here
    return true;
  }

  const mayScanAll = async () => (await identify()).capabilities.admin;

  async function musicViews(): Promise<readonly WireItem[]> {
    const { data } = await client.read<WireList>('/UserViews', { userId: await client.userId() });
    if (!Array.isArray(data.Items)) throw new Unavailable('jellyfin', 'Jellyfin answered with a list of libraries that is none');
    const views = data.Items.filter(isItem).filter(({ CollectionType }) => CollectionType === 'music');
    if (views.length === 0) throw new Unavailable('jellyfin', 'Jellyfin shows no music library to this account');
    keys = views.map(keyOf);
    return views;
  }

  /** Only an administrator may see where libraries lie. */
  async function rootsOf(): Promise<ReadonlyMap<string, readonly string[]>> {
    if (!(await mayScanAll())) return new Map();
    const folders = objectsIn<WireFolder>((await client.read('/Library/VirtualFolders')).data);
    return new Map(
      folders.map(({ ItemId, Locations }) => [plainId(textOf(ItemId)) ?? '', (Locations ?? []).flatMap((one) => textOf(one) ?? [])]),
    );
  }

  /** What moves with scans, additions and removals; a file that was only tagged anew shows in the timed incremental sync. */
  async function poll(): Promise<{ readonly seen: Poll; readonly stamp: string }> {
    const { data, serverMs } = await client.read<WireCounts>('/Items/Counts', { userId: await client.userId() });
    const [songs, albums] = [numberOf(data.SongCount), numberOf(data.AlbumCount)];
    const scannedAt = (await mayScanAll()) ? (await scanTask(client)).endedAt : '';
    last = { serverMs, songs };
    aheadMs = serverMs - Date.now();
    return { seen: last, stamp: [scannedAt, songs, albums].map((part) => String(part ?? '')).join('.') };
  }

  async function sections(): Promise<readonly Section[]> {
    const views = await musicViews();
    const { stamp } = await poll();
    const known = (roots ??= await rootsOf());
    return views.map((view) => {
      const key = keyOf(view);
      const folders = (known.get(key) ?? []).flatMap((root) => paths.toRelative(`${root}/.`)?.replace(/\/?\.$/, '') ?? []);
      return { key, title: textOf(view.Name) ?? key, folders, stamp };
    });
  }

  async function scan(folder: string): Promise<RunningScan> {
    const isAdministrator = await mayScanAll();
    if (folder === '' && isAdministrator) return scanAll(client);
    const path = paths.toServer(folder);
    roots = await rootsOf();
    const all = (await musicViews()).flatMap((view) => roots?.get(keyOf(view)) ?? []);
    if (all.length > 0 && !all.some((root) => isWithin(root, path)))
      throw new Unavailable('jellyfin', `Jellyfin does not see the folder you call "${folder}": none of its music folders holds ${path}`);
    return scanPath(client, path, options.pathPatienceMs, isAdministrator);
  }

  const sectionKeys = async () => keys ?? (await musicViews()).map(keyOf);

  return {
    kind: 'jellyfin',
    identify,
    sections,
    async *fullSync(section, fullSyncOptions) {
      await identify();
      yield* jellyfinFullSync(listing, paths, section, options.pageSize, fullSyncOptions);
    },
    async *changes(section, cursor) {
      await identify();
      yield* jellyfinChanges(listing, paths, section, last ?? (await poll()).seen, cursor);
    },
    scan,
    find: jellyfinFind(
      listing,
      paths,
      async () => keys ?? (await musicViews()).map(keyOf),
      () => aheadMs,
    ),
    realFiles: { paths, sample: async (count) => jellyfinSample(listing, await sectionKeys(), count) },
    watch: () => async () => undefined,
    playlists: client.account === 'user' ? jellyfinPlaylists(client, listing) : null,
    editor: null,
    pictures: jellyfinPictures(client),
  };
}

const keyOf = ({ Id }: WireItem) => plainId(Id) ?? Id;

/** `/music2` is not inside `/music`. */
function isWithin(root: string, path: string): boolean {
  const plain = (text: string) => text.replaceAll('\\', '/').replace(/\/+$/, '');
  return plain(path) === plain(root) || plain(path).startsWith(`${plain(root)}/`);
}
