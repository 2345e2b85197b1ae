import { VERSION } from '@soulsync/service-kit';
import type { Kit } from '@soulsync/service-kit';
import type { CatalogConfig } from '../config.js';
import { musicBrainzMetadata } from './adapters/musicbrainz/musicbrainz-metadata.js';
import { artistMetadata } from './api/artist-metadata.js';
import { ARTIST_METADATA, ArtistMetadataController } from './api/artist-metadata.controller.js';
import type { MetadataSource } from './ports/metadata-source.js';
import { lookupCache } from './store/lookup-cache.js';

/** What catalogues say of artists and albums. `spotify` null: it is not set up. */
export function composeArtists(kit: Kit<CatalogConfig>, spotify: MetadataSource | null) {
  const cache = lookupCache(kit.dataSource, { spotify: kit.config.spotifyLookupsPerDay }, () => Date.parse(kit.clock.now()));
  return {
    controllers: [ArtistMetadataController],
    providers: [{ provide: ARTIST_METADATA, useValue: artistMetadata({ spotify, musicBrainz: musicBrainz(kit) }, cache) }],
  };
}

/** null: nobody said whom MusicBrainz may write to, and it cuts off who does not say. */
function musicBrainz({ config, external }: Kit<CatalogConfig>): MetadataSource | null {
  const { musicBrainzContact: contact, musicBrainzUrl: baseUrl, musicBrainzGapMs } = config;
  if (!contact) return null;
  const itself = /(^|\.)musicbrainz\.org$/i.test(new URL(baseUrl).hostname);
  const minGapMs = itself ? Math.max(1_100, musicBrainzGapMs) : musicBrainzGapMs;
  return musicBrainzMetadata(
    external.client({
      system: 'musicbrainz',
      reports: true,
      baseUrl,
      headers: () => ({ 'User-Agent': `SoulSync/${VERSION} ( ${contact} )` }),
      timeoutMs: 15_000,
      retries: 3, // it answers 503 even to polite clients (apis/musicbrainz.md 0)
      circuit: { failures: 12, openMs: 600_000 },
      rate: { account: 'musicbrainz', calls: 20, windowMs: 20 * minGapMs, minGapMs },
    }),
  );
}
