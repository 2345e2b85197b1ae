import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { rpc } from '@soulsync/contracts';
import type { CommandAccepted, Instant, PlaylistId } from '@soulsync/contracts';
import { ChangePlaylistOptions } from '@soulsync/contracts/rest';
import type { UnfollowPreview } from '@soulsync/contracts/rest';
import { commandContext, Invalid, KIT, NotFound, validateBody } from '@soulsync/service-kit';
import type { Kit, RpcRequest } from '@soulsync/service-kit';
import type { CatalogConfig } from '../config.js';
import type { FollowedPlaylistCommand, Following } from '../domain/followed-playlist/followed-playlist.js';
import type { Playlists } from '../processes/refresh-playlist.js';
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
    return this.act(request, (at) => ({ type: 'PausePlaylist', data: { at } }));
  }

  @MessagePattern(rpc.catalog.resumePlaylist)
  async resume(@Payload() request: RpcRequest<ById>): Promise<CommandAccepted> {
    await this.following(request.body.id);
    return this.act(request, (at) => ({ type: 'ResumePlaylist', data: { at } }));
  }

  @MessagePattern(rpc.catalog.changePlaylistOptions)
  async changeOptions(@Payload() request: RpcRequest<ById & ChangePlaylistOptions>): Promise<CommandAccepted> {
    const { refreshEveryMinutes } = await validateBody(ChangePlaylistOptions, request.body);
    const { refreshEveryMinutes: before } = await this.following(request.body.id);
    if (before === null)
      throw new Invalid({
        refreshEveryMinutes: 'can be set only where a service is asked for the playlist: a file is read when it is imported',
      });
    const accepted = await this.act(request, (at) => ({ type: 'ChangeOptions', data: { refreshEveryMinutes, at } }));
    await this.bringForward(request.body.id, refreshEveryMinutes);
    return accepted;
  }

  @MessagePattern(rpc.catalog.previewUnfollow)
  async previewUnfollow(@Payload() request: RpcRequest<ById>): Promise<UnfollowPreview> {
    await this.following(request.body.id);
    return unfollowPreview(this.kit.dataSource, request.body.id);
  }

  /** The next read comes as soon as the new interval says, when it stood later. */
  private async bringForward(id: PlaylistId, minutes: number): Promise<void> {
    await this.kit.dataSource.query(`UPDATE catalog.refresh_schedule SET "nextReadAt" = $2 WHERE "playlistId" = $1 AND "nextReadAt" > $2`, [
      id,
      new Date(Date.parse(this.kit.clock.now()) + minutes * 60_000).toISOString(),
    ]);
  }

  private async act(request: RpcRequest<ById>, command: (at: Instant) => FollowedPlaylistCommand): Promise<CommandAccepted> {
    const { id } = request.body;
    const context = commandContext(request, this.kit.clock);
    const { position } = await this.playlists(id, command(context.time), context);
    return { id, position };
  }

  private async following(id: PlaylistId): Promise<Following> {
    const state = await this.playlists.load(id);
    if (state.status !== 'following') throw new NotFound(`no followed playlist has the id ${id}`);
    return state;
  }
}
