import { codecOf, summaryOf } from '@soulsync/contracts';
import type { Offer, OfferRejection, RecordingDescription, Rejections } from '@soulsync/contracts';
import { isLossless, rankOffers, usualOfferParameters } from '@soulsync/music';
import type { LengthTolerance, OfferFile, RankedOffer } from '@soulsync/music';

/** Kept in the event: enough for every try of an attempt. */
const KEPT = 20;

/** A file that a source found, not yet judged. */
export interface FoundFile extends OfferFile, Pick<Offer, 'source' | 'ref' | 'label'> {}

export interface Ranking {
  readonly accepted: readonly Offer[];
  readonly rejections: Rejections;
}

export interface LeastQuality {
  readonly allowLossy: boolean;
  /** Of an MP3. */
  readonly leastLossyKbps: number;
}

/** `tolerance`: what the filing will allow. */
export function ranked(
  recording: RecordingDescription,
  files: readonly FoundFile[],
  { allowLossy, leastLossyKbps }: LeastQuality,
  { shorterByMs, longerByMs }: LengthTolerance,
): Ranking {
  const parameters = { ...usualOfferParameters, shorterByMs, longerByMs };
  const { accepted, rejected } = rankOffers(summaryOf(recording), files, { allowLossy, minLossyKbps: leastLossyKbps }, parameters);
  const rejections: Partial<Record<OfferRejection, number>> = {};
  for (const { rejections: codes } of rejected) for (const code of codes) rejections[code] = (rejections[code] ?? 0) + 1;
  return { accepted: accepted.slice(0, KEPT).map(offer), rejections };
}

function offer({ offer: file, identity, score }: RankedOffer<FoundFile>): Offer {
  const container = /\.([a-z0-9]{1,5})$/i.exec(file.filename)?.[1]?.toLowerCase() ?? '';
  const lossless = isLossless(container, file);
  const durationMs = file.lengthS === null ? null : file.lengthS * 1000;
  const { source, ref, label, sizeBytes, bitrateKbps, sampleRateHz, bitDepth, variableBitrate } = file;
  return {
    source,
    ref,
    label,
    sizeBytes,
    durationMs,
    identity,
    score,
    quality: {
      container,
      codec: codecOf(container, lossless),
      lossless,
      bitrateKbps,
      variableBitrate,
      sampleRateHz,
      bitDepth,
      channels: null,
      durationMs,
    },
  };
}
