import { commandHandler } from '@soulsync/event-store';
import { defineService, VERSION } from '@soulsync/service-kit';
import type { Kit } from '@soulsync/service-kit';
import { musicBrainzFacts } from './adapters/musicbrainz/musicbrainz-facts.js';
import { spotifyClient } from './adapters/spotify/spotify-client.js';
import type { SpotifyClient } from './adapters/spotify/spotify-client.js';
import { spotifyFacts } from './adapters/spotify/spotify-facts.js';
import { spotifyPlaylistSource } from './adapters/spotify/spotify-playlist-source.js';
import { catalogModule } from './catalog.module.js';
import { CatalogConfig } from './config.js';
import { followedPlaylist } from './domain/followed-playlist/decide.js';
import { wantedRecording } from './domain/wanted-recording/wanted-recording.js';
import { RefreshSchedule1764000000000 } from './migrations/1764000000000-refresh-schedule.js';
import { FactCache1764200000000 } from './migrations/1764200000000-fact-cache.js';
import type { FactSource } from './ports/fact-source.js';
import { artistFacts } from './processes/artist-facts.js';
import { factCache } from './processes/fact-cache.js';
import { refreshDuePlaylists } from './processes/refresh-due-playlists.js';
import { wantEntries } from './processes/want-entries.js';
import { playlistEntriesProjection } from './projections/playlist-entries.projection.js';
import { playlistOrderProjection } from './projections/playlist-order.projection.js';
import { playlistsProjection } from './projections/playlists.projection.js';
import { recordingStatesProjection } from './projections/recording-states.projection.js';
import { catalogResources } from './resources.js';

export { readPlaylistFile } from './adapters/csv/read-csv-file.js';
export { CsvUnreadable } from './ports/playlist-file.js';

const DAY_MS = 86_400_000;

export const catalogService = defineService({
  name: 'catalog-svc',
  schema: 'catalog',
  config: CatalogConfig,
  projections: [playlistsProjection, playlistOrderProjection, playlistEntriesProjection, recordingStatesProjection],
  resources: catalogResources,
  // Playlists are read again at once: what a lost log said of them may be gone.
  onLostLog: { forget: (manager) => manager.query('TRUNCATE catalog.refresh_schedule') },
  migrations: [RefreshSchedule1764000000000, FactCache1764200000000],
  compose(kit) {
    const playlists = commandHandler(kit.store, followedPlaylist);
    const spotify = spotifyOf(kit);
    const nowMs = () => Date.parse(kit.clock.now());
    const facts = artistFacts(
      { spotify: spotify && spotifyFacts(spotify, () => kit.clock.monotonicMs()), musicBrainz: musicBrainz(kit) },
      factCache(kit.dataSource, { spotify: kit.config.spotifyFactsPerDay }, nowMs),
    );
    return {
      module: catalogModule(kit, playlists, facts),
      reactors: [wantEntries(playlists, commandHandler(kit.store, wantedRecording), () => kit.clock.now())],
      workers: spotify ? [refreshDuePlaylists(kit, playlists, spotifyPlaylistSource(spotify))] : [],
    };
  },
});

/** null: Spotify is not set up, which is a real answer. */
function spotifyOf({ config, outside, secrets, clock }: Kit<CatalogConfig>): SpotifyClient | null {
  const { spotifyClientId: clientId, spotifyClientSecret, spotifyRefreshToken: refreshToken } = config;
  if (!clientId || !refreshToken) return null;
  const policy = { timeoutMs: 20_000, retries: 2, circuit: { failures: 5, openMs: 30_000 } };
  return spotifyClient({
    api: outside.client({
      system: 'spotify',
      baseUrl: config.spotifyApiUrl,
      ...policy,
      rate: { account: clientId, calls: config.spotifyCallsPerDay, windowMs: DAY_MS, minGapMs: config.spotifyGapMs },
    }),
    accounts: outside.client({ system: 'spotify-accounts', baseUrl: config.spotifyAccountsUrl, ...policy }),
    secrets,
    access: { clientId, clientSecret: spotifyClientSecret ?? null, refreshToken },
    nowMs: () => clock.monotonicMs(),
  });
}

/** null: nobody said whom MusicBrainz may write to, and it cuts off who does not say. */
function musicBrainz({ config, outside }: Kit<CatalogConfig>): FactSource | null {
  const { musicBrainzContact: contact, musicBrainzUrl: baseUrl, musicBrainzGapMs } = config;
  if (!contact) return null;
  const itself = /(^|\.)musicbrainz\.org$/i.test(new URL(baseUrl).hostname);
  const minGapMs = itself ? Math.max(1_100, musicBrainzGapMs) : musicBrainzGapMs;
  return musicBrainzFacts(
    outside.client({
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
