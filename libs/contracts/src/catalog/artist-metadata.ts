export type WantedMetadata = 'picture' | 'genres';

/** A question about an artist or, with its title, about an album. */
export interface MetadataLookup {
  readonly artist: string;
  readonly album: string | null;
  /** MusicBrainz id of the artist or of the album's release group, where it is known: it ends every doubt. */
  readonly mbid: string | null;
  readonly wants: readonly WantedMetadata[];
}

export interface FoundPicture {
  readonly url: string;
  readonly from: 'spotify';
}

export interface FoundGenres {
  /** The most used first. */
  readonly names: readonly string[];
  readonly from: 'spotify' | 'musicbrainz';
}

/** Why there is no picture or there are no genres. The last four are no answers: ask again later. */
export type NoMetadata = 'unknown' | 'ambiguous' | 'has-none' | 'not-set-up' | 'calls-used-up' | 'source-busy' | 'source-refuses';

export interface ArtistMetadata {
  readonly picture: FoundPicture | { readonly none: NoMetadata } | null;
  readonly genres: FoundGenres | { readonly none: NoMetadata } | null;
}

/** Questions of one request: each may cost several calls a second apart. */
export const LOOKUPS_AT_ONCE = 4;
