import { madeOncePer, VERSION } from '@soulsync/service-kit';
import type { Kit } from '@soulsync/service-kit';
import type { CatalogConfig } from '../config.js';
import { MusicBrainzSettings } from '../settings.js';
import type { CatalogSettings } from '../settings.js';
import { musicBrainzMetadata } from './adapters/musicbrainz/musicbrainz-metadata.js';
import { artistMetadata } from './api/artist-metadata.js';
import { ARTIST_METADATA, ArtistMetadataController } from './api/artist-metadata.controller.js';
import type { MetadataSource } from './ports/metadata-source.js';
import { lookupCache } from './store/lookup-cache.js';

/** What catalogues say of artists and albums. `spotify` answers null while it is not set up. */
export function composeArtists(kit: Kit<CatalogConfig>, settings: CatalogSettings, spotify: () => MetadataSource | null) {
  const perDay = (source: MetadataSource['name']) => (source === 'spotify' ? settings.spotify().lookupsPerDay : null);
  const cache = lookupCache(kit.dataSource, perDay, () => Date.parse(kit.clock.now()));
  return {
    controllers: [ArtistMetadataController],
    providers: [{ provide: ARTIST_METADATA, useValue: artistMetadata({ spotify, musicBrainz: musicBrainz(kit, settings) }, cache) }],
  };
}

/** null: nobody said whom MusicBrainz may write to, and it cuts off who does not say. */
function musicBrainz(kit: Kit<CatalogConfig>, settings: CatalogSettings): () => MetadataSource | null {
  kit.settings.of(MusicBrainzSettings).changes.subscribe(() => kit.connections.forget('musicbrainz'));
  return madeOncePer(
    () => [settings.musicBrainz()] as const,
    ([{ contact, url: baseUrl, gapMs }]) => {
      if (!contact) return null;
      const itself = /(^|\.)musicbrainz\.org$/i.test(new URL(baseUrl).hostname);
      const minGapMs = itself ? Math.max(1_100, gapMs) : gapMs;
      return musicBrainzMetadata(
        kit.external.client({
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
    },
  );
}
