import { SOULSYNC_NAMESPACE, uuid5 } from '@soulsync/event-store';
import { ConfigError, rootGuard, VERSION } from '@soulsync/service-kit';
import type { Kit } from '@soulsync/service-kit';
import { READER_VERSION } from './adapters/folder/file-tags.js';
import { folderLibraryServer } from './adapters/folder/folder-library-server.js';
import type { WatchState } from './adapters/folder/watch-folders.js';
import { jellyfinClient } from './adapters/jellyfin/jellyfin-client.js';
import type { JellyfinAccount } from './adapters/jellyfin/jellyfin-client.js';
import { jellyfinLibraryServer } from './adapters/jellyfin/jellyfin-library-server.js';
import { plexClient } from './adapters/plex/plex-client.js';
import type { PlexConnection } from './adapters/plex/plex-connection.js';
import { plexLibraryServer } from './adapters/plex/plex-library-server.js';
import { subsonicClient } from './adapters/subsonic/subsonic-client.js';
import { subsonicLibraryServer } from './adapters/subsonic/subsonic-library-server.js';
import { subsonicPaths } from './adapters/subsonic/subsonic-paths.js';
import type { PlexConfig } from './config.js';
import type { ServerKind } from './connection/server-identity.js';
import { pathMap } from './library/domain/library/path-map.js';
import { postgresFileNotes } from './library/store/postgres-file-notes.js';
import type { MediaServer } from './media-server.js';

export interface Servers {
  /** The first one proves published files. */
  readonly all: readonly MediaServer[];
  /** The one of them that works on the connection to the chosen media server; null: none does. */
  readonly connected: MediaServer | null;
}

/** Every kind of server there is. */
const servers: Readonly<Record<ServerKind, (kit: Kit<PlexConfig>, connection: PlexConnection) => MediaServer>> = {
  folder,
  plex,
  subsonic,
  jellyfin,
};

export function configuredServers(kit: Kit<PlexConfig>, connection: PlexConnection): Servers {
  const kinds = [...new Set(kit.config.libraryServer.split(','))] as ServerKind[]; // checked by the configuration
  const all = kinds.map((kind) => servers[kind](kit, connection));
  return { all, connected: all.find(({ kind }) => kind === 'plex') ?? null };
}

function folder({ config, dataSource, logger, health, store }: Kit<PlexConfig>): MediaServer {
  const onState = ({ watched, polled, exhausted }: WatchState) => {
    logger.info('the music folder is watched', { watched, polled });
    if (exhausted === null) return health.clear('music-folder-polled');
    health.raise({
      code: 'music-folder-polled',
      level: 'warning',
      params: { detail: exhausted },
    });
  };
  const pollMs = config.musicPollSeconds === 0 ? null : config.musicPollSeconds * 1_000;
  const notes = postgresFileNotes(dataSource, READER_VERSION);
  const guard = rootGuard(store, 'music', config.musicDir);
  const trouble = async () => {
    const { verdict } = await guard.judge();
    // One that organize-svc did not take into use yet is read as it is; why one can't be read, the reading itself says best.
    return verdict === 'in-order' || verdict === 'first-use' || verdict === 'unreadable'
      ? null
      : `The library is not read while the music folder ${config.musicDir} is away.`; // what is wrong with it, organize-svc says
  };
  return folderLibraryServer(config.musicDir, { logger, notes, trouble, watch: { pollMs, onState } });
}

function plex({ config }: Kit<PlexConfig>, connection: PlexConnection): MediaServer {
  return plexLibraryServer(plexClient(connection.client), {
    sections: config.plexSection?.split(',').map((key) => key.trim()) ?? null,
    pageSize: config.plexPageSize,
    paths: pathMap(config.plexPathMap, config.musicDir),
    serverNow: () => connection.state().serverId,
  });
}

function subsonic({ config, external }: Kit<PlexConfig>): MediaServer {
  const { subsonicUrl: url, subsonicUser, subsonicPassword, subsonicApiKey } = config;
  if (!url || !(subsonicApiKey || (subsonicUser && subsonicPassword)))
    throw new ConfigError([
      'SOULSYNC_SUBSONIC_URL and either SOULSYNC_SUBSONIC_USER with SOULSYNC_SUBSONIC_PASSWORD or SOULSYNC_SUBSONIC_API_KEY must be set when SOULSYNC_LIBRARY_SERVER names subsonic',
    ]);
  const account = { url, user: subsonicUser ?? null, password: subsonicPassword ?? null, apiKey: subsonicApiKey ?? null };
  const policy = { system: 'subsonic', baseUrl: url, timeoutMs: 30_000, circuit: { failures: 8, openMs: 5_000 } };
  // A write is sent as GET where the server takes no forms, and is never repeated all the same.
  const http = { reads: external.client({ ...policy, retries: 2 }), writes: external.client({ ...policy, retries: 0 }) };
  return subsonicLibraryServer(subsonicClient(http, account), account, subsonicPaths(config.subsonicPathMap, config.musicDir));
}

/** Jellyfin looks at a path it was told about within minutes, some versions within a quarter of an hour. */
const JELLYFIN_PATH_PATIENCE_MS = 900_000;

function jellyfin(kit: Kit<PlexConfig>): MediaServer {
  const { jellyfinUrl: baseUrl, dataDir, jellyfinPathMap, musicDir } = kit.config;
  const account = jellyfinAccount(kit.config);
  if (!baseUrl || !account)
    throw new ConfigError([
      'SOULSYNC_JELLYFIN_URL and either SOULSYNC_JELLYFIN_USER (with SOULSYNC_JELLYFIN_PASSWORD) or SOULSYNC_JELLYFIN_API_KEY, not both, must be set when SOULSYNC_LIBRARY_SERVER names jellyfin',
    ]);
  const circuit = { failures: 8, openMs: 5_000 };
  const http = kit.external.client({ system: 'jellyfin', baseUrl, timeoutMs: 15_000, retries: 2, circuit });
  const device = { id: uuid5(SOULSYNC_NAMESPACE, 'jellyfin-device', dataDir), version: VERSION };
  return jellyfinLibraryServer(jellyfinClient(http, account, device), {
    pageSize: 300,
    paths: pathMap(jellyfinPathMap, musicDir),
    pathPatienceMs: JELLYFIN_PATH_PATIENCE_MS,
  });
}

function jellyfinAccount({ jellyfinUser: name, jellyfinPassword, jellyfinApiKey: key }: PlexConfig): JellyfinAccount | null {
  if (name && key) return null;
  if (name) return { kind: 'user', name, password: jellyfinPassword ?? null };
  return key ? { kind: 'api-key', key } : null;
}
