import { commandHandler, uuid5, SOULSYNC_NAMESPACE } from '@soulsync/event-store';
import { ConfigError, defineService, discoveries, VERSION } from '@soulsync/service-kit';
import type { Kit } from '@soulsync/service-kit';
import { folderLibraryServer } from './adapters/folder/folder-library-server.js';
import { pathMap } from './adapters/plex/path-map.js';
import { plexClient } from './adapters/plex/plex-client.js';
import { plexLibraryServer } from './adapters/plex/plex-library-server.js';
import { PlexConfig } from './config.js';
import { libraryAlbum } from './domain/library-album/library-album.js';
import { libraryScan } from './domain/library-scan/library-scan.js';
import { library } from './domain/library/library.js';
import { plexModule } from './plex.module.js';
import type { LibraryServer } from './ports/library-server.js';
import { indexPublishedFiles } from './processes/index-published-files.js';
import { sweepLibrary } from './processes/sweep-library.js';
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
  compose(kit) {
    const server = libraryServer(kit);
    const albums = commandHandler(kit.store, libraryAlbum);
    const sweeper = sweepLibrary(kit, server, albums, commandHandler(kit.store, library));
    return {
      module: plexModule(sweeper, discoveries(kit, ['plex', 'jellyfin', 'subsonic'])),
      workers: [sweeper, indexPublishedFiles(kit, server, albums, commandHandler(kit.store, libraryScan))],
    };
  },
});

function libraryServer({ config, logger, outside }: Kit<PlexConfig>): LibraryServer {
  if (config.libraryServer === 'folder') return folderLibraryServer(config.musicDir, logger);
  const { plexUrl, plexToken } = config;
  if (!plexUrl || !plexToken)
    throw new ConfigError(['SOULSYNC_PLEX_URL and SOULSYNC_PLEX_TOKEN must be set when SOULSYNC_LIBRARY_SERVER is plex']);
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
    section: config.plexSection ?? null,
    pageSize: config.plexPageSize,
    paths: pathMap(config.plexPathMap, config.musicDir),
  });
}
