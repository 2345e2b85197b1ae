/** What one external catalogue says of an artist or an album. `genres` may be empty; `pictureUrl` null: it has none. */
export interface CatalogueMetadata {
  readonly pictureUrl: string | null;
  readonly genres: readonly string[];
}

/** `ambiguous`: several bear exactly this name, and nothing tells them apart. Kept in the lookup cache as it stands, so its field names stay. */
export type LookupResult = { readonly kind: 'found'; readonly facts: CatalogueMetadata } | { readonly kind: 'unknown' | 'ambiguous' };

export interface Lookup {
  readonly artist: string;
  readonly album: string | null;
  readonly mbid: string | null;
}

/**
 * A catalogue that knows artists and albums by name. Throws `Unavailable` when it could not be asked, `SourceBusy` when it does not want to be
 * asked now: neither is an answer.
 */
export interface MetadataSource {
  readonly name: 'spotify' | 'musicbrainz';
  find(asked: Lookup): Promise<LookupResult>;
}

/** `source-busy`: its limit is reached; `source-refuses`: the sign-in or the question is not taken. */
export class SourceBusy extends Error {
  constructor(
    readonly reason: 'source-busy' | 'source-refuses',
    options?: ErrorOptions,
  ) {
    super(reason === 'source-busy' ? 'the source answers no more questions now' : 'the source refuses the question', options);
    this.name = 'SourceBusy';
  }
}
