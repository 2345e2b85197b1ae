import type { DynamicModule } from '@nestjs/common';
import { KIT } from '@soulsync/service-kit';
import type { Kit } from '@soulsync/service-kit';
import type { Facts, FactsQuestion } from '@soulsync/contracts';
import { readPlaylistCsv } from './adapters/csv/read-playlist-csv.js';
import type { CatalogConfig } from './config.js';
import { ARTIST_FACTS, ArtistFactsController } from './http/artist-facts.controller.js';
import { PLAYLIST_FILE, PLAYLISTS, PlaylistsController } from './http/playlists.controller.js';
import type { Playlists } from './processes/refresh-playlist.js';

class CatalogModule {}

export const catalogModule = (
  kit: Kit<CatalogConfig>,
  playlists: Playlists,
  facts: (question: FactsQuestion) => Promise<Facts>,
): DynamicModule => ({
  module: CatalogModule,
  controllers: [PlaylistsController, ArtistFactsController],
  providers: [
    { provide: KIT, useValue: kit },
    { provide: PLAYLISTS, useValue: playlists },
    { provide: ARTIST_FACTS, useValue: facts },
    { provide: PLAYLIST_FILE, useValue: { read: readPlaylistCsv } },
  ],
});
