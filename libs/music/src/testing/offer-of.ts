import type { OfferFile } from '../offers/offer-file.js';

/** A FLAC of four minutes that a peer would send at once. */
export const offerOf = (filename: string, over: Partial<OfferFile> = {}): OfferFile => ({
  filename,
  sizeBytes: 30_000_000,
  bitrateKbps: null,
  bitDepth: 16,
  sampleRateHz: 44_100,
  lengthS: 240,
  variableBitrate: null,
  locked: false,
  hasFreeUploadSlot: true,
  queueLength: 0,
  uploadBytesPerS: 1_000_000,
  ...over,
});

/** An MP3 of 320 kbps. */
export const mp3Of = (filename: string, over: Partial<OfferFile> = {}): OfferFile =>
  offerOf(filename, { sizeBytes: 9_600_000, bitrateKbps: 320, bitDepth: null, sampleRateHz: null, ...over });
