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
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  readonly releaseDate: string | null;
  readonly coverUrl: string | null;
}

/** Real or advertised properties of an audio file. */
export interface AudioQuality {
  /** `flac`, `mp3`, `m4a`, `ogg`, `opus`, … lower case. */
  readonly format: string;
  readonly lossless: boolean;
  readonly bitrateKbps: number | null;
  readonly sampleRateHz: number | null;
  readonly bitDepth: number | null;
  readonly durationMs: number | null;
}

/** The one state a playlist entry is in. */
export const entryStates = ['owned', 'review', 'missing', 'acquiring', 'filed', 'wished', 'ignored', 'not-a-recording', 'pending'] as const;
/** `pending`: wanted, and not yet compared with a complete library. */
export type EntryState = (typeof entryStates)[number];
