import { ExternalError, Unavailable } from '@soulsync/service-kit';
import { onlyOne, sameName } from '../../artists/domain/metadata/same-name.js';
import { SourceBusy } from '../../artists/ports/metadata-source.js';
import type { Lookup, MetadataSource, LookupResult } from '../../artists/ports/metadata-source.js';
import { SignInNeeded } from '../../spotify-account/ports/refresh-tokens.js';
import type { SpotifyClient } from './spotify-client.js';
import type { WireImage, WireSearch } from './spotify-wire.js';

/** A wait for the account's budget longer than this is a no for now: playlists come first. */
const PATIENCE_MS = 15_000;
/** After a no it is not asked again for so long. */
const REST_MS = 300_000;

/** Pictures of artists and albums, and the genres of artists where Spotify still has them. Search is fuzzy: only an exact name counts. */
export function spotifyMetadata(client: SpotifyClient, nowMs: () => number): MetadataSource {
  let rests: { readonly untilMs: number; readonly reason: SourceBusy['reason'] } | null = null;

  async function search(type: 'artist' | 'album', q: string): Promise<WireSearch> {
    if (rests && nowMs() < rests.untilMs) throw new SourceBusy(rests.reason);
    const patience = AbortSignal.timeout(PATIENCE_MS);
    try {
      return await client.search(type, q, patience);
    } catch (error) {
      const reason = patience.aborted ? 'source-busy' : refusalOf(error);
      if (reason === null) throw error instanceof ExternalError ? new Unavailable('spotify', error.message, { cause: error }) : error;
      // A question it does not like says nothing about the next one.
      if (!isAboutQuestion(error)) rests = { untilMs: nowMs() + REST_MS, reason };
      throw new SourceBusy(reason, { cause: error });
    }
  }

  async function findArtist(name: string): Promise<LookupResult> {
    const { artists } = await search('artist', `artist:${quoted(name)}`);
    const found = onlyOne(artists?.items ?? [], (artist) => sameName(artist?.name ?? '', name));
    if (found.kind !== 'one') return found;
    return { kind: 'found', facts: { pictureUrl: largest(found.candidate?.images), genres: found.candidate?.genres ?? [] } };
  }

  /** Editions of one album are the same album: the first with a picture. */
  async function findAlbum(artist: string, title: string): Promise<LookupResult> {
    const { albums } = await search('album', `album:${quoted(title)} artist:${quoted(artist)}`);
    const fitting = (albums?.items ?? []).filter(
      (album) => sameName(album?.name ?? '', title) && (album?.artists ?? []).some((credit) => sameName(credit?.name ?? '', artist)),
    );
    if (fitting.length === 0) return { kind: 'unknown' };
    const pictureUrl = fitting.map((album) => largest(album?.images)).find((url) => url !== null) ?? null;
    return { kind: 'found', facts: { pictureUrl, genres: [] } };
  }

  return {
    name: 'spotify',
    find: ({ artist, album }: Lookup) => (album === null ? findArtist(artist) : findAlbum(artist, album)),
  };
}

/** null: it could not be asked, or it is no refusal. */
function refusalOf(error: unknown): SourceBusy['reason'] | null {
  if (error instanceof SignInNeeded) return 'source-refuses';
  if (!(error instanceof ExternalError) || error.kind === 'unavailable' || error.kind === 'bad-answer') return null;
  return error.kind === 'rate-limited' ? 'source-busy' : 'source-refuses';
}

const isAboutQuestion = (error: unknown) =>
  error instanceof ExternalError && error.system === 'spotify' && (error.kind === 'refused' || error.kind === 'not-found');

/** null: no picture. */
function largest(images: readonly WireImage[] | null | undefined): string | null {
  const [best] = [...(images ?? [])].sort((a, b) => (b.width ?? 0) - (a.width ?? 0));
  return best?.url ?? null;
}

const LONGEST = 100;
/** Signs of the query language are left out of values (apis/spotify.md 5.10). */
const quoted = (value: string) => `"${value.slice(0, LONGEST).replace(/[":]/g, ' ').replace(/\s+/g, ' ').trim()}"`;
