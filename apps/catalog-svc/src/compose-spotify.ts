import { commandHandler } from '@soulsync/event-store';
import { connectionTest, madeOncePer, serviceConnection } from '@soulsync/service-kit';
import type { Kit } from '@soulsync/service-kit';
import { refreshTokens } from './adapters/spotify/refresh-tokens.js';
import { spotifyAccounts } from './adapters/spotify/spotify-accounts.js';
import { spotifyClient } from './adapters/spotify/spotify-client.js';
import type { SpotifyClient } from './adapters/spotify/spotify-client.js';
import { spotifyLibrary } from './adapters/spotify/spotify-library.js';
import { spotifyMetadata } from './adapters/spotify/spotify-metadata.js';
import { spotifyPlaylistSource } from './adapters/spotify/spotify-playlist-source.js';
import { signInEnd } from './adapters/spotify/spotify-refusals.js';
import { spotifyShortLinks } from './adapters/spotify/spotify-short-links.js';
import { spotifyTestSteps } from './adapters/spotify/spotify-test.js';
import type { CatalogConfig } from './config.js';
import { SpotifySettings } from './settings.js';
import type { CatalogSettings } from './settings.js';
import { spotifyStanding } from './spotify-account/api/spotify-standing.js';
import { composeSpotifyAccount } from './spotify-account/compose-spotify-account.js';
import { spotifyAccount } from './spotify-account/domain/account/account.js';
import { accountEvents } from './spotify-account/workers/account-events.js';
import type { AccountEvents } from './spotify-account/workers/account-events.js';
import { signedInTokens } from './spotify-account/workers/signed-in-tokens.js';
import type { SignedInTokens } from './spotify-account/workers/signed-in-tokens.js';

const DAY_MS = 86_400_000;
/** Nobody waits longer for a call: with the day's calls used up, what is asked is told so at once. */
const LONGEST_WAIT_MS = 60_000;
/** Its rate is counted over so long (apis/spotify.md 4). */
const USUAL_WAIT_MS = 30_000;

/** All that asks Spotify, through one client with one budget, as the settings and the sign-in are at the moment. `resume`: what waited for a sign-in goes on. */
export async function composeSpotify(kit: Kit<CatalogConfig>, settings: CatalogSettings, resume: () => Promise<void>) {
  const { config, clock, secrets } = kit;
  const account = await accountEvents(commandHandler(kit.store, spotifyAccount));
  const clientId = () => settings.spotify().clientId ?? null;
  const tokens = signedInTokens({ account, secrets, clock, clientId, endOf: signInEnd });
  const client = clientOf(kit, settings, account, tokens);
  kit.settings.of(SpotifySettings).changes.subscribe(() => kit.connections.forget('spotify'));
  const nowMs = () => clock.monotonicMs();
  const perClient = <T>(make: (now: SpotifyClient) => T) =>
    madeOncePer(
      () => [client()] as const,
      ([now]) => now && make(now),
    );
  const library = perClient((now) => (now.isSignedIn ? spotifyLibrary(now, nowMs) : null));
  const policy = { timeoutMs: 20_000 };
  const gate = spotifyAccounts({
    accountsUrl: config.spotifyAccountsUrl,
    accounts: kit.external.client({ system: 'spotify-accounts', baseUrl: config.spotifyAccountsUrl, ...policy }),
    api: kit.external.client({ system: 'spotify', baseUrl: config.spotifyApiUrl, ...policy }),
  });
  return {
    playlistSource: perClient((now) => spotifyPlaylistSource(now, () => clock.now())),
    shortLinks: spotifyShortLinks((host) =>
      kit.external.client({ system: 'spotify-links', baseUrl: `https://${host}`, timeoutMs: 10_000, maxBytes: 65_536 }),
    ),
    metadataSource: perClient((now) => spotifyMetadata(now, nowMs)),
    connection: spotifyConnection(kit, settings, account, tokens),
    feature: composeSpotifyAccount(kit, settings, { account, tokens, gate, library, resume }),
  };
}

/** null: Spotify is not set up, which is a real answer. A sign-in from the environment wins; without any, the app asks for itself. */
const clientOf = (kit: Kit<CatalogConfig>, settings: CatalogSettings, account: AccountEvents, signedIn: SignedInTokens) =>
  madeOncePer(
    () => [settings.spotify(), account.version()] as const,
    ([now]) => clientBy(kit, now, account, signedIn),
  );

function clientBy(
  { config, external, secrets, clock, sleep }: Kit<CatalogConfig>,
  { clientId, clientSecret: secret, callsPerDay, gapMs }: SpotifySettings,
  account: AccountEvents,
  signedIn: SignedInTokens,
): SpotifyClient | null {
  if (!clientId) return null;
  const clientSecret = secret ?? null;
  const fromEnvironment = config.spotifyRefreshToken ? refreshTokens(secrets, config.spotifyRefreshToken) : null;
  const tokens = fromEnvironment ?? (account.now().status === 'signed-out' ? null : signedIn);
  if (tokens === null && clientSecret === null) return null;
  const policy = { timeoutMs: 20_000, retries: 2, circuit: { failures: 5, openMs: 30_000 } };
  const limits = { longestWaitMs: LONGEST_WAIT_MS, unsaidWaitMs: USUAL_WAIT_MS };
  return spotifyClient({
    api: external.client({
      system: 'spotify',
      baseUrl: config.spotifyApiUrl,
      ...policy,
      rate: { account: clientId, calls: callsPerDay, windowMs: DAY_MS, minGapMs: gapMs, ...limits },
    }),
    accounts: external.client({ system: 'spotify-accounts', baseUrl: config.spotifyAccountsUrl, ...policy }),
    // A token got by PKCE is refreshed without the secret.
    access: { clientId, clientSecret: tokens === signedIn ? null : clientSecret, tokens },
    nowMs: () => clock.monotonicMs(),
    sleep: (ms) => sleep(ms),
  });
}

function spotifyConnection(kit: Kit<CatalogConfig>, settings: CatalogSettings, account: AccountEvents, signedIn: SignedInTokens) {
  const { clock, config, external } = kit;
  const startedAt = clock.now();
  const isFromEnvironment = config.spotifyRefreshToken !== undefined;
  return serviceConnection({
    id: 'spotify',
    section: SpotifySettings,
    report: () =>
      spotifyStanding({
        clientId: settings.spotify().clientId ?? null,
        hasSecret: settings.spotify().clientSecret !== undefined,
        isFromEnvironment,
        account: account.now(),
        connection: kit.connections.list().find(({ system }) => system === 'spotify') ?? null,
        issues: kit.health.list(),
        since: startedAt,
      }),
    test: (candidate) => {
      const state = account.now();
      const steps = spotifyTestSteps({
        settings: candidate,
        accounts: external.client({ system: 'spotify-accounts', baseUrl: config.spotifyAccountsUrl, timeoutMs: 10_000 }),
        client: clientBy(kit, candidate, account, signedIn),
        signedInClientId: state.status === 'signed-out' || isFromEnvironment ? null : state.signIn.clientId,
      });
      return connectionTest(steps, () => clock.monotonicMs());
    },
  });
}
