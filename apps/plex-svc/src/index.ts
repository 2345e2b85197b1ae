import { defineService, FetchedQualitySettings } from '@soulsync/service-kit';
import type { Kit, ServiceDefinition } from '@soulsync/service-kit';
import type { PlexConnection } from './adapters/plex/plex-connection.js';
import { composeArtwork } from './artwork/compose-artwork.js';
import { serverConnections } from './compose-connections.js';
import { liveServers, sayWhatIsSetUp } from './compose-servers.js';
import { PlexConfig } from './config.js';
import { composeConnection, openConnection } from './connection/compose-connection.js';
import type { Resting } from './connection/resting.js';
import type { ServerSet } from './connection/server-workers.js';
import { composeLibrary, libraryProjections } from './library/compose-library.js';
import { forgetLibrarySyncStates } from './library/store/library-sync-state.js';
import { composeMetadataEdits, metadataEditProjections } from './metadata-edits/compose-metadata-edits.js';
import { MirrorMarks1764100000000 } from './migrations/1764100000000-mirror-marks.js';
import { FileNotes1764200000000 } from './migrations/1764200000000-file-notes.js';
import { Trigrams1764300000000 } from './migrations/1764300000000-trigrams.js';
import { PlaylistMirrorMarks1764400000000 } from './migrations/1764400000000-playlist-mirror-marks.js';
import { composePlaylists, playlistProjections } from './playlists/compose-playlists.js';
import { forgetMirrorStates } from './playlists/store/mirror-states.js';
import type { MediaServer } from './media-server.js';
import { plexModule } from './plex.module.js';
import { plexResources } from './resources.js';
import { followedSections, LibrarySettings, plexSections, plexSettings } from './settings.js';
import type { PlexServiceSettings } from './settings.js';

export { folderLibraryServer } from './adapters/folder/folder-library-server.js';
export { inMemoryFileNotes, noFileNotes } from './library/ports/in-memory-file-notes.js';
export { postgresFileNotes } from './library/store/postgres-file-notes.js';
export { fixedServers } from './connection/server-workers.js';
export { fillDerivedColumns } from './library/store/derived-columns.js';
export { FileNotes1764200000000 } from './migrations/1764200000000-file-notes.js';
export { plexResources } from './resources.js';

export const plexProjections = [...libraryProjections, ...playlistProjections, ...metadataEditProjections];

export const plexService = plexServiceOf(liveServers);

type ServersOf = (kit: Kit<PlexConfig>, settings: PlexServiceSettings, connection: PlexConnection) => ServerSet<MediaServer>;

export function plexServiceOf(serversOf: ServersOf): ServiceDefinition {
  return defineService({
    name: 'plex-svc',
    schema: 'plex',
    config: PlexConfig,
    settings: plexSections,
    followedSettings: followedSections,
    projections: plexProjections,
    resources: (_config, settings) =>
      plexResources({
        libraryProfile: settings?.of(LibrarySettings).now().profile,
        ...(settings?.of(FetchedQualitySettings).now() ?? new FetchedQualitySettings()),
      }),
    onLostLog: {
      async forget(manager) {
        await forgetLibrarySyncStates(manager);
        await forgetMirrorStates(manager);
      },
    },
    migrations: [MirrorMarks1764100000000, FileNotes1764200000000, Trigrams1764300000000, PlaylistMirrorMarks1764400000000],
    compose(kit) {
      const settings = plexSettings(kit);
      const opened = openConnection(kit, settings);
      const servers = serversOf(kit, settings, opened.plex);
      sayWhatIsSetUp(kit, settings, servers);
      const resting: Resting = (server, worker) => (server === servers.connected() ? opened.whileUsable(worker) : worker);
      const library = composeLibrary(kit, settings, servers, resting);
      const connectedLibrary = () => {
        const server = servers.connected();
        return server && library.syncOf(server);
      };
      const connection = composeConnection(kit, settings, opened, { libraryOf: connectedLibrary, changes: servers.changes });
      const features = [
        connection,
        library,
        composeMetadataEdits(kit, settings, servers, resting),
        composePlaylists(kit, settings, servers, resting),
        composeArtwork(kit, settings, servers.all),
      ];
      return {
        module: plexModule(kit, features),
        workers: features.flatMap(({ workers }) => workers),
        connections: serverConnections(kit, { settings, servers, opened, ...library, testPlex: connection.test }),
      };
    },
  });
}
