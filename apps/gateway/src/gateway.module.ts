import { join } from 'node:path';
import type { DynamicModule } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import type { Logger } from '@soulsync/event-store';
import { apiCommands } from '@soulsync/contracts/rest';
import { KIT } from '@soulsync/service-kit';
import type { Kit } from '@soulsync/service-kit';
import type { Accounts } from './accounts/accounts.js';
import type { ApiKeys } from './accounts/api-keys.js';
import { deviceCookies } from './accounts/device-cookie.js';
import { loginLimiter } from './accounts/login-limiter.js';
import type { LoginLimiter } from './accounts/login-limiter.js';
import type { Sessions } from './accounts/sessions.js';
import type { SetUpCode } from './accounts/set-up-code.js';
import { signIn } from './accounts/sign-in.js';
import { wrongGuesses } from './accounts/wrong-guesses.js';
import type { GatewayConfig } from './config.js';
import { ApiKeyController } from './api/api-keys.controller.js';
import { PlaylistImportController, UPLOADS } from './api/playlist-import.controller.js';
import { commandController } from './api/command-controller.js';
import { DiscoveryCommands } from './api/discoveries.controller.js';
import { MirrorCommands } from './api/mirror.controllers.js';
import { IdempotencyInterceptor, IDEMPOTENT_REQUESTS, LOGGER } from './api/idempotency.interceptor.js';
import { MetadataEditPictures } from './api/metadata-edit-pictures.controller.js';
import { API_DESCRIPTION, OpenApiController } from './api/openapi.controller.js';
import { BodyHeadersGuard, RequestBodyInterceptor } from './api/request-body.js';
import { ProxySettings } from './settings.js';
import { ORIGIN_OF, originThrough, trustedNow } from './api/trusted-proxies.js';
import { readablePath } from './api/path-ids.js';
import { REQUESTS, resourceController } from './api/resource-controller.js';
import { DEVICE_COOKIES, LOGIN_LIMITER, SessionController, SET_UP_CODE, SIGN_IN } from './api/session.controller.js';
import { ACCOUNTS, API_KEYS, SESSIONS, SignInGuard } from './api/sign-in.guard.js';
import { OwnSessionsController } from './api/own-sessions.controller.js';
import { LogsController } from './api/logs.controller.js';
import { ParkedEventsController } from './api/parked-events.controller.js';
import { PingController, SystemController } from './api/system.controllers.js';
import type { IdempotentRequests } from './idempotency/idempotent-requests.js';
import { liveHub } from './live/live-hub.js';
import { LiveController, LIVE_HUB } from './live/live.controller.js';
import { ARTWORK, ArtworkController } from './api/artwork.controller.js';
import { artworkCache } from './artwork/artwork-cache.js';
import { CountsController } from './api/counts.controller.js';
import { ConnectionsController } from './api/connections.controller.js';
import { UserController } from './api/users.controller.js';
import { SettingsController } from './api/settings.controller.js';
import { SpotifyController } from './api/spotify.controller.js';
import { servedResources } from './resources.js';
import { uploads } from './uploads/uploads.js';

/** Some ten thousand covers in their three sizes. */
const ARTWORK_BYTES = 500_000_000;
const ARTWORK_FRESH_MS = 3_600_000;

class GatewayModule {}

/** For whoever forgot to name a proxy; a few addresses, since anyone may send such a header. */
function reportUntrusted(logger: Logger): (address: string) => void {
  const reported = new Set<string>();
  return (address) => {
    if (reported.has(address) || reported.size >= 10) return;
    reported.add(address);
    logger.warn('X-Forwarded-For is ignored: it comes from an address that SOULSYNC_TRUSTED_PROXIES does not name', { address });
  };
}

/** A clock that steps neither lengthens nor shortens a wait. */
const steadyMs = () => performance.now();

export const gatewayModule = (
  kit: Kit<GatewayConfig>,
  accounts: Accounts,
  apiKeys: ApiKeys,
  sessions: Sessions,
  code: SetUpCode,
  idempotent: IdempotentRequests,
): DynamicModule => ({
  module: GatewayModule,
  controllers: [
    PingController,
    SessionController,
    OwnSessionsController,
    UserController,
    ApiKeyController,
    SystemController,
    ParkedEventsController,
    LogsController,
    LiveController,
    OpenApiController,
    PlaylistImportController,
    DiscoveryCommands,
    MirrorCommands,
    MetadataEditPictures,
    ArtworkController,
    ConnectionsController,
    CountsController,
    SettingsController,
    SpotifyController,
    ...apiCommands.map(commandController),
    ...servedResources.map(({ name, subject, row }) => resourceController(name, subject, row)),
  ],
  providers: [
    { provide: KIT, useValue: kit },
    { provide: ACCOUNTS, useValue: accounts },
    { provide: API_KEYS, useValue: apiKeys },
    { provide: SET_UP_CODE, useValue: code },
    { provide: SESSIONS, useValue: sessions },
    {
      provide: ORIGIN_OF,
      useValue: originThrough(
        trustedNow(() => kit.settings.of(ProxySettings).now().trusted),
        reportUntrusted(kit.logger),
      ),
    },
    { provide: LOGIN_LIMITER, useValue: loginLimiter(steadyMs) },
    {
      provide: SIGN_IN,
      useFactory: (limiter: LoginLimiter) => signIn(accounts, limiter, wrongGuesses(steadyMs), kit.sleep),
      inject: [LOGIN_LIMITER],
    },
    { provide: DEVICE_COOKIES, useValue: deviceCookies(kit.config.secretKey, Date.now) },
    { provide: REQUESTS, useValue: kit.requests },
    { provide: LIVE_HUB, useValue: liveHub(kit.nats, kit.logger) },
    { provide: UPLOADS, useValue: uploads(kit.nats, join(kit.config.dataDir, 'run'), kit.logger) },
    {
      provide: ARTWORK,
      useValue: artworkCache(join(kit.config.dataDir, 'artwork'), { maxBytes: ARTWORK_BYTES, freshMs: ARTWORK_FRESH_MS, nowMs: Date.now }),
    },
    { provide: API_DESCRIPTION, useValue: { document: null } },
    { provide: IDEMPOTENT_REQUESTS, useValue: idempotent },
    { provide: LOGGER, useValue: kit.logger },
    // In this order: what the headers refuse, who asks, the body, and only then whether it was done before.
    { provide: APP_GUARD, useClass: BodyHeadersGuard },
    { provide: APP_GUARD, useClass: SignInGuard },
    { provide: APP_INTERCEPTOR, useClass: RequestBodyInterceptor },
    { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
    { provide: APP_PIPE, useValue: readablePath },
  ],
});
