import type { DynamicModule } from '@nestjs/common';
import { KIT } from '@soulsync/service-kit';
import type { Kit } from '@soulsync/service-kit';
import type { Facts, FactsQuestion } from '@soulsync/contracts';
import { readPlaylistCsv } from './adapters/csv/read-playlist-csv.js';
import type { CatalogConfig } from './config.js';
import { ARTIST_FACTS, ArtistFactsController } from './api/artist-facts.controller.js';
import { FollowedPlaylistController } from './api/followed-playlist.controller.js';
import { IMPORTS, PLAYLIST_FILE, PLAYLISTS, PlaylistsController } from './api/playlists.controller.js';
import type { Playlists } from './processes/refresh-playlist.js';
import type { PlaylistImports } from './store/playlist-imports.js';

class CatalogModule {}

export const catalogModule = (
  kit: Kit<CatalogConfig>,
  playlists: Playlists,
  imports: Pick<PlaylistImports, 'accept'>,
  facts: (question: FactsQuestion) => Promise<Facts>,
): DynamicModule => ({
  module: CatalogModule,
  controllers: [PlaylistsController, FollowedPlaylistController, ArtistFactsController],
  providers: [
    { provide: KIT, useValue: kit },
    { provide: PLAYLISTS, useValue: playlists },
    { provide: IMPORTS, useValue: imports },
    { provide: ARTIST_FACTS, useValue: facts },
    { provide: PLAYLIST_FILE, useValue: { read: readPlaylistCsv } },
  ],
});
