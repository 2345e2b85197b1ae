import type { DynamicModule } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import type { Kit } from '@soulsync/service-kit';
import type { Accounts } from './accounts/accounts.js';
import { loginLimiter } from './accounts/login-limiter.js';
import type { SetUpCode } from './accounts/set-up-code.js';
import type { GatewayConfig } from './config.js';
import { AcquisitionCommands, MatchCommands, PlaylistCommands } from './http/command.controllers.js';
import { MediaServerController } from './http/media-server.controller.js';
import { DiscoveryCommands } from './http/discoveries.controller.js';
import { MirrorCommands } from './http/mirror.controllers.js';
import { IdempotencyInterceptor, IDEMPOTENT_REQUESTS, LOGGER } from './http/idempotency.interceptor.js';
import { LibraryEditCommands, LibraryEditPictures } from './http/library-edits.controller.js';
import { API_DESCRIPTION, OpenApiController } from './http/openapi.controller.js';
import { readablePath } from './http/path-ids.js';
import { REQUESTS, resourceController } from './http/resource-controller.js';
import { LOGIN_LIMITER, SessionController, SET_UP_CODE } from './http/session.controller.js';
import { ACCOUNTS, SignInGuard } from './http/sign-in.guard.js';
import { PingController, SystemController } from './http/system.controllers.js';
import type { IdempotentRequests } from './idempotency/idempotent-requests.js';
import { liveHub } from './live/live-hub.js';
import { LiveController, LIVE_HUB } from './live/live.controller.js';
import { RootCommands } from './http/roots.controller.js';
import { servedResources } from './resources.js';

class GatewayModule {}

export const gatewayModule = (
  kit: Kit<GatewayConfig>,
  accounts: Accounts,
  code: SetUpCode,
  idempotent: IdempotentRequests,
): DynamicModule => ({
  module: GatewayModule,
  controllers: [
    PingController,
    SessionController,
    SystemController,
    LiveController,
    OpenApiController,
    PlaylistCommands,
    MatchCommands,
    AcquisitionCommands,
    MediaServerController,
    DiscoveryCommands,
    MirrorCommands,
    LibraryEditCommands,
    LibraryEditPictures,
    RootCommands,
    ...servedResources.map(({ name, subject, row }) => resourceController(name, subject, row)),
  ],
  providers: [
    { provide: ACCOUNTS, useValue: accounts },
    { provide: SET_UP_CODE, useValue: code },
    { provide: LOGIN_LIMITER, useValue: loginLimiter(Date.now) },
    { provide: REQUESTS, useValue: kit.requests },
    { provide: LIVE_HUB, useValue: liveHub(kit.nats, kit.requests, servedResources, kit.logger) },
    { provide: API_DESCRIPTION, useValue: { document: null } },
    { provide: IDEMPOTENT_REQUESTS, useValue: idempotent },
    { provide: LOGGER, useValue: kit.logger },
    { provide: APP_GUARD, useClass: SignInGuard },
    { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
    { provide: APP_PIPE, useValue: readablePath },
  ],
});
