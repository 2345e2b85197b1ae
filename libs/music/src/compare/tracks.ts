export interface WantedTrack {
  readonly title: string;
  readonly artists: readonly string[];
  readonly album: string | null;
  readonly durationMs: number | null;
  readonly isrc: string | null;
}

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
