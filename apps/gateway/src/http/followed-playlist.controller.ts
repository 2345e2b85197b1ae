import { Body, Controller, Get, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { rpc } from '@soulsync/contracts';
import type { CommandAccepted } from '@soulsync/contracts';
import { Accepted, ChangePlaylistOptions, UnfollowPreview } from '@soulsync/contracts/rest';
import { validateBody } from '@soulsync/service-kit';
import type { RpcClient } from '@soulsync/service-kit';
import { aggregateId } from './path-ids.js';
import { REQUESTS } from './resource-controller.js';
import { contextOf } from './sign-in.guard.js';

/** How a playlist is followed on, and what would end with it. */
@ApiTags('playlists')
@Controller('api/v1/playlists')
export class FollowedPlaylistCommands {
  constructor(@Inject(REQUESTS) private readonly requests: RpcClient) {}

  @Post(':id/pause')
  @HttpCode(200)
  @ApiOperation({ summary: 'Read it no more and want nothing new of it; what it wanted stays wanted' })
  @ApiOkResponse({ type: Accepted })
  pause(@Param('id', aggregateId) id: string, @Req() request: Request): Promise<CommandAccepted> {
    return this.requests.request(rpc.catalog.pausePlaylist, { id }, contextOf(request));
  }

  @Post(':id/resume')
  @HttpCode(200)
  @ApiOperation({ summary: 'End the pause' })
  @ApiOkResponse({ type: Accepted })
  resume(@Param('id', aggregateId) id: string, @Req() request: Request): Promise<CommandAccepted> {
    return this.requests.request(rpc.catalog.resumePlaylist, { id }, contextOf(request));
  }

  @Post(':id/options')
  @HttpCode(200)
  @ApiOperation({ summary: 'Change how often it is read' })
  @ApiOkResponse({ type: Accepted })
  async changeOptions(
    @Param('id', aggregateId) id: string,
    @Body() body: ChangePlaylistOptions,
    @Req() request: Request,
  ): Promise<CommandAccepted> {
    const options = await validateBody(ChangePlaylistOptions, body);
    return this.requests.request(rpc.catalog.changePlaylistOptions, { ...options, id }, contextOf(request));
  }

  @Get(':id/unfollow-preview')
  @ApiOperation({ summary: 'What unfollowing would end; changes nothing' })
  @ApiOkResponse({ type: UnfollowPreview })
  previewUnfollow(@Param('id', aggregateId) id: string, @Req() request: Request): Promise<UnfollowPreview> {
    return this.requests.request(rpc.catalog.previewUnfollow, { id }, contextOf(request));
  }
}
