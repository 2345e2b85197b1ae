import { defineService } from '@soulsync/service-kit';
import { composeArtists } from './artists/compose-artists.js';
import { catalogModule } from './catalog.module.js';
import { composeSpotify } from './compose-spotify.js';
import { CatalogConfig } from './config.js';
import { RefreshSchedule1764000000000 } from './migrations/1764000000000-refresh-schedule.js';
import { FactCache1764200000000 } from './migrations/1764200000000-fact-cache.js';
import { PlaylistImports1764700000000 } from './migrations/1764700000000-playlist-imports.js';
import { composePlaylists, playlistProjections } from './playlists/compose-playlists.js';
import { forgetDoneImports } from './playlists/store/playlist-imports.js';
import { playlistLists } from './playlists/store/playlist-lists.js';
import { forgetRefreshSchedule, refreshSchedule } from './playlists/store/refresh-schedule.js';
import { recordingLists } from './recordings/store/recording-lists.js';
import { composeIdentities, composeRecordings, recordingProjections } from './recordings/compose-recordings.js';
import { catalogSections, catalogSettings } from './settings.js';

export { readPlaylistFile } from './playlists/adapters/csv/read-csv-file.js';
export { CsvUnreadable } from './playlists/ports/playlist-file.js';
export type { CsvPlaylist } from './playlists/ports/playlist-file.js';

export const catalogService = defineService({
  name: 'catalog-svc',
  schema: 'catalog',
  config: CatalogConfig,
  settings: catalogSections,
  projections: [...playlistProjections, ...recordingProjections],
  resources: { ...playlistLists, ...recordingLists },
  // Playlists are read again at once: what a lost log said of them may be gone, and with it what was imported.
  onLostLog: {
    async forget(manager) {
      await forgetRefreshSchedule(manager);
      await forgetDoneImports(manager);
    },
  },
  migrations: [RefreshSchedule1764000000000, FactCache1764200000000, PlaylistImports1764700000000],
  async compose(kit) {
    const settings = catalogSettings(kit.settings);
    const spotify = await composeSpotify(kit, settings, () => refreshSchedule(kit.dataSource).readFailedAt(kit.clock.now()));
    const identities = composeIdentities(kit);
    const playlists = composePlaylists(
      kit,
      settings,
      { source: spotify.playlistSource, shortLinks: spotify.shortLinks },
      identities.identify,
    );
    const artists = composeArtists(kit, settings, spotify.metadataSource);
    const recordings = composeRecordings(kit, identities.identities, playlists.playlists, (playlistId, data, context) =>
      playlists.playlists(playlistId, { type: 'ReidentifyEntries', data }, context),
    );
    return {
      module: catalogModule(kit, [playlists, artists, recordings, spotify.feature]),
      reactors: [...identities.reactors, ...recordings.reactors],
      connections: [spotify.connection, ...artists.connections],
      workers: [...playlists.workers, ...spotify.feature.workers],
    };
  },
});
