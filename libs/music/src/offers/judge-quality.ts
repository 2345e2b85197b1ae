import type { OfferFile, QualityProfile, QualityTier } from './offer-file.js';
import type { OfferParameters } from './offer-parameters.js';

const losslessFormats = new Set(['flac', 'wav', 'alac', 'aif', 'aiff', 'ape', 'wv', 'dsf']);
const lossyFormats = new Set(['mp3', 'm4a', 'aac', 'ogg', 'oga', 'opus', 'mpc']);
const poorFormats = new Set(['wma', 'ra', 'amr']);

/** What the judgement of a file's sound rests on, whoever describes the file. */
export type AudioProperties = Pick<OfferFile, 'sizeBytes' | 'bitrateKbps' | 'bitDepth' | 'lengthS'>;

export const isAudio = (extension: string): boolean =>
  losslessFormats.has(extension) || lossyFormats.has(extension) || poorFormats.has(extension);
export const isPoorFormat = (extension: string): boolean => poorFormats.has(extension);

/** kbps that AAC does not reach. */
const MOST_AAC = 400;

/**
 * An `m4a` with a bit depth holds ALAC: clients tell bit depth and sample rate of lossless files, the bitrate of lossy ones (slskd#398, #624).
 * Some tell all three of both; then the bitrate decides, else what size and length make of it.
 */
export function isLossless(extension: string, offer: AudioProperties): boolean {
  if (losslessFormats.has(extension)) return true;
  if (extension !== 'm4a' || offer.bitDepth === null) return false;
  const kbps = offer.bitrateKbps ?? (offer.sizeBytes > 0 ? realKbps(offer, null) : null);
  return kbps === null || kbps > MOST_AAC;
}

/** kbps by size and length; null when no length is known. */
export function realKbps(offer: AudioProperties, wantedMs: number | null): number | null {
  const seconds = offer.lengthS ?? (wantedMs === null ? null : wantedMs / 1000);
  return seconds === null || seconds <= 0 ? null : (offer.sizeBytes * 8) / 1000 / seconds;
}

/** kbps of a lossy file: said, or worked out. */
export const lossyKbps = (offer: AudioProperties, wantedMs: number | null): number | null => offer.bitrateKbps ?? realKbps(offer, wantedMs);

export function isFakeBitrate(extension: string, offer: OfferFile, wantedMs: number | null, parameters: OfferParameters): boolean {
  const real = realKbps(offer, wantedMs);
  if (real === null) return false;
  if (isLossless(extension, offer)) return real < parameters.minLosslessKbps;
  return (
    offer.bitrateKbps !== null && real < offer.bitrateKbps * (offer.lengthS === null ? parameters.heldShareGuessed : parameters.heldShare)
  );
}

export const leastKbps = (extension: string, { minLossyKbps = 192 }: QualityProfile, { opusShare, presetShare }: OfferParameters): number =>
  minLossyKbps * (extension === 'opus' ? opusShare : presetShare);

const LOSSY_HIGH_KBPS = 250;

export function tierOf(extension: string, offer: OfferFile, wantedMs: number | null): QualityTier {
  if (isLossless(extension, offer)) return 'lossless';
  const kbps = lossyKbps(offer, wantedMs) ?? 0;
  return kbps * (extension === 'opus' ? 1.5 : 1) >= LOSSY_HIGH_KBPS ? 'lossy-high' : 'lossy';
}

const usualOrder: readonly QualityTier[] = ['lossless', 'lossy-high', 'lossy'];

/** 0..1 by the profile's order; within a tier a higher bitrate is a little better. */
export function qualityScore(extension: string, offer: OfferFile, wantedMs: number | null, { order = usualOrder }: QualityProfile): number {
  const tier = tierOf(extension, offer, wantedMs);
  const place = order.indexOf(tier);
  const rank = place < 0 ? order.length : place;
  const within = tier === 'lossless' ? 0 : Math.min(1, (lossyKbps(offer, wantedMs) ?? 0) / 400);
  return Math.max(0, 1 - 0.3 * rank - (tier === 'lossless' ? 0 : 0.05 * (1 - within)));
}

/** 0..1: who can send now comes first, then who sends fast. */
export function peerScore({ hasFreeUploadSlot, queueLength, uploadBytesPerS }: OfferFile): number {
  const soon = hasFreeUploadSlot ? 1 : queueLength <= 10 ? 0.8 - 0.01 * Math.max(0, queueLength) : 0.5 / (1 + queueLength / 50);
  return 0.8 * soon + 0.2 * Math.min(1, Math.max(0, uploadBytesPerS) / 5_000_000);
}
