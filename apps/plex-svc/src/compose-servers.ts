import { SOULSYNC_NAMESPACE, uuid5 } from '@soulsync/event-store';
import { rootGuard, VERSION } from '@soulsync/service-kit';
import type { Kit } from '@soulsync/service-kit';
import { READER_VERSION } from './adapters/folder/file-tags.js';
import { folderLibraryServer } from './adapters/folder/folder-library-server.js';
import type { WatchState } from './adapters/folder/watch-folders.js';
import { jellyfinClient } from './adapters/jellyfin/jellyfin-client.js';
import type { JellyfinAccount, JellyfinClient } from './adapters/jellyfin/jellyfin-client.js';
import { jellyfinLibraryServer } from './adapters/jellyfin/jellyfin-library-server.js';
import { plexClient } from './adapters/plex/plex-client.js';
import type { PlexConnection } from './adapters/plex/plex-connection.js';
import { plexLibraryServer } from './adapters/plex/plex-library-server.js';
import { subsonicClient } from './adapters/subsonic/subsonic-client.js';
import type { SubsonicAccount, SubsonicClient } from './adapters/subsonic/subsonic-client.js';
import { subsonicLibraryServer } from './adapters/subsonic/subsonic-library-server.js';
import { subsonicPaths } from './adapters/subsonic/subsonic-paths.js';
import type { PlexConfig } from './config.js';
import { serverKinds } from './connection/server-identity.js';
import type { ServerKind } from './connection/server-identity.js';
import type { ServerSet } from './connection/server-workers.js';
import { pathMap } from './library/domain/library/path-map.js';
import { postgresFileNotes } from './library/store/postgres-file-notes.js';
import type { MediaServer } from './media-server.js';
import { NO_FOLDER } from './settings.js';
import type { JellyfinSettings, PlexServiceSettings, PlexSettings, SubsonicSettings } from './settings.js';

type Make = (kit: Kit<PlexConfig>, settings: PlexServiceSettings, connection: PlexConnection) => MediaServer | null;

/** Every kind of server there is; null: it is not set up. */
const makers: Readonly<Record<ServerKind, Make>> = { folder, plex, subsonic, jellyfin };

interface Made {
  /** What it was made of. */
  readonly of: readonly unknown[];
  readonly server: MediaServer | null;
}

/** As the settings say at the moment: a server is made when it is set up, made again when something about it changes, and dropped when it is no longer named. */
export function liveServers(kit: Kit<PlexConfig>, settings: PlexServiceSettings, connection: PlexConnection): ServerSet<MediaServer> {
  const made = new Map<ServerKind, Made>();
  let list: readonly MediaServer[] = [];

  function serverOf(kind: ServerKind): MediaServer | null {
    const of = [settings[kind](), settings.musicDir()];
    const known = made.get(kind);
    if (known?.of.every((part, place) => part === of[place])) return known.server;
    const server = makers[kind](kit, settings, connection);
    made.set(kind, { of, server });
    return server;
  }

  function all(): readonly MediaServer[] {
    const kinds = settings.serverKinds();
    for (const kind of made.keys()) if (!kinds.includes(kind)) made.delete(kind);
    const now = kinds.map(serverOf).filter((server) => server !== null);
    if (now.length !== list.length || now.some((server, place) => server !== list[place])) list = now;
    return list;
  }

  return { all, connected: () => all().find(({ kind }) => kind === 'plex') ?? null, changes: settings.serverChanges };
}

/** Now and after each change: what is named and not set up; and nothing more of a server that is no longer used, or is another one. */
export function sayWhatIsSetUp(
  { health, connections }: Kit<PlexConfig>,
  settings: PlexServiceSettings,
  servers: ServerSet<MediaServer>,
): void {
  let before: readonly MediaServer[] = [];
  const say = () => {
    const now = servers.all();
    for (const { kind } of before.filter((server) => !now.includes(server))) {
      connections.forget(kind);
      for (const code of [`library-unreadable:${kind}`, `paths:${kind}`] as const) health.clear(code);
      if (kind === 'plex' && servers.connected() === null) health.clear('media-server');
    }
    // Those of the servers that stay are raised again at the next look.
    if (before.some((server) => !now.includes(server)))
      for (const { code } of health.list()) if (code.startsWith('library-gone:')) health.clear(code);
    before = now;
    for (const kind of serverKinds) {
      const code = `media-server-not-set-up:${kind}` as const;
      if (settings.serverKinds().includes(kind) && !now.some((server) => server.kind === kind))
        health.raise({ code, level: 'warning', params: { server: kind } });
      else health.clear(code);
    }
  };
  servers.changes.subscribe(say);
  say();
}

function folder({ dataSource, logger, health, store }: Kit<PlexConfig>, settings: PlexServiceSettings): MediaServer | null {
  const musicDir = settings.musicDir();
  if (musicDir === NO_FOLDER) return null;
  const { pollSeconds } = settings.folder();
  const onState = ({ watched, polled, exhausted }: WatchState) => {
    logger.info('the music folder is watched', { watched, polled });
    if (exhausted === null) return health.clear('music-folder-polled');
    health.raise({
      code: 'music-folder-polled',
      level: 'warning',
      params: { detail: exhausted },
    });
  };
  const pollMs = pollSeconds === 0 ? null : pollSeconds * 1_000;
  const notes = postgresFileNotes(dataSource, READER_VERSION);
  const guard = rootGuard(store, 'music', musicDir);
  const trouble = async () => {
    const { verdict } = await guard.judge();
    // One that organize-svc did not take into use yet is read as it is; why one can't be read, the reading itself says best.
    return verdict === 'in-order' || verdict === 'first-use' || verdict === 'unreadable'
      ? null
      : `The library is not read while the music folder ${musicDir} is away.`; // what is wrong with it, organize-svc says
  };
  return folderLibraryServer(musicDir, { logger, notes, trouble, watch: { pollMs, onState } });
}

function plex(_kit: Kit<PlexConfig>, settings: PlexServiceSettings, connection: PlexConnection): MediaServer {
  return plexServer(settings.plex(), settings.musicDir(), connection);
}

export function plexServer(
  { sections, pageSize, pathMap: pairs }: PlexSettings,
  musicDir: string,
  connection: PlexConnection,
): MediaServer {
  return plexLibraryServer(plexClient(connection.client), {
    sections: sections?.split(',').map((key) => key.trim()) ?? null,
    pageSize,
    paths: pathMap(pairs, musicDir),
    serverNow: () => connection.state().serverId,
  });
}

function subsonic(kit: Kit<PlexConfig>, settings: PlexServiceSettings): MediaServer | null {
  const set = settings.subsonic();
  const opened = openSubsonic(kit, set);
  return opened && subsonicServer(opened, set, settings.musicDir());
}

export const subsonicServer = ({ client, account }: OpenedSubsonic, { pathMap: pairs }: SubsonicSettings, musicDir: string): MediaServer =>
  subsonicLibraryServer(client, account, subsonicPaths(pairs, musicDir));

interface OpenedSubsonic {
  readonly account: SubsonicAccount;
  readonly client: SubsonicClient;
}

/** How patiently a server is asked. */
export interface Calls {
  readonly retries: number;
  /** Absent: what is usual with this server. */
  readonly timeoutMs?: number;
  /** A sign-in to Jellyfin ends the former one of the same device. */
  readonly device: 'jellyfin-device' | 'jellyfin-test';
}

const patient: Calls = { retries: 2, device: 'jellyfin-device' };
/** A person waits for the answer, and the sign-in of the running sync goes on. */
export const oneTry: Calls = { retries: 0, timeoutMs: 8_000, device: 'jellyfin-test' };

/** null: an address, or a way to sign in, is missing. */
export function openSubsonic({ external }: Kit<PlexConfig>, set: SubsonicSettings, calls = patient): OpenedSubsonic | null {
  const { url, user, password, apiKey } = set;
  if (!url || !(apiKey || (user && password))) return null;
  const account = { url, user: user ?? null, password: password ?? null, apiKey: apiKey ?? null };
  const { retries, timeoutMs = 30_000 } = calls;
  const policy = { system: 'subsonic', baseUrl: url, timeoutMs, circuit: { failures: 8, openMs: 5_000 } };
  // A write is sent as GET where the server takes no forms, and is never repeated all the same.
  const http = { reads: external.client({ ...policy, retries }), writes: external.client({ ...policy, retries: 0 }) };
  return { account, client: subsonicClient(http, account) };
}

/** Jellyfin looks at a path it was told about within minutes, some versions within a quarter of an hour. */
const JELLYFIN_PATH_PATIENCE_MS = 900_000;

function jellyfin(kit: Kit<PlexConfig>, settings: PlexServiceSettings): MediaServer | null {
  const set = settings.jellyfin();
  const client = openJellyfin(kit, set);
  return client && jellyfinServer(client, set, settings.musicDir());
}

export const jellyfinServer = (client: JellyfinClient, { pathMap: pairs }: JellyfinSettings, musicDir: string): MediaServer =>
  jellyfinLibraryServer(client, { pageSize: 300, paths: pathMap(pairs, musicDir), pathPatienceMs: JELLYFIN_PATH_PATIENCE_MS });

/** null: an address, or a way to sign in, is missing, or there are two ways. */
export function openJellyfin({ config, external }: Kit<PlexConfig>, set: JellyfinSettings, calls = patient): JellyfinClient | null {
  const account = jellyfinAccount(set);
  if (!set.url || !account) return null;
  const circuit = { failures: 8, openMs: 5_000 };
  const { retries, timeoutMs, device } = calls;
  const http = external.client({ system: 'jellyfin', baseUrl: set.url, timeoutMs: timeoutMs ?? 15_000, retries, circuit });
  const id = uuid5(SOULSYNC_NAMESPACE, device, config.dataDir);
  return jellyfinClient(http, account, { id, version: VERSION }, timeoutMs);
}

function jellyfinAccount({ user: name, password, apiKey: key }: JellyfinSettings): JellyfinAccount | null {
  if (name && key) return null;
  if (name) return { kind: 'user', name, password: password ?? null };
  return key ? { kind: 'api-key', key } : null;
}
