import { commandHandler } from '@soulsync/event-store';
import type { Kit } from '@soulsync/service-kit';
import type { PlexConfig } from '../config.js';
import type { Resting } from '../connection/resting.js';
import { oncePer, workersFor } from '../connection/server-workers.js';
import type { ServerSet } from '../connection/server-workers.js';
import type { PlexServiceSettings } from '../settings.js';
import { MIRRORED_PLAYLISTS, PlaylistMirrorsController } from './api/playlist-mirrors.controller.js';
import { mirrorBackup } from './domain/mirrored-playlist/mirror-backup.js';
import { mirroredPlaylist } from './domain/mirrored-playlist/mirrored-playlist.js';
import type { PlaylistServer } from './ports/server-playlists.js';
import { mirrorBackupsProjection } from './projections/mirror-backups.projection.js';
import { mirrorEntriesProjection } from './projections/mirror-entries.projection.js';
import { mirrorGapsProjection } from './projections/mirror-gaps.projection.js';
import { mirrorMatchesProjection } from './projections/mirror-matches.projection.js';
import { mirrorOrderProjection } from './projections/mirror-order.projection.js';
import { playlistMirrorsProjection } from './projections/playlist-mirrors.projection.js';
import { olderBackups } from './store/kept-backups.js';
import { mirrorStates } from './store/mirror-states.js';
import { wantedLists } from './store/wanted-list.js';
import { mirrorBackups } from './workers/mirror-backups.js';
import { mirrorPlaylists } from './workers/mirror-playlists.js';
import { playlistRuns } from './workers/playlist-run.js';

export const playlistProjections = [
  mirrorOrderProjection,
  mirrorEntriesProjection,
  mirrorMatchesProjection,
  playlistMirrorsProjection,
  mirrorGapsProjection,
  mirrorBackupsProjection,
];

/** Mirrored playlists on each server that keeps playlists. */
export function composePlaylists(
  kit: Kit<PlexConfig>,
  settings: PlexServiceSettings,
  servers: ServerSet<PlaylistServer>,
  resting: Resting,
) {
  const commands = commandHandler(kit.store, mirroredPlaylist);
  const lists = wantedLists(kit.dataSource);
  const states = mirrorStates(kit.dataSource);
  const backups = mirrorBackups(commandHandler(kit.store, mirrorBackup), lists, (mirrorId, kept) =>
    olderBackups(kit.dataSource, mirrorId, kept),
  );
  const mirrorsOn = oncePer((server: PlaylistServer) => {
    const runs = playlistRuns({ kit, settings: settings.mirrors, server, mirrors: commands, backups, lists });
    return mirrorPlaylists(kit, settings, commands, runs, lists, states);
  });
  const keepers = () => servers.all().filter(({ playlists }) => playlists !== null);
  const workers = () => keepers().map(mirrorsOn);
  kit.tasks.offer(() => keepers().map(({ kind }) => ({ name: 'write-playlists', of: kind, everySeconds: null })));
  return {
    controllers: [PlaylistMirrorsController],
    providers: [{ provide: MIRRORED_PLAYLISTS, useValue: { workers, commands, lists, states, backups } }],
    workers: [
      workersFor({
        name: 'mirrored-playlists',
        wanted: keepers,
        changes: servers.changes,
        workerOf: (server) => resting(server, mirrorsOn(server)),
        logger: kit.logger,
      }),
    ],
  };
}
