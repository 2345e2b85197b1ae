import { Body, Controller, Delete, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { rpc } from '@soulsync/contracts';
import type { CommandAccepted, PathProof } from '@soulsync/contracts';
import { Accepted, BlockPeer, ConfirmMatch, FollowPlaylist, PathProofRow, RejectMatch } from '@soulsync/contracts/rest';
import { validateBody } from '@soulsync/service-kit';
import type { RpcClient } from '@soulsync/service-kit';
import { aggregateId } from './path-ids.js';
import { REQUESTS } from './resource-controller.js';
import { contextOf } from './sign-in.guard.js';

/** Following a playlist may read and store a file of 100 000 rows. */
const FOLLOW_TIMEOUT_MS = 120_000;
/** A few lists of the server, and files on a disk that may sleep. */
const PROOF_TIMEOUT_MS = 60_000;

@ApiTags('playlists')
@Controller('api/v1/playlists')
export class PlaylistCommands {
  constructor(@Inject(REQUESTS) private readonly requests: RpcClient) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Follow a playlist' })
  @ApiOkResponse({ type: Accepted })
  async follow(@Body() body: FollowPlaylist, @Req() request: Request): Promise<CommandAccepted> {
    return this.requests.request(
      rpc.catalog.followPlaylist,
      await validateBody(FollowPlaylist, body),
      contextOf(request),
      FOLLOW_TIMEOUT_MS,
    );
  }

  @Post(':id/start')
  @HttpCode(200)
  @ApiOperation({ summary: 'Start fetching what is missing, after the dry run' })
  @ApiOkResponse({ type: Accepted })
  start(@Param('id', aggregateId) id: string, @Req() request: Request): Promise<CommandAccepted> {
    return this.requests.request(rpc.catalog.startPlaylist, { id }, contextOf(request));
  }

  @Post(':id/refresh')
  @HttpCode(200)
  @ApiOperation({ summary: 'Read the playlist now' })
  @ApiOkResponse({ type: Accepted })
  refresh(@Param('id', aggregateId) id: string, @Req() request: Request): Promise<CommandAccepted> {
    return this.requests.request(rpc.catalog.refreshPlaylist, { id }, contextOf(request));
  }

  @Delete(':id')
  @ApiOperation({ summary: 'Unfollow; files are kept' })
  @ApiOkResponse({ type: Accepted })
  unfollow(@Param('id', aggregateId) id: string, @Req() request: Request): Promise<CommandAccepted> {
    return this.requests.request(rpc.catalog.unfollowPlaylist, { id }, contextOf(request));
  }
}

@ApiTags('matches')
@Controller('api/v1/matches')
export class MatchCommands {
  constructor(@Inject(REQUESTS) private readonly requests: RpcClient) {}

  @Post(':id/confirm')
  @HttpCode(200)
  @ApiOperation({ summary: 'This library track is the recording' })
  @ApiOkResponse({ type: Accepted })
  async confirm(@Param('id', aggregateId) id: string, @Body() body: ConfirmMatch, @Req() request: Request): Promise<CommandAccepted> {
    return this.requests.request(rpc.match.confirm, { ...(await validateBody(ConfirmMatch, body)), id }, contextOf(request));
  }

  @Post(':id/reject')
  @HttpCode(200)
  @ApiOperation({ summary: 'None of these library tracks is the recording' })
  @ApiOkResponse({ type: Accepted })
  async reject(@Param('id', aggregateId) id: string, @Body() body: RejectMatch, @Req() request: Request): Promise<CommandAccepted> {
    return this.requests.request(rpc.match.reject, { ...(await validateBody(RejectMatch, body)), id }, contextOf(request));
  }
}

@ApiTags('acquisitions')
@Controller('api/v1')
export class AcquisitionCommands {
  constructor(@Inject(REQUESTS) private readonly requests: RpcClient) {}

  @Post(['acquisitions/:id/retry', 'wishes/:id/retry'])
  @HttpCode(200)
  @ApiOperation({ summary: 'Try again now' })
  @ApiOkResponse({ type: Accepted })
  retry(@Param('id', aggregateId) id: string, @Req() request: Request): Promise<CommandAccepted> {
    return this.requests.request(rpc.acquire.retry, { id }, contextOf(request));
  }

  @Post('acquisitions/:id/cancel')
  @HttpCode(200)
  @ApiOperation({ summary: 'Stop fetching this recording' })
  @ApiOkResponse({ type: Accepted })
  cancel(@Param('id', aggregateId) id: string, @Req() request: Request): Promise<CommandAccepted> {
    return this.requests.request(rpc.acquire.cancel, { id }, contextOf(request));
  }

  @Post('wishes/:id/ignore')
  @HttpCode(200)
  @ApiOperation({ summary: 'Keep the wish listed and never try it by itself' })
  @ApiOkResponse({ type: Accepted })
  ignore(@Param('id', aggregateId) id: string, @Req() request: Request): Promise<CommandAccepted> {
    return this.requests.request(rpc.acquire.ignore, { id }, contextOf(request));
  }

  @Post('blocks')
  @HttpCode(200)
  @ApiOperation({ summary: 'Never ask this peer' })
  @ApiOkResponse({ type: Accepted })
  async block(@Body() body: BlockPeer, @Req() request: Request): Promise<CommandAccepted> {
    return this.requests.request(rpc.acquire.blockPeer, await validateBody(BlockPeer, body), contextOf(request));
  }

  @Delete('blocks/:id')
  @ApiOperation({ summary: 'Ask this peer again' })
  @ApiOkResponse({ type: Accepted })
  unblock(@Param('id') id: string, @Req() request: Request): Promise<CommandAccepted> {
    return this.requests.request(rpc.acquire.unblockPeer, { id }, contextOf(request));
  }

  @Post('library/sweep')
  @HttpCode(200)
  @ApiOperation({ summary: 'Read the whole library now' })
  @ApiOkResponse({ type: Accepted })
  sweep(@Req() request: Request): Promise<CommandAccepted> {
    return this.requests.request(rpc.plex.sweep, {}, contextOf(request));
  }

  @Post('library-mirrors/:id/accept-loss')
  @HttpCode(200)
  @ApiOperation({ summary: 'What is missing from this library is really gone: take it off' })
  @ApiOkResponse({ type: Accepted })
  acceptLoss(@Param('id', aggregateId) id: string, @Req() request: Request): Promise<CommandAccepted> {
    return this.requests.request(rpc.plex.acceptLoss, { id }, contextOf(request));
  }

  @Post('library/prove-paths')
  @HttpCode(200)
  @ApiOperation({ summary: "Look for some of each server's files here: do its paths and ours mean the same files?" })
  @ApiOkResponse({ type: PathProofRow, isArray: true })
  provePaths(@Req() request: Request): Promise<readonly PathProof[]> {
    return this.requests.request(rpc.plex.provePaths, {}, contextOf(request), PROOF_TIMEOUT_MS);
  }
}
