import { defineService } from '@soulsync/service-kit';
import type { Kit, ServiceDefinition } from '@soulsync/service-kit';
import type { PlexConnection } from './adapters/plex/plex-connection.js';
import { configuredServers } from './compose-servers.js';
import type { Servers } from './compose-servers.js';
import { PlexConfig } from './config.js';
import { composeConnection, openConnection } from './connection/compose-connection.js';
import type { Resting } from './connection/resting.js';
import { composeLibrary, libraryProjections } from './library/compose-library.js';
import { forgetLibrarySyncStates } from './library/store/library-sync-state.js';
import { composeMetadataEdits, metadataEditProjections } from './metadata-edits/compose-metadata-edits.js';
import { MirrorMarks1764100000000 } from './migrations/1764100000000-mirror-marks.js';
import { FileNotes1764200000000 } from './migrations/1764200000000-file-notes.js';
import { Trigrams1764300000000 } from './migrations/1764300000000-trigrams.js';
import { PlaylistMirrorMarks1764400000000 } from './migrations/1764400000000-playlist-mirror-marks.js';
import { composePlaylists, playlistProjections } from './playlists/compose-playlists.js';
import { forgetMirrorStates } from './playlists/store/mirror-states.js';
import { plexModule } from './plex.module.js';
import { plexResources } from './resources.js';

export { folderLibraryServer } from './adapters/folder/folder-library-server.js';
export { inMemoryFileNotes, noFileNotes } from './library/ports/in-memory-file-notes.js';
export { postgresFileNotes } from './library/store/postgres-file-notes.js';
export { fillDerivedColumns } from './library/store/derived-columns.js';
export { FileNotes1764200000000 } from './migrations/1764200000000-file-notes.js';
export { plexResources } from './resources.js';

export const plexProjections = [...libraryProjections, ...playlistProjections, ...metadataEditProjections];

export const plexService = plexServiceOf(configuredServers);

export function plexServiceOf(serversOf: (kit: Kit<PlexConfig>, connection: PlexConnection) => Servers): ServiceDefinition {
  return defineService({
    name: 'plex-svc',
    schema: 'plex',
    config: PlexConfig,
    projections: plexProjections,
    resources: plexResources,
    onLostLog: {
      async forget(manager) {
        await forgetLibrarySyncStates(manager);
        await forgetMirrorStates(manager);
      },
    },
    migrations: [MirrorMarks1764100000000, FileNotes1764200000000, Trigrams1764300000000, PlaylistMirrorMarks1764400000000],
    compose(kit) {
      const opened = openConnection(kit);
      const { all, connected } = serversOf(kit, opened.plex);
      const resting: Resting = (server, worker) => (server === connected ? opened.whileUsable(worker) : worker);
      const library = composeLibrary(kit, all, resting);
      const features = [
        composeConnection(kit, opened, library.syncs.find(({ server }) => server === connected) ?? null),
        library,
        composeMetadataEdits(kit, all, resting),
        composePlaylists(kit, all, resting),
      ];
      return { module: plexModule(kit, features), workers: features.flatMap(({ workers }) => workers) };
    },
  });
}
