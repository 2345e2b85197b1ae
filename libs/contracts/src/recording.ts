/** What a release is, as far as its source says; an EP is a single for Spotify. */
export type ReleaseKind = 'album' | 'single' | 'ep' | 'compilation';

/** A recording as a source describes it; unknown is null, never '' or 0. Enough to match, search, tag and file it. */
export interface RecordingDescription {
  readonly title: string;
  /** Main artist first. */
  readonly artists: readonly string[];
  readonly album: string | null;
  readonly albumArtists: readonly string[];
  readonly durationMs: number | null;
  /** 12 upper-case characters without dashes. */
  readonly isrc: string | null;
  /** MusicBrainz recording id, where the source says it. */
  readonly mbid?: string | null;
  /** The source's own address, e.g. `spotify:track:…`. */
  readonly uri: string | null;
  readonly trackNumber: number | null;
  readonly discNumber: number | null;
  readonly trackTotal: number | null;
  /** Discs of the release, as far as they are known of; absent in events of before. */
  readonly discTotal?: number | null;
  /** null: the source doesn't say; absent in events of before. */
  readonly releaseKind?: ReleaseKind | null;
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  readonly releaseDate: string | null;
  readonly coverUrl: string | null;
}

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
