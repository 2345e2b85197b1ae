import { commandHandler } from '@soulsync/event-store';
import type { Kit, Task, Worker } from '@soulsync/service-kit';
import { sizeHere } from '../adapters/folder/size-here.js';
import type { PlexConfig } from '../config.js';
import type { Resting } from '../connection/resting.js';
import { oncePer, workersFor } from '../connection/server-workers.js';
import type { ServerSet } from '../connection/server-workers.js';
import type { PlexServiceSettings } from '../settings.js';
import { LIBRARIES, LibraryController, LIBRARY_SYNCS } from './api/library.controller.js';
import { libraryAlbum } from './domain/library-album/library-album.js';
import { libraryScan } from './domain/library-scan/library-scan.js';
import { library } from './domain/library/library.js';
import type { LibraryServer } from './ports/library-server.js';
import { libraryAlbumsProjection } from './projections/library-albums.projection.js';
import { librarySyncProjection } from './projections/library-sync.projection.js';
import { libraryScansProjection } from './projections/library-scans.projection.js';
import { libraryTracksProjection } from './projections/library-tracks.projection.js';
import { placedFilesProjection } from './projections/placed-files.projection.js';
import { unindexedFilesProjection } from './projections/unindexed-files.projection.js';
import { librarySyncStates } from './store/library-sync-state.js';
import { indexPublishedFiles } from './workers/index-published-files.js';
import { deriveColumns } from './workers/derive-columns.js';
import { syncLibrary } from './workers/sync-library.js';
import { retireLibraries } from './workers/retire-libraries.js';
import { observedLibraries } from './workers/observed-library.js';
import { pathProver } from './workers/prove-paths.js';

export const libraryProjections = [
  libraryTracksProjection,
  libraryAlbumsProjection,
  librarySyncProjection,
  libraryScansProjection,
  placedFilesProjection,
  unindexedFilesProjection,
];

/** What each server holds, and published files followed until the first one shows them. */
export function composeLibrary(kit: Kit<PlexConfig>, settings: PlexServiceSettings, servers: ServerSet<LibraryServer>, resting: Resting) {
  const prover = pathProver(settings.musicDir, sizeHere(settings.musicDir));
  const libraries = commandHandler(kit.store, library);
  const open = observedLibraries(kit, commandHandler(kit.store, libraryAlbum));
  const states = librarySyncStates(kit.dataSource);
  const scans = commandHandler(kit.store, libraryScan);
  const syncOf = oncePer((server: LibraryServer) => syncLibrary(kit, settings.syncs, server, open, states, libraries, prover));
  const { all, changes } = servers;
  const { logger } = kit;
  const indexing = ([primary, ...others]: readonly LibraryServer[]): Worker => {
    if (!primary) throw new Error('published files are followed on a server');
    return resting(primary, indexPublishedFiles(kit, settings.scans, primary, others, open, scans));
  };
  /** Named in the settings, set up or not: who takes an address away for a day does not mean the library. */
  const kindsRead = () => [...new Set([...settings.serverKinds(), ...all().map(({ kind }) => kind)])];
  kit.tasks.offer(() =>
    all().flatMap((server): readonly Task[] => {
      const { poll, standing } = syncOf(server);
      const { pollSeconds, fullEveryMinutes } = settings.syncs();
      const of = server.kind;
      return [
        {
          name: 'look-at-library',
          of,
          everySeconds: pollSeconds,
          nextRunAt: (usual) => standing().nextTryAt ?? usual,
          runNow: () => poll(false),
        },
        { name: 'read-library', of, everySeconds: fullEveryMinutes * 60, runNow: () => poll(true) },
      ];
    }),
  );
  return {
    syncOf,
    prove: prover.prove,
    controllers: [LibraryController],
    providers: [
      { provide: LIBRARY_SYNCS, useValue: () => all().map(syncOf) },
      { provide: LIBRARIES, useValue: libraries },
    ],
    workers: [
      workersFor({ name: 'library-syncs', wanted: all, changes, workerOf: (server) => resting(server, syncOf(server)), logger }),
      workersFor({
        name: 'published-files',
        wanted: () => (all().length > 0 ? [all()] : []),
        changes,
        workerOf: indexing,
        logger,
      }),
      retireLibraries(kit, kindsRead, open, states, libraries),
      deriveColumns(kit),
    ],
  };
}
