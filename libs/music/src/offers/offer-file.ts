/** A file as a peer's search answer describes it; all of it can lie. */
export interface OfferFile {
  readonly username: string;
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
  readonly uploadSpeedBps: number;
}

export interface QualityProfile {
  /** false: nothing lossy is ever taken, on any road. */
  readonly allowLossy?: boolean;
  /** Default 192. */
  readonly minLossyKbps?: number;
}

export type Rejection =
  | 'locked'
  | 'not-audio'
  | 'empty'
  | 'other-title'
  | 'other-artist'
  | 'other-version'
  | 'other-length'
  | 'preview'
  | 'fake-bitrate'
  | 'bitrate-too-low'
  | 'lossy-not-wanted';
