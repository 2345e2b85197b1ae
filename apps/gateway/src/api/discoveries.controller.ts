import { Body, Controller, Delete, HttpCode, Inject, Param, ParseUUIDPipe, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { rpc, stopDiscoverySubject } from '@soulsync/contracts';
import type { CommandAccepted, DiscoveryAim, DiscoveryReport } from '@soulsync/contracts';
import { Accepted, Discovery, StartDiscovery } from '@soulsync/contracts/rest';
import { NotFound, Unavailable, validateBody } from '@soulsync/service-kit';
import type { RpcClient } from '@soulsync/service-kit';
import { REQUESTS } from './resource-controller.js';
import { AdminOnly, contextOf } from './sign-in.guard.js';
import type { SignedRequest } from './sign-in.guard.js';

/** A search ends by itself after 2 min. */
const SEARCH_TIMEOUT_MS = 130_000;
const subjects: Readonly<Record<DiscoveryAim, string>> = { 'media-server': rpc.plex.discover, slskd: rpc.acquire.discover };

/** A search makes this machine ask others: not for everyone who may edit playlists. */
@ApiTags('discoveries')
@AdminOnly()
@Controller('api/v1/discoveries')
export class DiscoveryCommands {
  constructor(@Inject(REQUESTS) private readonly requests: RpcClient) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Look for a media server or slskd, on this machine or on the local networks; answers when it is done' })
  @ApiOkResponse({ type: Discovery })
  async start(@Body() body: StartDiscovery, @Req() request: SignedRequest): Promise<DiscoveryReport> {
    const { for: aim, ...search } = await validateBody(StartDiscovery, body);
    return this.requests.request(subjects[aim], search, contextOf(request), SEARCH_TIMEOUT_MS);
  }

  @Delete(':id')
  @ApiOperation({ summary: 'Stop a search; what it found so far is its answer' })
  @ApiOkResponse({ type: Accepted })
  async stop(
    @Param('id', new ParseUUIDPipe({ errorHttpStatusCode: 404 })) id: string,
    @Req() request: SignedRequest,
  ): Promise<CommandAccepted> {
    try {
      return await this.requests.request(stopDiscoverySubject(id), {}, contextOf(request));
    } catch (error) {
      if (error instanceof Unavailable) throw new NotFound('no search with this id is running'); // whoever runs it would answer
      throw error;
    }
  }
}
