import { connectionTest, madeOncePer, serviceConnection, VERSION } from '@soulsync/service-kit';
import type { ExternalClient, Kit } from '@soulsync/service-kit';
import type { CatalogConfig } from '../config.js';
import { MusicBrainzSettings } from '../settings.js';
import type { CatalogSettings } from '../settings.js';
import { musicBrainzMetadata } from './adapters/musicbrainz/musicbrainz-metadata.js';
import { musicBrainzTestSteps } from './adapters/musicbrainz/musicbrainz-test.js';
import { artistMetadata } from './api/artist-metadata.js';
import { ARTIST_METADATA, ArtistMetadataController } from './api/artist-metadata.controller.js';
import type { MetadataSource } from './ports/metadata-source.js';
import { lookupCache } from './store/lookup-cache.js';

/** What catalogues say of artists and albums. `spotify` answers null while it is not set up. */
export function composeArtists(kit: Kit<CatalogConfig>, settings: CatalogSettings, spotify: () => MetadataSource | null) {
  const perDay = (source: MetadataSource['name']) => (source === 'spotify' ? settings.spotify().lookupsPerDay : null);
  const cache = lookupCache(kit.dataSource, perDay, () => Date.parse(kit.clock.now()));
  kit.settings.of(MusicBrainzSettings).changes.subscribe(() => kit.connections.forget('musicbrainz'));
  const musicBrainz = madeOncePer(
    () => [settings.musicBrainz()] as const,
    ([now]) => {
      const client = musicBrainzClient(kit, now, true);
      return client && musicBrainzMetadata(client);
    },
  );
  return {
    controllers: [ArtistMetadataController],
    providers: [{ provide: ARTIST_METADATA, useValue: artistMetadata({ spotify, musicBrainz }, cache) }],
    connections: [musicBrainzConnection(kit, settings)],
  };
}

/** null: nobody said whom MusicBrainz may write to, and it cuts off who does not say. `reports`: its calls say how it stands. */
function musicBrainzClient(
  { external }: Kit<CatalogConfig>,
  { contact, url: baseUrl, gapMs }: MusicBrainzSettings,
  reports: boolean,
): ExternalClient | null {
  if (!contact) return null;
  const itself = /(^|\.)musicbrainz\.org$/i.test(new URL(baseUrl).hostname);
  const minGapMs = itself ? Math.max(1_100, gapMs) : gapMs;
  return external.client({
    system: 'musicbrainz',
    reports,
    baseUrl,
    headers: () => ({ 'User-Agent': `SoulSync/${VERSION} ( ${contact} )` }),
    timeoutMs: 15_000,
    retries: 3, // it answers 503 even to polite clients (apis/musicbrainz.md 0)
    circuit: { failures: 12, openMs: 600_000 },
    rate: { account: 'musicbrainz', calls: 20, windowMs: 20 * minGapMs, minGapMs },
  });
}

function musicBrainzConnection(kit: Kit<CatalogConfig>, settings: CatalogSettings) {
  const startedAt = kit.clock.now();
  const states = { ok: 'connected', failing: 'unreachable', unconfigured: 'connecting', unknown: 'connecting' } as const;
  return serviceConnection({
    id: 'musicbrainz',
    section: MusicBrainzSettings,
    report() {
      const { contact, url } = settings.musicBrainz();
      const seen = kit.connections.list().find(({ system }) => system === 'musicbrainz');
      return {
        state: contact ? states[seen?.state ?? 'unknown'] : 'unconfigured',
        since: seen?.since ?? startedAt,
        code: seen?.state === 'failing' ? 'musicbrainz-unavailable' : null,
        detail: seen?.detail ?? null,
        nextTryAt: seen?.nextTryAt ?? null,
        facts: contact ? new URL(url).host : null,
        isInUse: contact !== undefined,
      };
    },
    test: (candidate) =>
      connectionTest(musicBrainzTestSteps(candidate, musicBrainzClient(kit, candidate, false)), () => kit.clock.monotonicMs()),
  });
}
