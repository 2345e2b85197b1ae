import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { rpc } from '@soulsync/contracts';
import type { CommandAccepted, PlaylistId } from '@soulsync/contracts';
import type { ChangePlaylistOptions, UnfollowPreview } from '@soulsync/contracts/rest';
import type { CommandContext } from '@soulsync/event-store';
import { commandContext, Invalid, KIT, NotFound } from '@soulsync/service-kit';
import type { Kit, RpcRequest } from '@soulsync/service-kit';
import type { CatalogConfig } from '../../config.js';
import type { FollowedPlaylistCommand, Following } from '../domain/followed-playlist/followed-playlist.js';
import type { Playlists } from '../workers/refresh-playlist.js';
import { refreshSchedule } from '../store/refresh-schedule.js';
import { unfollowPreview } from '../store/unfollow-preview.js';
import { PLAYLISTS } from './playlists.controller.js';

interface ById {
  readonly id: PlaylistId;
}

/** How a playlist is followed on, and what would end with it. */
@Controller()
export class FollowedPlaylistController {
  constructor(
    @Inject(KIT) private readonly kit: Kit<CatalogConfig>,
    @Inject(PLAYLISTS) private readonly playlists: Playlists,
  ) {}

  @MessagePattern(rpc.catalog.pausePlaylist)
  async pause(@Payload() request: RpcRequest<ById>): Promise<CommandAccepted> {
    await this.following(request.body.id);
    const context = commandContext(request, this.kit.clock);
    return this.act(request, { type: 'PausePlaylist', data: { at: context.time } }, context);
  }

  @MessagePattern(rpc.catalog.resumePlaylist)
  async resume(@Payload() request: RpcRequest<ById>): Promise<CommandAccepted> {
    await this.following(request.body.id);
    const context = commandContext(request, this.kit.clock);
    return this.act(request, { type: 'ResumePlaylist', data: { at: context.time } }, context);
  }

  @MessagePattern(rpc.catalog.changePlaylistOptions)
  async changeOptions(@Payload() request: RpcRequest<ById & ChangePlaylistOptions>): Promise<CommandAccepted> {
    const { refreshEveryMinutes } = request.body;
    const { refreshEveryMinutes: before } = await this.following(request.body.id);
    if (before === null)
      throw new Invalid({
        refreshEveryMinutes: 'can be set only where a service is asked for the playlist: a file is read when it is imported',
      });
    const context = commandContext(request, this.kit.clock);
    const accepted = await this.act(request, { type: 'ChangeOptions', data: { refreshEveryMinutes, at: context.time } }, context);
    const nextReadAt = new Date(Date.parse(context.time) + refreshEveryMinutes * 60_000).toISOString();
    await refreshSchedule(this.kit.dataSource).bringForward(request.body.id, nextReadAt);
    return accepted;
  }

  @MessagePattern(rpc.catalog.previewUnfollow)
  async previewUnfollow(@Payload() request: RpcRequest<ById>): Promise<UnfollowPreview> {
    await this.following(request.body.id);
    return unfollowPreview(this.kit.dataSource, request.body.id);
  }

  private async act(
    { body: { id } }: RpcRequest<ById>,
    command: FollowedPlaylistCommand,
    context: CommandContext,
  ): Promise<CommandAccepted> {
    const { position } = await this.playlists(id, command, context);
    return { id, position };
  }

  private async following(id: PlaylistId): Promise<Following> {
    const state = await this.playlists.load(id);
    if (state.status !== 'following') throw new NotFound(`no followed playlist has the id ${id}`);
    return state;
  }
}
