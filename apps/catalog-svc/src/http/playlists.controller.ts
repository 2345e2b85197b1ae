import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { rpc } from '@soulsync/contracts';
import type { CommandAccepted, PlaylistId } from '@soulsync/contracts';
import { FollowPlaylist, ImportUploadedPlaylist } from '@soulsync/contracts/rest';
import { SOULSYNC_NAMESPACE, uuid5 } from '@soulsync/event-store';
import type { CommandContext } from '@soulsync/event-store';
import { commandContext, Invalid, KIT, NotFound, validateBody } from '@soulsync/service-kit';
import type { Kit, RpcRequest } from '@soulsync/service-kit';
import { CsvUnreadable, type CsvProblem } from '../ports/playlist-file.js';
import type { PlaylistFile } from '../ports/playlist-file.js';
import type { CatalogConfig } from '../config.js';
import type { Following } from '../domain/followed-playlist/followed-playlist.js';
import { storeRead } from '../processes/refresh-playlist.js';
import type { Playlists } from '../processes/refresh-playlist.js';
import { spotifyPlaylistId } from '../spotify-address.js';
import { uploadedFile } from './uploaded-file.js';

export const PLAYLISTS = Symbol('playlists');
export const PLAYLIST_FILE = Symbol('playlist file');

interface ById {
  readonly id: PlaylistId;
}

type Options = Pick<FollowPlaylist, 'start' | 'refreshEveryMinutes'>;

/** What an import answers beside its acceptance: the rows that were left out. */
export interface FollowAccepted extends CommandAccepted {
  readonly problems: readonly CsvProblem[];
  /** How many more there are. */
  readonly moreProblems: number;
}

@Controller()
export class PlaylistsController {
  constructor(
    @Inject(KIT) private readonly kit: Kit<CatalogConfig>,
    @Inject(PLAYLISTS) private readonly playlists: Playlists,
    @Inject(PLAYLIST_FILE) private readonly file: PlaylistFile,
  ) {}

  @MessagePattern(rpc.catalog.followPlaylist)
  async follow(@Payload() request: RpcRequest<FollowPlaylist>): Promise<FollowAccepted> {
    const body = await validateBody(FollowPlaylist, request.body);
    const context = commandContext(request, this.kit.clock);
    if (body.source !== 'csv') return this.followSpotify(body, context);
    if (body.csv === undefined) throw new Invalid({ csv: 'the text of the file is missing' });
    return this.followFile(body.csv, body.fileName ?? 'playlist.csv', body, context);
  }

  @MessagePattern(rpc.catalog.importPlaylist)
  async import(@Payload() request: RpcRequest<ImportUploadedPlaylist>): Promise<FollowAccepted> {
    const body = await validateBody(ImportUploadedPlaylist, request.body);
    const content = await uploadedFile(this.kit.requests, body.uploadId, request.context);
    return this.followFile(content, body.fileName, body, commandContext(request, this.kit.clock));
  }

  @MessagePattern(rpc.catalog.startPlaylist)
  async start(@Payload() request: RpcRequest<ById>): Promise<CommandAccepted> {
    await this.following(request.body.id);
    const context = commandContext(request, this.kit.clock);
    const { position } = await this.playlists(request.body.id, { type: 'StartPlaylist', data: { at: context.time } }, context);
    return { id: request.body.id, position };
  }

  /** Makes the playlist due at once; the refresh itself is the schedule's work. */
  @MessagePattern(rpc.catalog.refreshPlaylist)
  async refresh(@Payload() request: RpcRequest<ById>): Promise<CommandAccepted> {
    await this.following(request.body.id);
    await this.kit.dataSource.query(`UPDATE catalog.refresh_schedule SET "nextReadAt" = $2 WHERE "playlistId" = $1`, [
      request.body.id,
      this.kit.clock.now(),
    ]);
    return { id: request.body.id, position: null };
  }

  @MessagePattern(rpc.catalog.unfollowPlaylist)
  async unfollow(@Payload() request: RpcRequest<ById>): Promise<CommandAccepted> {
    await this.following(request.body.id);
    const context = commandContext(request, this.kit.clock);
    const { position } = await this.playlists(request.body.id, { type: 'UnfollowPlaylist', data: { at: context.time } }, context);
    return { id: request.body.id, position };
  }

  private async followSpotify(body: FollowPlaylist, context: CommandContext): Promise<FollowAccepted> {
    const sourceRef = spotifyPlaylistId(body.url ?? '');
    if (!sourceRef) throw new Invalid({ url: 'this is no link to a Spotify playlist, and no id of one' });
    if (!this.kit.config.spotifyRefreshToken)
      throw new Invalid({ source: 'Spotify is not signed in: set SOULSYNC_SPOTIFY_CLIENT_ID and SOULSYNC_SPOTIFY_REFRESH_TOKEN' });
    return this.followed('spotify', sourceRef, 'Spotify playlist', body, context);
  }

  private async followFile(
    content: string | Uint8Array,
    fileName: string,
    body: Options,
    context: CommandContext,
  ): Promise<FollowAccepted> {
    const read = await this.readFile(content, fileName);
    const accepted = await this.followed('csv', fileName, read.name, body, context);
    const following = await this.following(accepted.id as PlaylistId); // branded when it was followed
    await storeRead(
      this.playlists,
      following,
      { name: read.name, snapshotId: null, entries: read.entries.map(({ recording, addedAt }) => ({ kind: 'track', recording, addedAt })) },
      context,
    );
    return { ...accepted, problems: read.problems, moreProblems: read.moreProblems };
  }

  private async followed(
    source: 'spotify' | 'csv',
    sourceRef: string,
    name: string,
    body: Options,
    context: CommandContext,
  ): Promise<FollowAccepted> {
    const playlistId = uuid5(SOULSYNC_NAMESPACE, 'followed-playlist', source, sourceRef) as PlaylistId; // branded here, where it is made
    const { position } = await this.playlists(
      playlistId,
      {
        type: 'FollowPlaylist',
        data: {
          playlistId,
          source,
          sourceRef,
          name,
          start: body.start ?? 'ask',
          refreshEveryMinutes: source === 'csv' ? null : (body.refreshEveryMinutes ?? 360),
          at: context.time,
        },
      },
      context,
    );
    return { id: playlistId, position, problems: [], moreProblems: 0 };
  }

  private async readFile(content: string | Uint8Array, fileName: string) {
    try {
      return await this.file.read(content, fileName);
    } catch (error) {
      if (error instanceof CsvUnreadable) throw new Invalid({ csv: error.message });
      throw error;
    }
  }

  private async following(id: PlaylistId): Promise<Following> {
    const state = await this.playlists.load(id);
    if (state.status !== 'following') throw new NotFound(`no followed playlist has the id ${id}`);
    return state;
  }
}
