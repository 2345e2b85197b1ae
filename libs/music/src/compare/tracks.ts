/** The recording that is looked for. Unknown is null; title and artists may be empty in a broken source. */
export interface WantedTrack {
  readonly title: string;
  /** As credited, the main artist first. */
  readonly artists: readonly string[];
  readonly album: string | null;
  readonly durationMs: number | null;
  readonly isrc: string | null;
}

/** A track of the library. */
export interface LibraryTrack {
  readonly trackId: string;
  readonly title: string;
  readonly artist: string;
  readonly albumArtist: string | null;
  readonly album: string | null;
  readonly durationMs: number | null;
  readonly isrc: string | null;
  /** Relative to the music folder; null: unknown. */
  readonly path: string | null;
}

/** `GB-2LD-09-02014` and `gb2ld0902014` are the same; null for what is no ISRC. */
export function isrcKey(isrc: string | null): string | null {
  const key = isrc?.slice(0, 20).replace(/[\s-]/g, '').toUpperCase() ?? '';
  return /^[A-Z]{2}[A-Z0-9]{3}\d{7}$/.test(key) ? key : null;
}
