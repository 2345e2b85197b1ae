import { commandHandler } from '@soulsync/event-store';
import type { Kit } from '@soulsync/service-kit';
import type { CatalogConfig } from '../config.js';
import type { CatalogSettings } from '../settings.js';
import { readPlaylistCsv } from './adapters/csv/read-playlist-csv.js';
import { FollowedPlaylistController } from './api/followed-playlist.controller.js';
import { IMPORTS, PLAYLIST_FILE, PLAYLIST_SOURCE, PLAYLISTS, PlaylistsController, SHORT_LINKS } from './api/playlists.controller.js';
import { followedPlaylist } from './domain/followed-playlist/decide.js';
import type { PlaylistSource } from './ports/playlist-source.js';
import type { ShortLinks } from './ports/short-links.js';
import { playlistEntriesProjection } from './projections/playlist-entries.projection.js';
import { playlistOrderProjection } from './projections/playlist-order.projection.js';
import { playlistsProjection } from './projections/playlists.projection.js';
import { playlistImports } from './store/playlist-imports.js';
import type { PlaylistImports } from './store/playlist-imports.js';
import { refreshDuePlaylists } from './workers/refresh-due-playlists.js';
import type { IdentifyRecordings } from './workers/refresh-playlist.js';
import { takeUpImports } from './workers/take-up-imports.js';

export const playlistProjections = [playlistsProjection, playlistOrderProjection, playlistEntriesProjection];

/** A playlist of 100,000 entries is some 80 commits, and takes some 20 MB in memory. */
const PLAYLISTS_KEPT = 4;

/** Playlists that are followed. `source` answers null while no service is set up that is asked for them. */
export function composePlaylists(
  kit: Kit<CatalogConfig>,
  settings: CatalogSettings,
  { source, shortLinks }: { readonly source: () => PlaylistSource | null; readonly shortLinks: ShortLinks },
  identify: IdentifyRecordings,
) {
  const playlists = commandHandler(kit.store, followedPlaylist, { keep: PLAYLISTS_KEPT });
  const imports = playlistImports(kit.dataSource);
  const importing = takeUpImports(kit, playlists, identify, imports);
  const accept: PlaylistImports['accept'] = async (...accepted) => {
    await imports.accept(...accepted);
    importing.wake();
  };
  return {
    controllers: [PlaylistsController, FollowedPlaylistController],
    providers: [
      { provide: PLAYLISTS, useValue: playlists },
      { provide: IMPORTS, useValue: { accept } },
      { provide: PLAYLIST_SOURCE, useValue: source },
      { provide: SHORT_LINKS, useValue: shortLinks },
      { provide: PLAYLIST_FILE, useValue: { read: readPlaylistCsv } },
    ],
    workers: [importing, refreshDuePlaylists(kit, settings, playlists, identify, source)],
    playlists,
  };
}
