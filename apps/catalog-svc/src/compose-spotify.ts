import type { Kit } from '@soulsync/service-kit';
import { spotifyClient } from './adapters/spotify/spotify-client.js';
import type { SpotifyClient } from './adapters/spotify/spotify-client.js';
import type { CatalogConfig } from './config.js';

const DAY_MS = 86_400_000;

/** null: Spotify is not set up, which is a real answer. */
export function spotifyOf({ config, external, secrets, clock }: Kit<CatalogConfig>): SpotifyClient | null {
  const { spotifyClientId: clientId, spotifyClientSecret, spotifyRefreshToken: refreshToken } = config;
  if (!clientId || !refreshToken) return null;
  const policy = { timeoutMs: 20_000, retries: 2, circuit: { failures: 5, openMs: 30_000 } };
  return spotifyClient({
    api: external.client({
      system: 'spotify',
      baseUrl: config.spotifyApiUrl,
      ...policy,
      rate: { account: clientId, calls: config.spotifyCallsPerDay, windowMs: DAY_MS, minGapMs: config.spotifyGapMs },
    }),
    accounts: external.client({ system: 'spotify-accounts', baseUrl: config.spotifyAccountsUrl, ...policy }),
    secrets,
    access: { clientId, clientSecret: spotifyClientSecret ?? null, refreshToken },
    nowMs: () => clock.monotonicMs(),
  });
}
