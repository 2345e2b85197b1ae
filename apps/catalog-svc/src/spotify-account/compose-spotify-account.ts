import type { Kit } from '@soulsync/service-kit';
import { actorText } from '@soulsync/contracts';
import { commandContext, refused } from '@soulsync/service-kit';
import type { CatalogConfig } from '../config.js';
import { SpotifySettings } from '../settings.js';
import type { CatalogSettings } from '../settings.js';
import { accountReport } from './api/account-report.js';
import { SPOTIFY_ACCOUNT, SPOTIFY_SIGN_INS, SpotifyController } from './api/spotify.controller.js';
import type { SpotifyAccountDesk } from './api/spotify.controller.js';
import type { SignInGate } from './ports/sign-in-gate.js';
import type { SpotifyLibrary } from './ports/spotify-library.js';
import { callsOfDay } from './store/spotify-rows.js';
import type { AccountEvents } from './workers/account-events.js';
import { foretellEnd } from './workers/foretell-end.js';
import { spotifySignIns } from './workers/sign-ins.js';
import type { SignedInTokens } from './workers/signed-in-tokens.js';

interface Parts {
  readonly account: AccountEvents;
  readonly tokens: SignedInTokens;
  readonly gate: SignInGate;
  /** Answers null while nobody is signed in. */
  readonly library: () => SpotifyLibrary | null;
  /** What waited for a sign-in goes on. */
  readonly resume: () => Promise<void>;
}

const VARIABLE = 'SOULSYNC_SPOTIFY_REFRESH_TOKEN';

/** Who is signed in to Spotify, and what is theirs there. */
export function composeSpotifyAccount(
  kit: Kit<CatalogConfig>,
  settings: CatalogSettings,
  { account, tokens, gate, library, resume }: Parts,
) {
  const { clock, config, dataSource } = kit;
  const isFromEnvironment = config.spotifyRefreshToken !== undefined;
  const clientId = () => settings.spotify().clientId ?? null;
  const mayChange = () => {
    if (isFromEnvironment) throw refused('locked', { variable: VARIABLE });
    if (config.readOnly) throw refused('read-only', {});
  };
  const assertMayKeep = () => {
    mayChange();
    if (!config.secretKey) throw refused('no-secret-key', {});
  };
  const foretelling = foretellEnd(kit, account);
  const desk: SpotifyAccountDesk = {
    library,
    report: () =>
      accountReport(
        {
          clientId: clientId(),
          hasSecret: settings.spotify().clientSecret !== undefined,
          isFromEnvironment,
          callsPerDay: settings.spotify().callsPerDay,
          library: library(),
        },
        account.now(),
        (id) => callsOfDay(dataSource, id, clock.now()),
      ),
    async signOut(request) {
      mayChange();
      const context = commandContext(request, clock);
      await account.handle({ type: 'SignOut', data: { by: actorText(context.actor), at: context.time } }, context);
      await tokens.forget();
      foretelling.look();
    },
  };
  const onSignedIn = async () => {
    kit.health.clear('spotify-sign-in');
    foretelling.look();
    await resume();
  };
  const signIns = spotifySignIns({ gate, account, tokens, clock, clientId, onSignedIn, assertMayKeep });
  kit.settings.of(SpotifySettings).changes.subscribe(() => kit.health.clear('spotify-sign-in'));
  return {
    controllers: [SpotifyController],
    providers: [
      { provide: SPOTIFY_ACCOUNT, useValue: desk },
      { provide: SPOTIFY_SIGN_INS, useValue: signIns },
    ],
    workers: [foretelling],
  };
}
