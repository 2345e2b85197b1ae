/** The recording that is looked for. Unknown is null; title and artists may be empty in a broken source. */
export interface WantedTrack {
  readonly title: string;
  /** As credited, the main artist first. */
  readonly artists: readonly string[];
  readonly album: string | null;
  readonly durationMs: number | null;
  /** Several are joined by `;`. */
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
  /** Several are joined by `;`. */
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
  if (anyShared(isrcKeysOf(wanted), isrcKeys(track.isrc))) return 'isrc';
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
  const first = isrcKeys(isrc);
  return otherIsrcs ? [...new Set([...first, ...otherIsrcs.flatMap(isrcKeys)])] : first;
}

/** One code or several, joined by `;`: files and lists bear two where a recording was registered twice. Each counts. */
export function isrcKeys(isrc: string | null | undefined): readonly string[] {
  if (!isrc) return [];
  if (!isrc.includes(';')) {
    const key = isrcKey(isrc);
    return key === null ? [] : [key];
  }
  return [
    ...new Set(
      isrc
        .split(';', MOST_ISRCS)
        .map(isrcKey)
        .filter((key) => key !== null),
    ),
  ];
}

const MOST_ISRCS = 8;

const written = /(?<![A-Z0-9])[A-Z]{2}[\s-]?[A-Z0-9]{3}[\s-]?\d{2}[\s-]?\d{5}(?![A-Z0-9])/g;
const LONGEST_FIELD = 1_000;

/** Every code in fields as people and programs write them (`USEP41718099 / US-IR1-93-90103`, `Label:isrc:CODE`), joined by `;`; null: none. */
export function isrcsIn(fields: readonly unknown[]): string | null {
  const texts = fields.slice(0, MOST_ISRCS).map((field) => (typeof field === 'string' ? field.slice(0, LONGEST_FIELD).toUpperCase() : ''));
  const codes = texts.flatMap((text) => text.match(written) ?? []).map((code) => code.replace(/[\s-]/g, ''));
  return [...new Set(codes)].slice(0, MOST_ISRCS).join(';') || null;
}

export const anyShared = (a: readonly string[], b: readonly string[]): boolean => a.some((key) => b.includes(key));

/** `GB-2LD-09-02014` and `gb2ld0902014` are the same; null for what is no ISRC. */
function isrcKey(isrc: string): string | null {
  const key = isrc.slice(0, 20).replace(/[\s-]/g, '').toUpperCase();
  return /^[A-Z]{2}[A-Z0-9]{3}\d{7}$/.test(key) ? key : null;
}
