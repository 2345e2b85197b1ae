import { prepareWanted } from '../compare/compare-tracks.js';
import type { WantedTrack } from '../compare/tracks.js';
import { judgeIdentity, wantedNames } from './judge-identity.js';
import type { Identity } from './judge-identity.js';
import {
  isAudio,
  isFakeBitrate,
  isLossless,
  isPoorFormat,
  leastKbps,
  lossyKbps,
  peerScore,
  qualityScore,
  tierOf,
} from './judge-quality.js';
import { announcedLength } from './length-tolerance.js';
import type { LengthTolerance } from './length-tolerance.js';
import type { OfferFile, QualityProfile, Rejection } from './offer-file.js';
import { usualOfferParameters } from './offer-parameters.js';
import type { OfferParameters } from './offer-parameters.js';

export interface RankedOffer<File extends OfferFile = OfferFile> {
  readonly offer: File;
  /** 0..1: identity leads, then quality, then the peer; each decides only where the one before is equal. */
  readonly score: number;
  /** 0..1 */
  readonly identity: number;
  /** 0..1 */
  readonly quality: number;
  /** Codes of what speaks for and against it, for people to read. */
  readonly reasons: readonly string[];
}

export interface RejectedOffer<File extends OfferFile = OfferFile> {
  readonly offer: File;
  /** All of them, never just the first. */
  readonly rejections: readonly Rejection[];
}

export interface OfferRanking<File extends OfferFile = OfferFile> {
  /** Best first. */
  readonly accepted: readonly RankedOffer<File>[];
  readonly rejected: readonly RejectedOffer<File>[];
}

/** Judges each offer alone, then orders what may be taken. What must not be taken is rejected, whatever its quality. */
export function rankOffers<File extends OfferFile>(
  wanted: WantedTrack,
  offers: readonly File[],
  profile: QualityProfile = {},
  parameters: OfferParameters = usualOfferParameters,
): OfferRanking<File> {
  const names = wantedNames(wanted, prepareWanted(wanted));
  const accepted: RankedOffer<File>[] = [];
  const rejected: RejectedOffer<File>[] = [];
  for (const offer of offers) {
    const identity = judgeIdentity(names, offer.filename);
    const rejections: Rejection[] = [];
    const { extension } = identity;
    const judged = { offer, identity, wanted, profile, parameters, audio: isAudio(extension), lossless: isLossless(extension, offer) };
    for (const rule of rules) {
      const rejection = rule(judged);
      if (rejection) rejections.push(rejection);
    }
    if (rejections.length > 0) rejected.push({ offer, rejections });
    else accepted.push(rank(judged));
  }
  return { accepted: accepted.sort(bestFirst), rejected };
}

const bestFirst = (a: RankedOffer, b: RankedOffer) => b.score - a.score || (a.offer.filename < b.offer.filename ? -1 : 1);

interface Judged<File extends OfferFile = OfferFile> {
  readonly offer: File;
  readonly identity: Identity;
  readonly wanted: WantedTrack;
  readonly profile: QualityProfile;
  readonly parameters: OfferParameters;
  readonly audio: boolean;
  readonly lossless: boolean;
}

type Rule = (judged: Judged) => Rejection | null;

const rules: readonly Rule[] = [
  ({ offer }) => (offer.locked ? 'locked' : null),
  ({ audio }) => (audio ? null : 'not-audio'),
  ({ identity }) => (isPoorFormat(identity.extension) ? 'poor-format' : null),
  ({ offer }) => (offer.sizeBytes > 0 ? null : 'empty'),
  ({ identity, parameters }) => (identity.title < parameters.titleFloor ? 'other-title' : null),
  ({ identity, parameters }) =>
    identity.title === 0
      ? null
      : identity.artist === null
        ? 'artist-unknown'
        : identity.artist < parameters.artistFloor
          ? 'other-artist'
          : null,
  ({ identity }) => (identity.versionEqual ? null : 'other-version'),
  ({ identity }) => (identity.otherGuests ? 'other-guests' : null),
  ({ offer, wanted, parameters }) => (lengthOf(offer, wanted, parameters) === 'refused' ? 'other-length' : null),
  ({ offer, wanted, parameters }) => (isPreview(offer.lengthS, wanted.durationMs, parameters) ? 'preview' : null),
  ({ offer, identity, wanted, parameters }) =>
    isFakeBitrate(identity.extension, offer, wanted.durationMs, parameters) ? 'fake-bitrate' : null,
  ({ offer, identity, wanted, profile, parameters, audio, lossless }) => {
    if (lossless || !audio) return null;
    const kbps = lossyKbps(offer, wanted.durationMs);
    return kbps !== null && kbps < leastKbps(identity.extension, profile, parameters) ? 'bitrate-too-low' : null;
  },
  ({ profile, audio, lossless }) => (profile.allowLossy === false && audio && !lossless ? 'lossy-not-wanted' : null),
];

const lengthOf = ({ lengthS }: OfferFile, { durationMs }: WantedTrack, tolerance: LengthTolerance) =>
  lengthS === null || durationMs === null ? null : announcedLength(lengthS, durationMs, tolerance);

function isPreview(lengthS: number | null, wantedMs: number | null, { previewS, longerByMs }: OfferParameters): boolean {
  if (lengthS === null) return false;
  const wantedS = wantedMs === null ? null : wantedMs / 1000;
  if (wantedS !== null && lengthS < wantedS / 2) return true;
  return lengthS < previewS && (wantedS === null || wantedS > previewS + longerByMs / 1000);
}

function rank<File extends OfferFile>({ offer, identity, wanted, profile, parameters }: Judged<File>): RankedOffer<File> {
  const likeness = identity.title * (identity.artist ?? 0);
  const quality = qualityScore(identity.extension, offer, wanted.durationMs, profile);
  const length = lengthOf(offer, wanted, parameters);
  const isDoubtful = length === 'doubtful' || (identity.otherRelease && isFarOff(offer, wanted, parameters));
  const reasons = [
    identity.title === 1 ? 'title-equal' : 'title-similar',
    identity.artist === 1 ? 'artists-equal' : 'main-artist-equal',
    length === null ? 'length-unknown' : isDoubtful ? 'length-doubtful' : 'length-fits',
    tierOf(identity.extension, offer, wanted.durationMs),
    offer.hasFreeUploadSlot ? 'slot-free' : offer.queueLength <= 10 ? 'queue-short' : 'queue-long',
  ];
  // Identity in coarse steps, what is doubtful last, so that guests left out of a name do not outweigh the quality; quality in tenths, so that the peer decides between equals.
  const step = isDoubtful ? 0.7 : identity.title === 1 ? 1 : identity.title > 0.95 ? 0.9 : 0.8;
  const score = 0.9 * step + 0.09 * (Math.round(quality * 20) / 20) + 0.009 * peerScore(offer) + 0.001 * likeness;
  return { offer, score: Math.min(1, score), identity: likeness, quality, reasons };
}

const isFarOff = ({ lengthS }: OfferFile, { durationMs }: WantedTrack, { otherReleaseMs }: OfferParameters) =>
  lengthS !== null && durationMs !== null && Math.abs(lengthS * 1_000 - durationMs) > otherReleaseMs;
