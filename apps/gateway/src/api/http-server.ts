import type { Server } from 'node:http';
import { NestFactory } from '@nestjs/core';
import type { DynamicModule } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { NextFunction, Request, Response } from 'express';
import type { Logger } from '@soulsync/event-store';
import { ConfigError, VERSION } from '@soulsync/service-kit';
import type { GatewayConfig } from '../config.js';
import { serveConsole } from './console.js';
import { describeAccess } from './describe-access.js';
import { describeIdempotency } from './idempotency.interceptor.js';
import { API_DESCRIPTION } from './openapi.controller.js';
import type { ApiDescription } from './openapi.controller.js';
import { ProblemFilter } from './problem.filter.js';
import { endUnread } from './request-body.js';
import { CSV_UPLOAD } from './request-stream.js';
import { securityHeaders } from './security-headers.js';

/** Headers that come more slowly than this end their connection. */
const HEADERS_MS = 15_000;

/** The module over HTTP. No body is parsed on the way in: that is done behind the sign-in (`request-body.ts`). */
export async function httpServer(config: GatewayConfig, module: DynamicModule, logger: Logger): Promise<{ close(): Promise<void> }> {
  const app = await NestFactory.create<NestExpressApplication>(module, { logger: false, bodyParser: false });
  app.disable('x-powered-by');
  app.use(securityHeaders);
  app.use(endUnread);
  app.use('/api', neverStored);
  app.useGlobalFilters(new ProblemFilter(logger));
  if (config.consoleDir) serveConsole(app, config.consoleDir);
  app.get<ApiDescription>(API_DESCRIPTION).document = describeAccess(describeIdempotency(SwaggerModule.createDocument(app, description())));
  const server: Server = app.getHttpServer(); // node's own
  server.headersTimeout = HEADERS_MS;
  server.requestTimeout = CSV_UPLOAD.withinMs + HEADERS_MS;
  // A client that asks first sends its body only once someone reads it.
  server.on('checkContinue', (request, response) => server.emit('request', request, response));
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
      server.closeAllConnections(); // live streams would hold it open for ever
      await app.close();
    },
  };
}

const description = () =>
  new DocumentBuilder()
    .setTitle('SoulSync')
    .setVersion(VERSION)
    .addApiKey({ type: 'apiKey', in: 'header', name: 'X-Api-Key' }, 'api-key')
    .addCookieAuth('soulsync_session')
    .addSecurityRequirements('api-key')
    .addSecurityRequirements('cookie')
    .build();

/** What the API answers is someone's own, and old in a moment. */
function neverStored(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader('Cache-Control', 'no-store');
  next();
}
