import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { rpc } from '@soulsync/contracts';
import type { CommandAccepted, PlaylistId } from '@soulsync/contracts';
import { ImportUploadedPlaylist } from '@soulsync/contracts/rest';
import type { FollowPlaylist, ImportPlaylist } from '@soulsync/contracts/rest';
import { SOULSYNC_NAMESPACE, uuid5 } from '@soulsync/event-store';
import type { CommandContext } from '@soulsync/event-store';
import { commandContext, Invalid, KIT, NotFound, refused, validateBody } from '@soulsync/service-kit';
import type { Kit, RpcRequest } from '@soulsync/service-kit';
import { CsvUnreadable, type CsvProblem } from '../ports/playlist-file.js';
import type { PlaylistFile } from '../ports/playlist-file.js';
import type { PlaylistSource } from '../ports/playlist-source.js';
import type { ShortLinks } from '../ports/short-links.js';
import { SpotifySettings } from '../../settings.js';
import type { CatalogConfig } from '../../config.js';
import type { Following } from '../domain/followed-playlist/followed-playlist.js';
import type { Playlists } from '../workers/refresh-playlist.js';
import type { FollowData, PlaylistImports } from '../store/playlist-imports.js';
import { refreshSchedule } from '../store/refresh-schedule.js';
import { listsOf } from './lists-of-file.js';
import { linkProblems, spotifyLink } from './spotify-link.js';
import { uploadedFile } from './uploaded-file.js';

export const PLAYLISTS = Symbol('playlists');
export const IMPORTS = Symbol('playlist imports');
export const PLAYLIST_SOURCE = Symbol('playlist source');
export const SHORT_LINKS = Symbol('short links');
export const PLAYLIST_FILE = Symbol('playlist file');

interface ById {
  readonly id: PlaylistId;
}

type ImportOptions = Pick<ImportPlaylist, 'start' | 'playlistId' | 'lists'>;

/** What an import answers beside its acceptance: what it became, and what is told of it. */
export interface FollowAccepted extends CommandAccepted {
  /** Several where a file was taken apart; `id` is the first. */
  readonly playlists: readonly { readonly id: PlaylistId; readonly name: string; readonly rows: number }[];
  /** That were taken and become entries from now on; null: no file was imported. */
  readonly rows: number | null;
  /** Notes on the file, and the rows that were left out. */
  readonly problems: readonly CsvProblem[];
  /** How many more there are. */
  readonly moreProblems: number;
}

@Controller()
export class PlaylistsController {
  constructor(
    @Inject(KIT) private readonly kit: Kit<CatalogConfig>,
    @Inject(PLAYLISTS) private readonly playlists: Playlists,
    @Inject(IMPORTS) private readonly imports: Pick<PlaylistImports, 'accept'>,
    @Inject(PLAYLIST_SOURCE) private readonly source: () => PlaylistSource | null,
    @Inject(SHORT_LINKS) private readonly shortLinks: ShortLinks,
    @Inject(PLAYLIST_FILE) private readonly file: PlaylistFile,
  ) {}

  @MessagePattern(rpc.catalog.followPlaylist)
  async follow(@Payload() request: RpcRequest<FollowPlaylist>): Promise<FollowAccepted> {
    const { body } = request;
    const context = commandContext(request, this.kit.clock);
    if (body.source !== 'csv') return this.followSpotify(body, context);
    if (body.csv === undefined) throw new Invalid({ csv: 'the text of the file is missing' });
    return this.importFile(body.csv, body.fileName ?? 'playlist.csv', body, context);
  }

  @MessagePattern(rpc.catalog.importPlaylist)
  async import(@Payload() request: RpcRequest<ImportUploadedPlaylist>): Promise<FollowAccepted> {
    const body = await validateBody(ImportUploadedPlaylist, request.body);
    const content = await uploadedFile(this.kit.requests, body.uploadId, request.context);
    return this.importFile(content, body.fileName, body, commandContext(request, this.kit.clock));
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
    const { paused } = await this.following(request.body.id);
    if (paused) throw refused('playlist-paused', {});
    await refreshSchedule(this.kit.dataSource).readAt(request.body.id, this.kit.clock.now());
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
    const sourceRef = await this.spotifyPlaylist(body.url ?? '');
    const source = this.source();
    if (source === null)
      throw refused(this.kit.settings.of(SpotifySettings).now().clientId ? 'spotify-not-signed-in' : 'spotify-not-set-up', {});
    const obstacle = source.obstacle?.(sourceRef) ?? null;
    if (obstacle !== null) throw new Invalid({ url: obstacle });
    const playlistId = uuid5(SOULSYNC_NAMESPACE, 'followed-playlist', 'spotify', sourceRef) as PlaylistId; // branded here, where it is made
    const { position } = await this.playlists(
      playlistId,
      {
        type: 'FollowPlaylist',
        data: {
          playlistId,
          source: 'spotify',
          sourceRef,
          name: 'Spotify playlist',
          start: body.start ?? 'ask',
          refreshEveryMinutes: body.refreshEveryMinutes ?? 360,
          at: context.time,
        },
      },
      context,
    );
    return { id: playlistId, position, playlists: [], rows: null, problems: [], moreProblems: 0 };
  }

  /** Its id. A short link is asked where it leads, once. */
  private async spotifyPlaylist(text: string, isFirst = true): Promise<string> {
    const link = spotifyLink(text);
    if (link.kind === 'playlist') return link.id;
    if (link.kind !== 'short') throw new Invalid({ url: linkProblems[link.kind] });
    const target = isFirst ? await this.shortLinks.resolve(link.url) : null;
    if (target === null) throw new Invalid({ url: 'leads nowhere: open it in a browser and copy the address you end on' });
    return this.spotifyPlaylist(target, false);
  }

  /** Answers once the rows are stored; they become entries behind it, with progress in the playlist's row. */
  private async importFile(
    content: string | Uint8Array,
    fileName: string,
    body: ImportOptions,
    context: CommandContext,
  ): Promise<FollowAccepted> {
    if (body.playlistId !== undefined) await this.importable(body.playlistId);
    const file = await this.readFile(content, fileName);
    const lists = body.playlistId === undefined ? listsOf(file, body.lists ?? 'together') : [file];
    const playlists: { id: PlaylistId; name: string; rows: number }[] = [];
    let position: string | null = null;
    for (const [place, { name, entries }] of lists.entries()) {
      const importId = place === 0 ? context.commandId : uuid5(SOULSYNC_NAMESPACE, 'import-of-list', context.commandId, String(place));
      const follow = body.playlistId === undefined ? followData(importId, fileName, name, body, context) : null;
      const id = follow?.playlistId ?? (body.playlistId as PlaylistId); // whose playlist it is was checked
      await this.imports.accept(
        { importId, playlistId: id, follow, context },
        entries.map(({ recording, addedAt }) => ({ kind: 'track', recording, addedAt })),
      );
      if (follow) ({ position } = await this.playlists(id, { type: 'FollowPlaylist', data: follow }, context));
      playlists.push({ id, name, rows: entries.length });
    }
    const [first] = playlists;
    if (!first) throw new Error('a file is at least one playlist');
    const { problems, moreProblems } = file;
    return { id: first.id, position, playlists, rows: file.entries.length, problems, moreProblems };
  }

  private async importable(playlistId: string): Promise<void> {
    const { source } = await this.following(playlistId as PlaylistId); // whatever it is: what is not followed is not found
    if (source !== 'csv') throw refused('playlist-not-imported', {});
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

/** Whatever the file is called: two files of one name are two playlists, and the same request is the same playlist. */
const followData = (importId: string, fileName: string, name: string, body: ImportOptions, { time: at }: CommandContext): FollowData => ({
  playlistId: uuid5(SOULSYNC_NAMESPACE, 'imported-playlist', importId) as PlaylistId, // branded here, where it is made
  source: 'csv',
  sourceRef: fileName,
  name,
  start: body.start ?? 'ask',
  refreshEveryMinutes: null,
  at,
});
