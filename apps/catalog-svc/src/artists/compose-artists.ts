import { VERSION } from '@soulsync/service-kit';
import type { Kit } from '@soulsync/service-kit';
import type { CatalogConfig } from '../config.js';
import { musicBrainzFacts } from './adapters/musicbrainz/musicbrainz-facts.js';
import { artistFacts } from './api/artist-facts.js';
import { ARTIST_FACTS, ArtistFactsController } from './api/artist-facts.controller.js';
import type { FactSource } from './ports/fact-source.js';
import { factCache } from './store/fact-cache.js';

/** What catalogues say of artists and albums. `spotify` null: it is not set up. */
export function composeArtists(kit: Kit<CatalogConfig>, spotify: FactSource | null) {
  const cache = factCache(kit.dataSource, { spotify: kit.config.spotifyFactsPerDay }, () => Date.parse(kit.clock.now()));
  return {
    controllers: [ArtistFactsController],
    providers: [{ provide: ARTIST_FACTS, useValue: artistFacts({ spotify, musicBrainz: musicBrainz(kit) }, cache) }],
  };
}

/** null: nobody said whom MusicBrainz may write to, and it cuts off who does not say. */
function musicBrainz({ config, external }: Kit<CatalogConfig>): FactSource | null {
  const { musicBrainzContact: contact, musicBrainzUrl: baseUrl, musicBrainzGapMs } = config;
  if (!contact) return null;
  const itself = /(^|\.)musicbrainz\.org$/i.test(new URL(baseUrl).hostname);
  const minGapMs = itself ? Math.max(1_100, musicBrainzGapMs) : musicBrainzGapMs;
  return musicBrainzFacts(
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
