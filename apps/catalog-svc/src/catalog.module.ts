import type { DynamicModule } from '@nestjs/common';
import { KIT } from '@soulsync/service-kit';
import type { Kit } from '@soulsync/service-kit';
import { readPlaylistCsv } from './adapters/csv/read-playlist-csv.js';
import type { CatalogConfig } from './config.js';
import { PLAYLIST_FILE, PLAYLISTS, PlaylistsController } from './http/playlists.controller.js';
import type { Playlists } from './processes/refresh-playlist.js';

class CatalogModule {}

export const catalogModule = (kit: Kit<CatalogConfig>, playlists: Playlists): DynamicModule => ({
  module: CatalogModule,
  controllers: [PlaylistsController],
  providers: [
    { provide: KIT, useValue: kit },
    { provide: PLAYLISTS, useValue: playlists },
    { provide: PLAYLIST_FILE, useValue: { read: readPlaylistCsv } },
  ],
});
