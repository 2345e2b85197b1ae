import type { Kit } from '@soulsync/service-kit';
import { spotifyClient } from './adapters/spotify/spotify-client.js';
import type { SpotifyClient } from './adapters/spotify/spotify-client.js';
import type { CatalogConfig } from './config.js';
import { madeOncePer } from './live-client.js';
import { SpotifySettings } from './settings.js';
import type { CatalogSettings } from './settings.js';

const DAY_MS = 86_400_000;

/** As the settings say at the moment. null: Spotify is not set up, which is a real answer. */
export function spotifyOf(kit: Kit<CatalogConfig>, settings: CatalogSettings): () => SpotifyClient | null {
  const { config, external, secrets, clock } = kit;
  kit.settings.of(SpotifySettings).changes.subscribe(() => kit.connections.forget('spotify'));
  return madeOncePer(
    () => [settings.spotify()] as const,
    ([{ clientId, clientSecret, callsPerDay, gapMs }]) => {
      const { spotifyRefreshToken: refreshToken } = config;
      if (!clientId || !refreshToken) return null;
      const policy = { timeoutMs: 20_000, retries: 2, circuit: { failures: 5, openMs: 30_000 } };
      return spotifyClient({
        api: external.client({
          system: 'spotify',
          baseUrl: config.spotifyApiUrl,
          ...policy,
          rate: { account: clientId, calls: callsPerDay, windowMs: DAY_MS, minGapMs: gapMs },
        }),
        accounts: external.client({ system: 'spotify-accounts', baseUrl: config.spotifyAccountsUrl, ...policy }),
        secrets,
        access: { clientId, clientSecret: clientSecret ?? null, refreshToken },
        nowMs: () => clock.monotonicMs(),
      });
    },
  );
}
