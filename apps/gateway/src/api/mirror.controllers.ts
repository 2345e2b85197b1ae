import { Body, Controller, Delete, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiQuery, ApiTags, getSchemaPath } from '@nestjs/swagger';
import type { Request } from 'express';
import { rpc } from '@soulsync/contracts';
import type { CommandAccepted } from '@soulsync/contracts';
import { Accepted, MirrorPreview, RunMirror } from '@soulsync/contracts/rest';
import { validateBody } from '@soulsync/service-kit';
import type { RpcClient } from '@soulsync/service-kit';
import { aggregateId } from './path-ids.js';
import { REQUESTS } from './resource-controller.js';
import { contextOf } from './sign-in.guard.js';

/** A dry run reads a whole list from the server. */
const PREVIEW_TIMEOUT_MS = 120_000;

@ApiTags('playlist-mirrors')
@ApiExtraModels(Accepted, MirrorPreview)
@Controller('api/v1')
export class MirrorCommands {
  constructor(@Inject(REQUESTS) private readonly requests: RpcClient) {}

  @Delete('playlists/:id/mirror')
  @ApiOperation({ summary: 'No longer keep it there; the list on the server stays' })
  @ApiQuery({ name: 'server', type: String, required: false, description: 'of several media servers the one that is meant' })
  @ApiOkResponse({ type: Accepted })
  async stop(
    @Param('id', aggregateId) id: string,
    @Query('server') server: string | undefined,
    @Req() request: Request,
  ): Promise<CommandAccepted> {
    return this.requests.request(rpc.plex.stopMirror, { ...(server === undefined ? {} : { server }), id }, contextOf(request));
  }

  @Post('playlists/:id/mirror/run')
  @HttpCode(200)
  @ApiOperation({ summary: 'Bring it into step now; a dry run only answers what would be done' })
  @ApiOkResponse({ schema: { oneOf: [{ $ref: getSchemaPath(Accepted) }, { $ref: getSchemaPath(MirrorPreview) }] } })
  async run(
    @Param('id', aggregateId) id: string,
    @Body() body: RunMirror,
    @Req() request: Request,
  ): Promise<CommandAccepted | MirrorPreview> {
    const { dryRun = false, ...options } = await validateBody(RunMirror, body);
    return dryRun
      ? this.requests.request<MirrorPreview>(rpc.plex.previewMirror, { ...options, id }, contextOf(request), PREVIEW_TIMEOUT_MS)
      : this.requests.request<CommandAccepted>(rpc.plex.runMirror, { ...options, id }, contextOf(request));
  }
}
