import type { Offer, OfferRejection, RecordingDescription, Rejections } from '@soulsync/contracts';
import { rankOffers } from '@soulsync/music';
import type { OfferFile, RankedOffer, WantedTrack } from '@soulsync/music';

/** Kept in the event: enough for every try of an attempt. */
const KEPT = 20;

export interface Ranking {
  readonly accepted: readonly Offer[];
  readonly rejections: Rejections;
}

export function ranked(recording: RecordingDescription, files: readonly OfferFile[], allowLossy: boolean): Ranking {
  const { accepted, rejected } = rankOffers(wantedTrack(recording), files, { allowLossy });
  const rejections: Partial<Record<OfferRejection, number>> = {};
  for (const { rejections: codes } of rejected) for (const code of codes) rejections[code] = (rejections[code] ?? 0) + 1;
  return { accepted: accepted.slice(0, KEPT).map(offer), rejections };
}

export const wantedTrack = ({ title, artists, album, durationMs, isrc }: RecordingDescription): WantedTrack => ({
  title,
  artists,
  album,
  durationMs,
  isrc,
});

function offer({ offer: file, identity, score }: RankedOffer): Offer {
  const format = /\.([a-z0-9]{1,5})$/i.exec(file.filename)?.[1]?.toLowerCase() ?? '';
  return {
    username: file.username,
    filename: file.filename,
    sizeBytes: file.sizeBytes,
    identity,
    score,
    quality: {
      format,
      lossless: ['flac', 'wav', 'alac', 'aiff', 'ape'].includes(format),
      bitrateKbps: file.bitrateKbps,
      sampleRateHz: file.sampleRateHz,
      bitDepth: file.bitDepth,
      durationMs: file.lengthS === null ? null : file.lengthS * 1000,
    },
  };
}
