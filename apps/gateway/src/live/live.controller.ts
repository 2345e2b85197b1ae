import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import type { LiveHub, LiveMessage } from './live-hub.js';

export const LIVE_HUB = Symbol('live hub');

const COMMENT_EVERY_MS = 15_000;
/** A reader that has not taken this much is dropped; it comes back and resumes. */
const UNREAD_BYTES = 1_000_000;

@ApiTags('live')
@Controller('api/v1')
export class LiveController {
  constructor(@Inject(LIVE_HUB) private readonly hub: LiveHub) {}

  @Get('live')
  @ApiOperation({ summary: 'Server-sent events: changed records, transfers, rebuilds, health' })
  live(
    @Query('topics') topics: string | undefined,
    @Query('after') after: string | undefined,
    @Req() request: Request,
    @Res() response: Response,
  ): void {
    const wanted = topics ? new Set(topics.split(',')) : null;
    response.writeHead(200, {
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-cache',
      Connection: 'keep-alive',
      'X-Accel-Buffering': 'no',
    });
    const send = (message: LiveMessage) => {
      if (wanted && message.resource !== null && !wanted.has(message.resource)) return;
      response.write(`id: ${message.id}\nevent: ${message.kind}\ndata: ${JSON.stringify(message.data)}\n\n`);
      if (response.writableLength > UNREAD_BYTES) response.destroy();
    };
    const resumed = Number(request.headers['last-event-id'] ?? after);
    const missed = Number.isInteger(resumed) ? this.hub.since(resumed) : [];
    if (missed === null) response.write(`id: ${this.hub.last}\nevent: reset\ndata: {}\n\n`);
    else missed.forEach(send);
    response.write(': hello\n\n');
    const stop = this.hub.listen(send);
    const timer = setInterval(() => response.write(': still here\n\n'), COMMENT_EVERY_MS);
    response.on('close', () => {
      clearInterval(timer);
      stop();
    });
  }
}
