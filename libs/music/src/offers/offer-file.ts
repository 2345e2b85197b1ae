/** A file as whoever offers it describes it; all of it can lie. */
export interface OfferFile {
  /** With its folders, `/` or `\\` between them. */
  readonly filename: string;
  readonly sizeBytes: number;
  readonly bitrateKbps: number | null;
  readonly bitDepth: number | null;
  readonly sampleRateHz: number | null;
  readonly lengthS: number | null;
  readonly variableBitrate: boolean | null;
  readonly locked: boolean;
  readonly hasFreeUploadSlot: boolean;
  readonly queueLength: number;
  readonly uploadBytesPerS: number;
}

export type QualityTier = 'lossless' | 'lossy-high' | 'lossy';

export interface QualityProfile {
  /** Tiers, best first; those left out come last. Default: lossless, lossy-high (250 kbps and up), lossy. */
  readonly order?: readonly QualityTier[];
  /** false: nothing lossy is ever taken, on any road. Default true. */
  readonly allowLossy?: boolean;
  /** Default 192; Opus is as good at two thirds of it. */
  readonly minLossyKbps?: number;
}

export type Rejection =
  | 'locked'
  | 'not-audio'
  | 'empty'
  | 'other-title'
  | 'other-artist'
  | 'artist-unknown'
  | 'other-version'
  | 'other-guests'
  | 'other-length'
  | 'preview'
  | 'fake-bitrate'
  | 'bitrate-too-low'
  | 'poor-format'
  | 'lossy-not-wanted';
