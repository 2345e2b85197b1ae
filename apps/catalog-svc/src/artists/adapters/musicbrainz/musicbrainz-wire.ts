/** The fields we read of MusicBrainz's web service 2 (apis/musicbrainz.md 1). All may be missing. */
export interface WireGenre {
  readonly name?: string;
  /** How many people said so. */
  readonly count?: number;
}

export interface WireEntity {
  readonly id?: string;
  readonly genres?: readonly WireGenre[];
}

export interface WireArtist extends WireEntity {
  readonly name?: string;
}

export interface WireReleaseGroup extends WireEntity {
  readonly title?: string;
  readonly 'primary-type'?: string | null;
  readonly 'artist-credit'?: readonly { readonly name?: string; readonly joinphrase?: string }[];
}

export interface WireSearch {
  readonly artists?: readonly WireArtist[];
  readonly 'release-groups'?: readonly WireReleaseGroup[];
}
