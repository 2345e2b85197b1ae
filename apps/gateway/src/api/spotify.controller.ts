import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiFoundResponse, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { rpc } from '@soulsync/contracts';
import type { SpotifyArtist, SpotifyCallback, SpotifyPage, SpotifyPlaylist } from '@soulsync/contracts';
import { SpotifyArtistRow, SpotifyPlaylistRow } from '@soulsync/contracts/rest';
import { Unavailable } from '@soulsync/service-kit';
import type { RpcClient } from '@soulsync/service-kit';
import { listQuery, REQUESTS } from './resource-controller.js';
import { Answers, contextOf, Open } from './sign-in.guard.js';
import type { SignedRequest } from './sign-in.guard.js';

/** A thousand playlists are twenty pages, each with a pause in front of it. */
const LISTING_MS = 60_000;
/** Where the console shows how the connections stand. */
const CONSOLE = '/#/settings/connections?connection=spotify';

type ListParameters = Record<string, string | string[]>;

/** What of Spotify is more than a command: its lists, and the browser that comes back from a sign-in. */
@ApiTags('spotify')
@Controller('api/v1/spotify')
export class SpotifyController {
  constructor(@Inject(REQUESTS) private readonly requests: RpcClient) {}

  /**
   * The browser comes from another site, and perhaps under another name of this host than the one that has the session: the state alone, random
   * and good for one answer, tells whose sign-in it is.
   */
  @Open()
  @Get('callback')
  @ApiOperation({ summary: 'Where Spotify sends the browser back to; goes on to the console', operationId: 'Spotify_callback' })
  @ApiFoundResponse({ description: 'the console, with `signIn=done` or the code of what went wrong' })
  async callback(@Req() request: SignedRequest, @Res() response: Response): Promise<void> {
    const [, query = ''] = request.originalUrl.split('?');
    const outcome = await this.outcomeOf(query, request);
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('Referrer-Policy', 'no-referrer');
    response.redirect(303, `${CONSOLE}&signIn=${encodeURIComponent(outcome)}`);
  }

  @Answers('editor')
  @Get('playlists')
  @ApiOperation({ summary: 'Playlists of the signed-in account, the liked songs first', operationId: 'list-spotify-playlists' })
  @ApiQuery({ name: '_start', required: false, example: 0 })
  @ApiQuery({ name: '_end', required: false, example: 50 })
  @ApiOkResponse({ type: SpotifyPlaylistRow, isArray: true, headers: { 'X-Total-Count': { description: 'all of them' } } })
  playlists(@Query() query: ListParameters, @Req() request: SignedRequest, @Res({ passthrough: true }) response: Response) {
    return this.list<SpotifyPlaylist>(rpc.catalog.spotifyPlaylists, query, request, response);
  }

  @Answers('editor')
  @Get('artists')
  @ApiOperation({ summary: 'Artists whom the signed-in account follows', operationId: 'list-spotify-artists' })
  @ApiQuery({ name: '_start', required: false, example: 0 })
  @ApiQuery({ name: '_end', required: false, example: 50 })
  @ApiOkResponse({ type: SpotifyArtistRow, isArray: true, headers: { 'X-Total-Count': { description: 'all of them' } } })
  artists(@Query() query: ListParameters, @Req() request: SignedRequest, @Res({ passthrough: true }) response: Response) {
    return this.list<SpotifyArtist>(rpc.catalog.spotifyArtists, query, request, response);
  }

  private async list<Row>(subject: string, query: ListParameters, request: SignedRequest, response: Response): Promise<readonly Row[]> {
    const { start, end } = listQuery('', query, request);
    const range = { ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }) };
    const page = await this.requests.request<SpotifyPage<Row>>(subject, range, contextOf(request), LISTING_MS);
    response.setHeader('X-Total-Count', String(page.total));
    return page.rows;
  }

  private async outcomeOf(query: string, request: SignedRequest): Promise<string> {
    try {
      const { code } = await this.requests.request<SpotifyCallback>(rpc.catalog.spotifyCallback, { query }, contextOf(request), LISTING_MS);
      return code ?? 'done';
    } catch (error) {
      if (error instanceof Unavailable) return 'unavailable';
      throw error;
    }
  }
}
