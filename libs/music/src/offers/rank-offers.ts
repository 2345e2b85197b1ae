import { foldText } from '../text/fold.js';
import { textSimilarity } from '../text/similarity.js';
import { artistNames, parseArtists } from '../titles/parse-artists.js';
import { parseTitle, sameVersions } from '../titles/parse-title.js';
import type { ParsedTitle } from '../titles/parse-title.js';
import { parseRemotePath } from '../names/parse-remote-path.js';
import type { RemotePath } from '../names/parse-remote-path.js';
import type { WantedTrack } from '../compare/tracks.js';
import type { OfferFile, QualityProfile, Rejection } from './offer-file.js';

export interface RankedOffer {
  readonly offer: OfferFile;
  /** Identity leads, then quality, then the peer: each decides only where the one before is equal. */
  readonly score: number;
  readonly identity: number;
  readonly quality: number;
}

export interface OfferRanking {
  /** Best first. */
  readonly accepted: readonly RankedOffer[];
  readonly rejected: readonly { readonly offer: OfferFile; readonly rejections: readonly Rejection[] }[];
}

const lossless = new Set(['flac', 'wav', 'alac', 'aiff', 'ape']);
const lossy = new Set(['mp3', 'm4a', 'aac', 'ogg', 'opus', 'oga']);
const TITLE_FLOOR = 0.85;
const ARTIST_FLOOR = 0.85;
const LENGTH_TOLERANCE_S = 5;
const PREVIEW_S = 35;
/** A lossless file of less than this is none. */
const MIN_LOSSLESS_KBPS = 200;

interface Judged {
  readonly offer: OfferFile;
  readonly path: RemotePath;
  readonly title: number;
  readonly artist: number;
  readonly sameVersion: boolean;
}

/** Identity first; what must not be taken is left out, each with all its reasons. */
export function rankOffers(wanted: WantedTrack, offers: readonly OfferFile[], profile: QualityProfile = {}): OfferRanking {
  const want = parseTitle(wanted.title, wanted.album);
  const accepted: RankedOffer[] = [];
  const rejected: { offer: OfferFile; rejections: readonly Rejection[] }[] = [];
  for (const offer of offers) {
    const judged = judge(wanted, want, offer);
    const rejections = rules.flatMap((rule) => rule(judged, wanted, profile) ?? []);
    if (rejections.length > 0) rejected.push({ offer, rejections });
    else accepted.push(scored(judged, wanted));
  }
  return { accepted: accepted.sort((a, b) => b.score - a.score || a.offer.filename.localeCompare(b.offer.filename)), rejected };
}

/** Each path segment in its role: the file names title and artist, the folders artist and version. */
function judge(wanted: WantedTrack, want: ParsedTitle, offer: OfferFile): Judged {
  const path = parseRemotePath(offer.filename);
  const stem = path.artist === null ? path.title : `${path.artist} - ${path.title}`;
  const readings = [parseTitle(path.title, wanted.album), parseTitle(stem, wanted.album)];
  const rated = readings.map((reading) => ({
    reading,
    title: sameNumbers(want.base, reading.base) ? textSimilarity(want.base, reading.base) : 0,
  }));
  const best = rated.reduce((a, b) => (b.title > a.title ? b : a));
  return {
    offer,
    path,
    title: best.title,
    artist: artistEvidence(wanted, path),
    sameVersion: sameVersions(want.versions, versionsWithFolder(best.reading, want, path)),
  };
}

const sameNumbers = (a: string, b: string) => numbers(a) === numbers(b);
const numbers = (text: string) => (foldText(text).match(/\d+/g) ?? []).join(' ');

/** A folder named after a live or unplugged album makes its plain titles live. */
function versionsWithFolder(reading: ParsedTitle, want: ParsedTitle, path: RemotePath) {
  const folder = foldText(path.folders.at(-1) ?? '');
  const live = /\b(unplugged|live (at|in|from|on))\b/.test(folder) || /[([]live[)\]]/i.test(path.folders.at(-1) ?? '');
  return live && reading.versions.length === 0 && !want.versions.some((tag) => tag.kind === 'live')
    ? [{ kind: 'live' as const, detail: '' }]
    : reading.versions;
}

function artistEvidence(wanted: WantedTrack, path: RemotePath): number {
  const { main } = parseArtists(wanted.artists);
  const lead = main[0] ?? '';
  const named = [
    ...(path.artist === null ? [] : [path.artist]),
    ...path.folders.flatMap((folder) => [folder, folder.split(/\s+[-–]\s+/)[0] ?? '']),
  ];
  let best = 0;
  for (const name of named.flatMap(artistNames)) best = Math.max(best, textSimilarity(name.replace(/\s*[([].*$/, ''), lead));
  return best;
}

type Rule = (judged: Judged, wanted: WantedTrack, profile: QualityProfile) => Rejection | null;

const kbpsBySize = ({ offer }: Judged, seconds: number) => (offer.sizeBytes * 8) / 1000 / seconds;
const secondsOf = ({ offer }: Judged, wanted: WantedTrack) =>
  offer.lengthS ?? (wanted.durationMs === null ? null : wanted.durationMs / 1000);

const rules: readonly Rule[] = [
  ({ offer }) => (offer.locked ? 'locked' : null),
  ({ path }) => (lossless.has(path.extension) || lossy.has(path.extension) ? null : 'not-audio'),
  ({ offer }) => (offer.sizeBytes <= 0 ? 'empty' : null),
  ({ title }) => (title < TITLE_FLOOR ? 'other-title' : null),
  ({ artist }) => (artist < ARTIST_FLOOR ? 'other-artist' : null),
  ({ sameVersion }) => (sameVersion ? null : 'other-version'),
  ({ offer }, wanted) =>
    offer.lengthS !== null && wanted.durationMs !== null && Math.abs(offer.lengthS - wanted.durationMs / 1000) > LENGTH_TOLERANCE_S
      ? 'other-length'
      : null,
  ({ offer }, wanted) =>
    offer.lengthS !== null &&
    (offer.lengthS < PREVIEW_S || (wanted.durationMs !== null && offer.lengthS < wanted.durationMs / 2000)) &&
    (wanted.durationMs ?? Infinity) > PREVIEW_S * 1000
      ? 'preview'
      : null,
  (judged, wanted) => {
    const seconds = secondsOf(judged, wanted);
    if (seconds === null || seconds === 0) return null;
    const real = kbpsBySize(judged, seconds);
    if (lossless.has(judged.path.extension)) return real < MIN_LOSSLESS_KBPS ? 'fake-bitrate' : null;
    return judged.offer.bitrateKbps !== null && real < judged.offer.bitrateKbps * 0.6 ? 'fake-bitrate' : null;
  },
  ({ offer, path }, _wanted, profile) => {
    const least = path.extension === 'opus' ? 96 : (profile.minLossyKbps ?? 192);
    return lossy.has(path.extension) && offer.bitrateKbps !== null && offer.bitrateKbps < least ? 'bitrate-too-low' : null;
  },
  ({ path }, _wanted, profile) => (profile.allowLossy === false && lossy.has(path.extension) ? 'lossy-not-wanted' : null),
];

function scored(judged: Judged, wanted: WantedTrack): RankedOffer {
  const { offer, path } = judged;
  const known = offer.lengthS !== null && wanted.durationMs !== null;
  const identity = Math.min(1, 0.5 * judged.title + 0.35 * judged.artist + (known ? 0.15 : 0.12));
  const quality = lossless.has(path.extension) ? 1 : Math.min(0.8, (offer.bitrateKbps ?? 192) / 400);
  const peer =
    (offer.hasFreeUploadSlot ? 0.6 : 0) +
    0.25 * Math.min(1, offer.uploadSpeedBps / 5_000_000) +
    0.15 * Math.max(0, 1 - offer.queueLength / 50);
  // Identity in steps of 0.02, so that a hair of spelling does not outweigh the quality.
  return { offer, identity, quality, score: Math.round(identity * 50) / 50 + quality / 100 + peer / 1_000 };
}
