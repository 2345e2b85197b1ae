import { commandHandler } from '@soulsync/event-store';
import { defineService } from '@soulsync/service-kit';
import type { Kit } from '@soulsync/service-kit';
import { spotifyClient } from './adapters/spotify/spotify-client.js';
import { spotifyPlaylistSource } from './adapters/spotify/spotify-playlist-source.js';
import { catalogModule } from './catalog.module.js';
import { CatalogConfig } from './config.js';
import { followedPlaylist } from './domain/followed-playlist/decide.js';
import { wantedRecording } from './domain/wanted-recording/wanted-recording.js';
import { RefreshSchedule1764000000000 } from './migrations/1764000000000-refresh-schedule.js';
import type { PlaylistSource } from './ports/playlist-source.js';
import { refreshDuePlaylists } from './processes/refresh-due-playlists.js';
import { wantEntries } from './processes/want-entries.js';
import { playlistEntriesProjection } from './projections/playlist-entries.projection.js';
import { playlistOrderProjection } from './projections/playlist-order.projection.js';
import { playlistsProjection } from './projections/playlists.projection.js';
import { recordingStatesProjection } from './projections/recording-states.projection.js';
import { catalogResources } from './resources.js';

export { readPlaylistCsv } from './adapters/csv/read-playlist-csv.js';

const DAY_MS = 86_400_000;

export const catalogService = defineService({
  name: 'catalog-svc',
  schema: 'catalog',
  config: CatalogConfig,
  projections: [playlistsProjection, playlistOrderProjection, playlistEntriesProjection, recordingStatesProjection],
  resources: catalogResources,
  migrations: [RefreshSchedule1764000000000],
  compose(kit) {
    const playlists = commandHandler(kit.store, followedPlaylist);
    const source = spotifySource(kit);
    return {
      module: catalogModule(kit, playlists),
      reactors: [wantEntries(playlists, commandHandler(kit.store, wantedRecording), () => kit.clock.now())],
      workers: source ? [refreshDuePlaylists(kit, playlists, source)] : [],
    };
  },
});

/** null: Spotify is not set up, which is a real answer. */
function spotifySource({ config, outside, secrets, clock }: Kit<CatalogConfig>): PlaylistSource | null {
  const { spotifyClientId: clientId, spotifyClientSecret, spotifyRefreshToken: refreshToken } = config;
  if (!clientId || !refreshToken) return null;
  const policy = { timeoutMs: 20_000, retries: 2, circuit: { failures: 5, openMs: 30_000 } };
  return spotifyPlaylistSource(
    spotifyClient({
      api: outside.client({
        system: 'spotify',
        baseUrl: config.spotifyApiUrl,
        ...policy,
        rate: { account: clientId, calls: config.spotifyCallsPerDay, windowMs: DAY_MS, minGapMs: config.spotifyGapMs },
      }),
      accounts: outside.client({ system: 'spotify-accounts', baseUrl: config.spotifyAccountsUrl, ...policy }),
      secrets,
      access: { clientId, clientSecret: spotifyClientSecret ?? null, refreshToken },
      nowMs: () => Date.parse(clock.now()),
    }),
  );
}
