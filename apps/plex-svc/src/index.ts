import { commandHandler, uuid5, SOULSYNC_NAMESPACE } from '@soulsync/event-store';
import { defineService, VERSION } from '@soulsync/service-kit';
import type { Kit } from '@soulsync/service-kit';
import { folderLibraryServer } from './adapters/folder/folder-library-server.js';
import { pathMap } from './adapters/plex/path-map.js';
import { plexClient } from './adapters/plex/plex-client.js';
import { plexConnection } from './adapters/plex/plex-connection.js';
import type { PlexConnection } from './adapters/plex/plex-connection.js';
import { plexLibraryServer } from './adapters/plex/plex-library-server.js';
import { plexTvAccount } from './adapters/plex-tv/plex-tv-account.js';
import { plexTvClient } from './adapters/plex-tv/plex-tv-client.js';
import { PlexConfig } from './config.js';
import { libraryAlbum } from './domain/library-album/library-album.js';
import { libraryScan } from './domain/library-scan/library-scan.js';
import { library } from './domain/library/library.js';
import { mediaServer } from './domain/media-server/media-server.js';
import { plexModule } from './plex.module.js';
import type { LibraryServer } from './ports/library-server.js';
import type { ServerAccount } from './ports/server-account.js';
import type { ServerTargets } from './ports/server-connection.js';
import { chooseMediaServer } from './processes/choose-media-server.js';
import { indexPublishedFiles } from './processes/index-published-files.js';
import { keepConnected, tellStanding, whileUsable } from './processes/keep-connected.js';
import { mediaServerSettings } from './processes/media-server-settings.js';
import { signIns } from './processes/sign-ins.js';
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
    const account = serverAccount(kit);
    const settings = mediaServerSettings(kit, commandHandler(kit.store, mediaServer), account);
    const connection = plexServerConnection(kit, settings);
    const usesPlex = kit.config.libraryServer === 'plex';
    const server = usesPlex ? plexLibrary(kit, connection) : folderLibraryServer(kit.config.musicDir, kit.logger);
    const albums = commandHandler(kit.store, libraryAlbum);
    const sweeper = sweepLibrary(kit, server, albums, commandHandler(kit.store, library));
    const indexer = indexPublishedFiles(kit, server, albums, commandHandler(kit.store, libraryScan));
    const back = () => sweeper.hurry();
    const desk = chooseMediaServer(kit, { settings, account, connection, back });
    const signing = signIns(kit, { account, settings, desk });
    const rested = () => tellStanding(kit, connection.state());
    return {
      module: plexModule({ sweeper, desk, signIns: signing }),
      workers: usesPlex
        ? [
            signing,
            keepConnected(kit, connection, back),
            whileUsable(connection, sweeper, rested),
            whileUsable(connection, indexer, rested),
          ]
        : [signing, sweeper, indexer],
    };
  },
});

/** One lasting id an installation: a new one a start would fill the user's list of devices and end sign-ins. */
const clientId = ({ config }: Kit<PlexConfig>) => uuid5(SOULSYNC_NAMESPACE, 'plex-client', config.dataDir);
const PRODUCT = 'SoulSync';

const clientHeaders = (kit: Kit<PlexConfig>): Readonly<Record<string, string>> => ({
  'X-Plex-Client-Identifier': clientId(kit),
  'X-Plex-Product': PRODUCT,
  'X-Plex-Version': VERSION,
  'X-Plex-Platform': 'Node.js',
  'X-Plex-Device-Name': PRODUCT,
});

function serverAccount(kit: Kit<PlexConfig>): ServerAccount {
  const own = kit.config.plexTvUrl?.replace(/\/+$/, '');
  const client = (baseUrl: string) =>
    plexTvClient(kit.outside.client({ system: 'plex.tv', baseUrl, headers: () => clientHeaders(kit), timeoutMs: 8_000 }));
  return plexTvAccount(client(own ?? 'https://plex.tv'), client(own ?? 'https://clients.plex.tv'), {
    authPage: own ? `${own}/auth` : 'https://app.plex.tv/auth',
    clientId: clientId(kit),
    product: PRODUCT,
  });
}

function plexServerConnection(kit: Kit<PlexConfig>, targets: ServerTargets): PlexConnection {
  return plexConnection({
    targets,
    open: (baseUrl, token, policy) =>
      kit.outside.client({
        system: 'plex',
        baseUrl,
        headers: () => ({ ...clientHeaders(kit), ...(token ? { 'X-Plex-Token': token.reveal() } : {}) }),
        ...policy,
      }),
    clock: kit.clock,
    chance: Math.random,
  });
}

const plexLibrary = ({ config }: Kit<PlexConfig>, connection: PlexConnection): LibraryServer =>
  plexLibraryServer(plexClient(connection.client), {
    section: config.plexSection ?? null,
    pageSize: config.plexPageSize,
    paths: pathMap(config.plexPathMap, config.musicDir),
    serverNow: () => connection.state().serverId,
  });
