/** What one outside catalogue says of an artist or an album. `genres` may be empty; `pictureUrl` null: it has none. */
export interface CatalogueFacts {
  readonly pictureUrl: string | null;
  readonly genres: readonly string[];
}

/** `ambiguous`: several bear exactly this name, and nothing tells them apart. */
export type FactsFound = { readonly kind: 'found'; readonly facts: CatalogueFacts } | { readonly kind: 'unknown' | 'ambiguous' };

export interface AskedFacts {
  readonly artist: string;
  readonly album: string | null;
  readonly mbid: string | null;
}

/**
 * A catalogue that knows artists and albums by name. Throws `Unavailable` when it could not be asked, `SourceBusy` when it does not want to be
 * asked now: neither is an answer.
 */
export interface FactSource {
  readonly name: 'spotify' | 'musicbrainz';
  find(asked: AskedFacts): Promise<FactsFound>;
}

/** Its limit is reached, or its sign-in is over. */
export class SourceBusy extends Error {
  constructor(source: string, options?: ErrorOptions) {
    super(`${source} does not answer more questions now`, options);
    this.name = 'SourceBusy';
  }
}
