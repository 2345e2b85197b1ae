import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { ApiKeys } from '../accounts/api-keys.js';
import type { Sessions } from '../accounts/sessions.js';
import { API_KEYS, credentialsOf, SESSIONS } from '../api/sign-in.guard.js';
import type { LiveHub, LiveMessage } from './live-hub.js';

export const LIVE_HUB = Symbol('live hub');

/** Said as an event, since a page hears no comments: one that hears nothing takes us for frozen. */
const HEARTBEAT_MS = 15_000;
/** A reader that has not taken this much is dropped; it comes back and resumes. */
const UNREAD_BYTES = 1_000_000;

@ApiTags('live')
@Controller('api/v1')
export class LiveController {
  constructor(
    @Inject(LIVE_HUB) private readonly hub: LiveHub,
    @Inject(API_KEYS) private readonly apiKeys: ApiKeys,
    @Inject(SESSIONS) private readonly sessions: Sessions,
  ) {}

  @Get('live')
  @ApiOperation({ summary: 'Server-sent events: names of changed records (none: the list), transfers, rebuilds, searches, edits, health' })
  live(
    @Query('topics') topics: string | string[] | undefined,
    @Query('after') after: string | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ): void {
    const wanted = topics ? new Set([topics].flat().join(',').split(',')) : null;
    response.writeHead(200, {
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-store',
      Connection: 'keep-alive',
      'X-Accel-Buffering': 'no',
    });
    if (request.method === 'HEAD') return void response.end();
    const send = (message: LiveMessage) => {
      if (wanted && message.resource !== null && !wanted.has(message.resource)) return;
      response.write(`id: ${message.id}\nevent: ${message.kind}\ndata: ${JSON.stringify(message.data)}\n\n`);
      if (response.writableLength > UNREAD_BYTES) response.destroy();
    };
    const resumed = request.headers['last-event-id'] ?? after;
    const missed = resumed === undefined ? [] : this.hub.since(String(resumed));
    if (missed === null) response.write(`id: ${this.hub.last}\nevent: reset\ndata: {}\n\n`);
    else missed.forEach(send);
    response.write(': hello\n\n');
    const stop = this.hub.listen(send);
    const unwatch = this.whileSignedIn(request, {
      beat: () => void response.write('event: heartbeat\ndata: {}\n\n'),
      end() {
        over();
        response.end();
      },
    });
    const over = () => {
      unwatch();
      stop();
    };
    response.on('close', over);
  }

  /** The stream ends with what it was opened under: at once on a sign-out here, at the next heartbeat whatever else ended it. */
  private whileSignedIn(request: Request, stream: { beat(): void; end(): void }): () => void {
    const { key, token } = credentialsOf(request);
    const stands = async () => (key ? this.apiKeys.byKey(key) : token ? this.sessions.signedIn(token) : null);
    let over = false;
    const timer = setInterval(() => {
      // Where it can't be asked it does not stand: the console comes back when the database does.
      void stands()
        .catch(() => null)
        .then((identity) => {
          if (over) return;
          if (identity) stream.beat();
          else stream.end();
        });
    }, HEARTBEAT_MS);
    const deaf = token ? this.sessions.onEnd(token, () => stream.end()) : () => undefined;
    return () => {
      over = true;
      clearInterval(timer);
      deaf();
    };
  }
}
