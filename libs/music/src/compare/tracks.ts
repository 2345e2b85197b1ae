/** The recording that is looked for. Unknown is null; title and artists may be empty in a broken source. */
export interface WantedTrack {
  readonly title: string;
  /** As credited, the main artist first. */
  readonly artists: readonly string[];
  readonly album: string | null;
  readonly durationMs: number | null;
  readonly isrc: string | null;
  /** Further ISRCs of it, where a source names several. */
  readonly otherIsrcs?: readonly string[];
  /** MusicBrainz recording id. */
  readonly mbid?: string | null;
  /** The server's lasting name of what was this recording before. */
  readonly guid?: string | null;
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
  readonly mbid?: string | null;
  readonly guid?: string | null;
  /** Relative to the music folder; null: unknown. */
  readonly path: string | null;
}

/** Identifiers both sides know and that are the same, strongest first: the ladder before any text. */
export type Identifier = 'isrc' | 'musicbrainz' | 'server-guid';

/** null: none is the same on both sides. */
export function sameIdentifier(wanted: WantedTrack, track: LibraryTrack): Identifier | null {
  const isrc = isrcKey(track.isrc);
  if (isrc !== null && isrcKeysOf(wanted).includes(isrc)) return 'isrc';
  const mbid = mbidKey(wanted.mbid);
  if (mbid !== null && mbid === mbidKey(track.mbid)) return 'musicbrainz';
  return wanted.guid && wanted.guid === track.guid ? 'server-guid' : null;
}

/** Lower case; null for what is no MusicBrainz id. */
export function mbidKey(mbid: string | null | undefined): string | null {
  const key = mbid?.slice(0, 40).trim().toLowerCase() ?? '';
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(key) ? key : null;
}

/** Of each of its codes that is one. */
export function isrcKeysOf({ isrc, otherIsrcs }: Pick<WantedTrack, 'isrc' | 'otherIsrcs'>): readonly string[] {
  const first = isrcKey(isrc);
  if (!otherIsrcs) return first === null ? [] : [first];
  return [first, ...otherIsrcs.map(isrcKey)].filter((key) => key !== null);
}

/** `GB-2LD-09-02014` and `gb2ld0902014` are the same; null for what is no ISRC. */
export function isrcKey(isrc: string | null): string | null {
  const key = isrc?.slice(0, 20).replace(/[\s-]/g, '').toUpperCase() ?? '';
  return /^[A-Z]{2}[A-Z0-9]{3}\d{7}$/.test(key) ? key : null;
}
