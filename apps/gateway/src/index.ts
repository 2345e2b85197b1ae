import { NestFactory } from '@nestjs/core';
import type { DynamicModule } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { ConfigError, defineService, VERSION } from '@soulsync/service-kit';
import type { Kit } from '@soulsync/service-kit';
import { accounts } from './accounts/accounts.js';
import { setUpCode } from './accounts/set-up-code.js';
import { GatewayConfig } from './config.js';
import { gatewayModule } from './gateway.module.js';
import { serveConsole } from './http/console.js';
import { describeIdempotency } from './http/idempotency.interceptor.js';
import { API_DESCRIPTION } from './http/openapi.controller.js';
import type { ApiDescription } from './http/openapi.controller.js';
import { ProblemFilter } from './http/problem.filter.js';
import { securityHeaders } from './http/security-headers.js';
import { idempotentRequests, sweepIdempotentRequests } from './idempotency/idempotent-requests.js';
import { Accounts1764000000001 } from './migrations/1764000000001-accounts.js';
import { IdempotentRequests1764000000010 } from './migrations/1764000000010-idempotent-requests.js';
import { activityProjection } from './projections/activity.projection.js';
import { subjectNamesProjection } from './projections/subject-names.projection.js';
import { ownResources } from './resources.js';

export const gatewayService = defineService({
  name: 'gateway',
  schema: 'gateway',
  config: GatewayConfig,
  projections: [activityProjection, subjectNamesProjection],
  resources: ownResources,
  migrations: [Accounts1764000000001, IdempotentRequests1764000000010],
  async compose(kit) {
    const known = accounts(kit.dataSource, kit.store, kit.clock);
    const idempotent = idempotentRequests(kit.dataSource);
    return {
      module: gatewayModule(kit, known, await setUpCode(kit, known), idempotent),
      workers: [sweepIdempotentRequests(idempotent, kit.sleep)],
      http: (module) => serve(kit, module),
    };
  },
});

async function serve({ config, logger }: Kit<GatewayConfig>, module: DynamicModule): Promise<{ close(): Promise<void> }> {
  const app = await NestFactory.create<NestExpressApplication>(module, { logger: false, bodyParser: false });
  app.disable('x-powered-by');
  app.useBodyParser('json', { limit: '25mb' });
  app.use(securityHeaders);
  app.useGlobalFilters(new ProblemFilter(logger));
  if (config.consoleDir) serveConsole(app, config.consoleDir);
  const description = new DocumentBuilder()
    .setTitle('SoulSync')
    .setVersion(VERSION)
    .addApiKey({ type: 'apiKey', in: 'header', name: 'X-Api-Key' }, 'api-key')
    .addCookieAuth('soulsync_session')
    .build();
  app.get<ApiDescription>(API_DESCRIPTION).document = describeIdempotency(SwaggerModule.createDocument(app, description));
  const at = config.httpListen.lastIndexOf(':');
  try {
    await app.listen(Number(config.httpListen.slice(at + 1)), config.httpListen.slice(0, at));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')
      throw new ConfigError([`SOULSYNC_HTTP_LISTEN names ${config.httpListen}, which another program holds`]);
    throw error;
  }
  return {
    async close() {
      (app.getHttpServer() as { closeAllConnections(): void }).closeAllConnections(); // node's own server: live streams would hold it open for ever
      await app.close();
    },
  };
}
