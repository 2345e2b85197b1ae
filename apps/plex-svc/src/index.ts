import { commandHandler, uuid5, SOULSYNC_NAMESPACE } from '@soulsync/event-store';
import { ConfigError, defineService, VERSION } from '@soulsync/service-kit';
import type { Kit } from '@soulsync/service-kit';
import { READER_VERSION } from './adapters/folder/file-tags.js';
import { folderLibraryServer } from './adapters/folder/folder-library-server.js';
import type { WatchState } from './adapters/folder/watch-folders.js';
import { pathMap } from './adapters/plex/path-map.js';
import { plexClient } from './adapters/plex/plex-client.js';
import { plexLibraryServer } from './adapters/plex/plex-library-server.js';
import { postgresFileNotes } from './adapters/postgres/postgres-file-notes.js';
import { PlexConfig } from './config.js';
import { libraryAlbum } from './domain/library-album/library-album.js';
import { libraryScan } from './domain/library-scan/library-scan.js';
import { library } from './domain/library/library.js';
import { MirrorMarks1764100000000 } from './migrations/1764100000000-mirror-marks.js';
import { FileNotes1764200000000 } from './migrations/1764200000000-file-notes.js';
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
export { postgresFileNotes } from './adapters/postgres/postgres-file-notes.js';
export { FileNotes1764200000000 } from './migrations/1764200000000-file-notes.js';
export { inMemoryFileNotes, noFileNotes } from './adapters/in-memory/in-memory-file-notes.js';

export const plexService = defineService({
  name: 'plex-svc',
  schema: 'plex',
  config: PlexConfig,
  projections: [libraryTracksProjection, libraryMirrorProjection, libraryScansProjection, unindexedFilesProjection],
  resources: plexResources,
  migrations: [MirrorMarks1764100000000, FileNotes1764200000000],
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
      return folder(kit);
    case 'plex':
      return plex(kit);
    case 'subsonic':
    case 'jellyfin':
      throw new ConfigError([`SOULSYNC_LIBRARY_SERVER: ${kind} is not there yet`]);
  }
}

function folder({ config, dataSource, logger, health }: Kit<PlexConfig>): LibraryServer {
  const told = ({ watched, polled, exhausted }: WatchState) => {
    logger.info('the music folder is watched', { watched, polled });
    if (exhausted === null) return health.clear('music-folder-polled');
    health.raise({
      code: 'music-folder-polled',
      level: 'warning',
      message: `The system gives no more watches, so the music folder is only looked at every minute: ${exhausted}`,
      advice: 'Raise fs.inotify.max_user_watches above the number of your music folders and start again.',
    });
  };
  const pollMs = config.musicPollSeconds === 0 ? null : config.musicPollSeconds * 1_000;
  const notes = postgresFileNotes(dataSource, READER_VERSION);
  return folderLibraryServer(config.musicDir, { logger, notes, watch: { pollMs, told } });
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
