import { commandHandler, uuid5, SOULSYNC_NAMESPACE } from '@soulsync/event-store';
import { ConfigError, defineService, VERSION } from '@soulsync/service-kit';
import type { Kit } from '@soulsync/service-kit';
import { folderLibraryServer } from './adapters/folder/folder-library-server.js';
import { pathMap } from './adapters/plex/path-map.js';
import { plexClient } from './adapters/plex/plex-client.js';
import { plexLibraryServer } from './adapters/plex/plex-library-server.js';
import { subsonicClient } from './adapters/subsonic/subsonic-client.js';
import { subsonicLibraryServer } from './adapters/subsonic/subsonic-library-server.js';
import { subsonicPaths } from './adapters/subsonic/subsonic-paths.js';
import { PlexConfig } from './config.js';
import { libraryAlbum } from './domain/library-album/library-album.js';
import { libraryScan } from './domain/library-scan/library-scan.js';
import { library } from './domain/library/library.js';
import { MirrorMarks1764100000000 } from './migrations/1764100000000-mirror-marks.js';
import { plexModule } from './plex.module.js';
import type { LibraryServer, ServerKind } from './ports/library-server.js';
import { indexPublishedFiles } from './processes/index-published-files.js';
import { mirrorLibrary } from './processes/mirror-library.js';
import { mirrorMarks } from './processes/mirror-marks.js';
import { mirrors } from './processes/mirror.js';
import { libraryMirrorProjection } from './projections/library-mirror.projection.js';
import { libraryScansProjection } from './projections/library-scans.projection.js';
import { libraryTracksProjection } from './projections/library-tracks.projection.js';
import { unindexedFilesProjection } from './projections/unindexed-files.projection.js';
import { plexResources } from './resources.js';

export { folderLibraryServer } from './adapters/folder/folder-library-server.js';

export const plexService = defineService({
  name: 'plex-svc',
  schema: 'plex',
  config: PlexConfig,
  projections: [libraryTracksProjection, libraryMirrorProjection, libraryScansProjection, unindexedFilesProjection],
  resources: plexResources,
  migrations: [MirrorMarks1764100000000],
  compose(kit) {
    const albums = commandHandler(kit.store, libraryAlbum);
    const libraries = commandHandler(kit.store, library);
    const open = mirrors(kit, albums);
    const marks = mirrorMarks(kit.dataSource);
    // Checked by the configuration.
    const kinds = [...new Set(kit.config.libraryServer.split(','))] as ServerKind[];
    const servers = kinds.map((kind) => libraryServer(kit, kind));
    const watching = servers.map((server) => mirrorLibrary(kit, server, open, marks, libraries));
    const [primary, ...others] = servers;
    const indexing = primary ? [indexPublishedFiles(kit, primary, others, open, commandHandler(kit.store, libraryScan))] : [];
    return { module: plexModule(kit, watching, libraries), workers: [...watching, ...indexing] };
  },
});

function libraryServer(kit: Kit<PlexConfig>, kind: ServerKind): LibraryServer {
  switch (kind) {
    case 'folder':
      return folderLibraryServer(kit.config.musicDir, kit.logger);
    case 'plex':
      return plex(kit);
    case 'subsonic':
      return subsonic(kit);
    case 'jellyfin':
      throw new ConfigError([`SOULSYNC_LIBRARY_SERVER: ${kind} is not there yet`]);
  }
}

function plex({ config, outside }: Kit<PlexConfig>): LibraryServer {
  const { plexUrl, plexToken } = config;
  if (!plexUrl || !plexToken)
    throw new ConfigError(['SOULSYNC_PLEX_URL and SOULSYNC_PLEX_TOKEN must be set when SOULSYNC_LIBRARY_SERVER names plex']);
  const http = outside.client({
    system: 'plex',
    baseUrl: plexUrl,
    headers: () => ({
      'X-Plex-Token': plexToken.reveal(),
      // One lasting id an installation: a new one a start would fill the user's list of devices.
      'X-Plex-Client-Identifier': uuid5(SOULSYNC_NAMESPACE, 'plex-client', config.dataDir),
      'X-Plex-Product': 'SoulSync',
      'X-Plex-Version': VERSION,
    }),
    timeoutMs: 15_000,
    retries: 2,
    circuit: { failures: 8, openMs: 5_000 },
  });
  return plexLibraryServer(plexClient(http), {
    sections: config.plexSection?.split(',').map((key) => key.trim()) ?? null,
    pageSize: config.plexPageSize,
    paths: pathMap(config.plexPathMap, config.musicDir),
  });
}

function subsonic({ config, outside }: Kit<PlexConfig>): LibraryServer {
  const { subsonicUrl: url, subsonicUser, subsonicPassword, subsonicApiKey } = config;
  if (!url || !(subsonicApiKey || (subsonicUser && subsonicPassword)))
    throw new ConfigError([
      'SOULSYNC_SUBSONIC_URL and either SOULSYNC_SUBSONIC_USER with SOULSYNC_SUBSONIC_PASSWORD or SOULSYNC_SUBSONIC_API_KEY must be set when SOULSYNC_LIBRARY_SERVER names subsonic',
    ]);
  const account = { url, user: subsonicUser ?? null, password: subsonicPassword ?? null, apiKey: subsonicApiKey ?? null };
  const policy = { system: 'subsonic', baseUrl: url, timeoutMs: 30_000, circuit: { failures: 8, openMs: 5_000 } };
  // A write is sent as GET where the server takes no forms, and is never repeated all the same.
  const http = { reads: outside.client({ ...policy, retries: 2 }), writes: outside.client({ ...policy, retries: 0 }) };
  return subsonicLibraryServer(subsonicClient(http, account), account, subsonicPaths(config.subsonicPathMap, config.musicDir));
}
