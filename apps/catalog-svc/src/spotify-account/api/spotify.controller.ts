import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { LIKED_SONGS, rpc } from '@soulsync/contracts';
import type {
  SpotifyAccountReport,
  SpotifyArtist,
  SpotifyCallback,
  SpotifyPage,
  SpotifyPlaylist,
  SpotifySignInBegun,
} from '@soulsync/contracts';
import type { FinishSpotifySignIn, StartSpotifySignIn } from '@soulsync/contracts/rest';
import { commandContext, Invalid, KIT, refused, Refused, Unavailable } from '@soulsync/service-kit';
import type { Kit, RpcRequest } from '@soulsync/service-kit';
import type { CatalogConfig } from '../../config.js';
import { LibraryTrouble } from '../ports/spotify-library.js';
import type { ListedPlaylist, SpotifyLibrary } from '../ports/spotify-library.js';
import { followedHere } from '../store/spotify-rows.js';
import type { FollowedHere } from '../store/spotify-rows.js';
import type { SpotifySignIns } from '../workers/sign-ins.js';

export const SPOTIFY_ACCOUNT = Symbol('spotify account');
export const SPOTIFY_SIGN_INS = Symbol('spotify sign-ins');

/** What people ask of the account as a whole. */
export interface SpotifyAccountDesk {
  report(): Promise<SpotifyAccountReport>;
  signOut(request: RpcRequest<object>): Promise<void>;
  /** null: nobody is signed in. */
  library(): SpotifyLibrary | null;
}

interface Range {
  readonly start?: number;
  readonly end?: number;
}

const MOST_ROWS = 500;

@Controller()
export class SpotifyController {
  constructor(
    @Inject(KIT) private readonly kit: Kit<CatalogConfig>,
    @Inject(SPOTIFY_ACCOUNT) private readonly account: SpotifyAccountDesk,
    @Inject(SPOTIFY_SIGN_INS) private readonly signIns: SpotifySignIns,
  ) {}

  @MessagePattern(rpc.catalog.spotifyAccount)
  report(): Promise<SpotifyAccountReport> {
    return this.account.report();
  }

  @MessagePattern(rpc.catalog.startSpotifySignIn)
  start(@Payload() request: RpcRequest<StartSpotifySignIn>): SpotifySignInBegun {
    return this.signIns.start(request.body.redirectUri?.trim() || undefined, commandContext(request, this.kit.clock));
  }

  @MessagePattern(rpc.catalog.finishSpotifySignIn)
  async finish(@Payload() request: RpcRequest<FinishSpotifySignIn & { readonly id: string }>): Promise<SpotifyAccountReport> {
    const { id, address } = request.body;
    await this.signIns.finish(id, address, commandContext(request, this.kit.clock));
    return this.account.report();
  }

  /** The browser goes on to the console whatever came of it. */
  @MessagePattern(rpc.catalog.spotifyCallback)
  async callback(@Payload() { body }: RpcRequest<{ readonly query?: unknown }>): Promise<SpotifyCallback> {
    try {
      return { id: await this.signIns.callback(typeof body.query === 'string' ? body.query : ''), code: null };
    } catch (error) {
      if (error instanceof Refused) return { id: null, code: error.reason };
      if (error instanceof Unavailable) return { id: null, code: 'unavailable' };
      throw error;
    }
  }

  @MessagePattern(rpc.catalog.signOutOfSpotify)
  async signOut(@Payload() request: RpcRequest<object>): Promise<SpotifyAccountReport> {
    await this.account.signOut(request);
    return this.account.report();
  }

  /** The liked songs first. */
  @MessagePattern(rpc.catalog.spotifyPlaylists)
  async playlists(@Payload() { body }: RpcRequest<Range>): Promise<SpotifyPage<SpotifyPlaylist>> {
    const [start, end] = rangeOf(body);
    const library = this.library();
    return inWords(async () => {
      const liked = start === 0 && end > 0 ? [await library.liked()] : [];
      const { rows, total } = await library.playlists(Math.max(0, start - 1), Math.max(0, end - 1));
      const followed = new Map((await followedHere(this.kit.dataSource)).map((one) => [one.sourceRef, one]));
      return { rows: [...liked, ...rows].map((row) => shown(row, followed.get(row.id))), total: total + 1 };
    });
  }

  @MessagePattern(rpc.catalog.spotifyArtists)
  async artists(@Payload() { body }: RpcRequest<Range>): Promise<SpotifyPage<SpotifyArtist>> {
    const [start, end] = rangeOf(body);
    return inWords(() => this.library().followedArtists(start, end));
  }

  private library(): SpotifyLibrary {
    const library = this.account.library();
    if (library === null) throw refused('spotify-not-signed-in', {});
    return library;
  }
}

/** What a read showed counts more than what the list lets one guess. */
const shown = (row: ListedPlaylist, here: FollowedHere | undefined): SpotifyPlaylist => ({
  ...row,
  url: row.id === LIKED_SONGS.id ? LIKED_SONGS.url : `https://open.spotify.com/playlist/${row.id}`,
  isReadable: here?.isReadable ?? row.isReadable,
  isFollowed: here !== undefined,
  playlistId: here?.playlistId ?? null,
});

function rangeOf({ start = 0, end = start + 50 }: Range): readonly [number, number] {
  const isWhole = Number.isInteger(start) && Number.isInteger(end) && start >= 0 && end >= start;
  if (!isWhole || end - start > MOST_ROWS) throw new Invalid({ _end: `must be a whole number, at most ${MOST_ROWS} behind _start` });
  return [start, end];
}

async function inWords<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof LibraryTrouble)) throw error;
    if (error.code === 'unavailable' || error.code === 'rate-limited') throw new Unavailable('spotify', error.message, { cause: error });
    throw new Refused(`spotify-${error.code}`, error.message);
  }
}
