import { isLossless, isPoorFormat, leastKbps, lossyKbps } from './judge-quality.js';
import { usualOfferParameters } from './offer-parameters.js';

export const libraryProfiles = ['lossless', 'mp3-320', 'mp3-256', 'mp3-192', 'mp3-128'] as const;
/** The least a file of the library shall be. */
export type LibraryProfile = (typeof libraryProfiles)[number];

/** Stands above every bitrate. */
const LOSSLESS = 10_000;

export interface LibraryFileProperties {
  readonly format: string | null;
  readonly bitrateKbps: number | null;
  readonly bitDepth: number | null;
  readonly sizeBytes: number | null;
  readonly durationMs: number | null;
}

/**
 * One number to order files by: kbps of an MP3 that is as good, 10 000 for anything lossless, 0 for formats that are never good enough.
 * null: not known.
 */
export function qualityOf({ format, bitrateKbps, bitDepth, sizeBytes, durationMs }: LibraryFileProperties): number | null {
  if (format === null) return null;
  const extension = format.toLowerCase();
  const properties = { bitrateKbps, bitDepth, sizeBytes: sizeBytes ?? 0, lengthS: durationMs === null ? null : durationMs / 1000 };
  if (isLossless(extension, properties)) return LOSSLESS;
  if (isPoorFormat(extension)) return 0;
  const kbps = sizeBytes === null && bitrateKbps === null ? null : lossyKbps(properties, null);
  // The same proportion by which an offer is judged.
  return kbps === null
    ? null
    : Math.min(
        LOSSLESS - 1,
        Math.round((kbps * leastKbps('mp3', {}, usualOfferParameters)) / leastKbps(extension, {}, usualOfferParameters)),
      );
}

/** A file whose `qualityOf` is less than this is below the profile. */
export const leastQuality = (profile: LibraryProfile): number =>
  profile === 'lossless'
    ? LOSSLESS
    : Math.floor(leastKbps('mp3', { minLossyKbps: Number(profile.slice('mp3-'.length)) }, usualOfferParameters));
