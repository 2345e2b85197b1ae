/** What a release is, as far as its source says; an EP is a single for Spotify. */
export type ReleaseKind = 'album' | 'single' | 'ep' | 'compilation';

export interface ArtistCredit {
  readonly name: string;
  /** Addresses of the artist at its sources, e.g. `spotify:artist:…`. */
  readonly ids: readonly string[];
}

/** The release a recording is a track of, and its place there; unknown is null. */
export interface ReleaseDescription {
  readonly title: string | null;
  readonly kind: ReleaseKind | null;
  readonly artists: readonly ArtistCredit[];
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  readonly date: string | null;
  readonly trackTotal: number | null;
  readonly discTotal: number | null;
  readonly trackNumber: number | null;
  readonly discNumber: number | null;
  /** The bar code, digits only. */
  readonly upc: string | null;
  /** Addresses of the release at its sources, e.g. `spotify:album:…`. */
  readonly ids: readonly string[];
  /** MusicBrainz ids; absent: not known. */
  readonly mbids?: { readonly release?: string; readonly releaseGroup?: string };
  readonly cover: { readonly url: string; readonly widthPx: number | null } | null;
}

/** A recording as its sources describe it; unknown is null, never '' or 0. Enough to match, search, tag and file it. */
export interface RecordingDescription {
  readonly title: string;
  /** Main artist first. */
  readonly artists: readonly ArtistCredit[];
  readonly durationMs: number | null;
  /** 12 upper-case characters without dashes. */
  readonly isrc: string | null;
  /** Further ISRCs of the same recording, which its source names beside the first; absent: none. */
  readonly otherIsrcs?: readonly string[];
  /** MusicBrainz recording id. */
  readonly mbid: string | null;
  /** The sources' own addresses, e.g. `spotify:track:…`. */
  readonly sourceUris: readonly string[];
  readonly explicit: boolean | null;
  readonly genres: readonly string[];
  /** null: nothing is known of a release. */
  readonly release: ReleaseDescription | null;
}

/** What a source says nothing of. */
export const unknownRelease: ReleaseDescription = {
  title: null,
  kind: null,
  artists: [],
  date: null,
  trackTotal: null,
  discTotal: null,
  trackNumber: null,
  discNumber: null,
  upc: null,
  ids: [],
  cover: null,
};

/** What a source says nothing of. */
export const unknownRecording: RecordingDescription = {
  title: '',
  artists: [],
  durationMs: null,
  isrc: null,
  mbid: null,
  sourceUris: [],
  explicit: null,
  genres: [],
  release: null,
};

/** All its ISRCs. */
export const isrcsOf = ({ isrc, otherIsrcs = [] }: Pick<RecordingDescription, 'isrc' | 'otherIsrcs'>): readonly string[] =>
  isrc === null ? otherIsrcs : [isrc, ...otherIsrcs];

export const creditsOf = (names: readonly string[]): readonly ArtistCredit[] => names.map((name) => ({ name, ids: [] }));

export const namesOf = (credits: readonly ArtistCredit[]): readonly string[] => credits.map(({ name }) => name);

/** What comparing and listing ask of a recording. */
export interface RecordingSummary {
  readonly title: string;
  /** Main artist first. */
  readonly artists: readonly string[];
  readonly album: string | null;
  readonly durationMs: number | null;
  readonly isrc: string | null;
  /** Absent: none. */
  readonly otherIsrcs?: readonly string[];
  readonly mbid: string | null;
}

export const summaryOf = ({ title, artists, durationMs, isrc, otherIsrcs, mbid, release }: RecordingDescription): RecordingSummary => ({
  title,
  artists: namesOf(artists),
  album: release?.title ?? null,
  durationMs,
  isrc,
  ...(otherIsrcs ? { otherIsrcs } : {}),
  mbid,
});

/** Real or advertised properties of an audio file. */
export interface AudioQuality {
  /** `flac`, `mp3`, `m4a`, `ogg`, `opus`, … lower case. */
  readonly container: string;
  /** What the container holds: `m4a` may be `aac` or `alac`, `ogg` `vorbis` or `opus`; null: nobody says. */
  readonly codec: string | null;
  readonly lossless: boolean;
  readonly bitrateKbps: number | null;
  /** null: nobody says. */
  readonly variableBitrate: boolean | null;
  readonly sampleRateHz: number | null;
  readonly bitDepth: number | null;
  readonly channels: number | null;
  readonly durationMs: number | null;
}

/** The one state a playlist entry is in. */
export const entryStates = ['owned', 'review', 'missing', 'acquiring', 'filed', 'wished', 'ignored', 'not-a-recording', 'pending'] as const;
/** `pending`: wanted, and not yet compared with a complete library. */
export type EntryState = (typeof entryStates)[number];
