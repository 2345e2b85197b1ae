import { compareArtists, leadsDifferBySlip } from '../artists/compare-artists.js';
import { artistKeys, isVariousArtists, parseArtists } from '../artists/parse-artists.js';
import type { ArtistKeys } from '../artists/parse-artists.js';
import { foldText } from '../normalise/fold-text.js';
import { albumColour, albumIdentity } from '../titles/album-colour.js';
import { parseTitle } from '../titles/parse-title.js';
import type { ParsedTitle } from '../titles/parse-title.js';
import { sameVersions } from '../titles/version-tag.js';
import type { VersionTag } from '../titles/version-tag.js';
import { differBySlip, keysOf, keysOfName, titleSimilarity } from './compare-titles.js';
import type { TitleKeys } from './compare-titles.js';
import { usualParameters } from './match-parameters.js';
import type { MatchParameters } from './match-parameters.js';
import { anyShared, isrcKeys } from './tracks.js';
import type { LibraryTrack, WantedTrack } from './tracks.js';

export interface Features {
  /** 0..1 */
  readonly title: number;
  /** 0..1 */
  readonly artist: number;
  /** 0..1; null: one side names no album. */
  readonly album: number | null;
  /** Beyond what rounding hides; null: one side has no length. */
  readonly durationDeltaMs: number | null;
  readonly versionEqual: boolean;
  /** null: one side has no ISRC. */
  readonly isrcEqual: boolean | null;
}

export type Veto = 'title-differs' | 'artist-differs' | 'guests-differ' | 'version-differs' | 'duration-differs';

export interface Comparison {
  /** 0..1; of the matches said at >= 0.95 at least 99 % should be right. */
  readonly confidence: number;
  readonly features: Features;
  /** What forbids it; [] when nothing does. */
  readonly vetoes: readonly Veto[];
  /** false: one side credits nobody, which says nothing for or against. */
  readonly artistKnown: boolean;
  /** The only thing against it is a title or an artist that one slip of the keyboard makes so, with too little to make up for that. */
  readonly maybeSlip: boolean;
}

/** What rounding to whole seconds may hide. */
const WHOLE_SECOND_SLACK_MS = 999;
/** Similarity that a credit which names nobody counts as. */
const NOBODY = 0.5;

/** What a comparison needs of one side, worked out once. */
export interface Prepared {
  readonly parsed: ParsedTitle;
  readonly title: TitleKeys;
  /** Versions of title and release together. */
  readonly versions: readonly VersionTag[];
  readonly artists: ArtistKeys;
  /** Keys of the release's own artist; null when it names nobody new. */
  readonly albumArtist: ArtistKeys | null;
  readonly album: { readonly keys: TitleKeys; readonly versions: readonly VersionTag[] } | null;
  readonly durationMs: number | null;
  readonly isrcs: readonly string[];
}

export function prepareWanted(wanted: WantedTrack): Prepared {
  return prepare(wanted.title, wanted.artists, null, wanted.album, wanted.durationMs, wanted.isrc);
}

export function prepareTrack(track: LibraryTrack): Prepared {
  return prepare(track.title, [track.artist], track.albumArtist, track.album, track.durationMs, track.isrc);
}

function prepare(
  title: string,
  credits: readonly string[],
  albumArtist: string | null,
  album: string | null,
  durationMs: number | null,
  isrc: string | null,
): Prepared {
  const parsed = parseTitle(title, { album, artists: credits });
  const named = credits.filter((credit) => !isVariousArtists(credit));
  const guests = parsed.featured;
  const colour = albumColour(album).filter((tag) => !parsed.versions.some(({ kind }) => kind === tag.kind));
  const identity = album === null || album === '' ? null : albumIdentity(album);
  return {
    parsed,
    title: keysOf(parsed),
    versions: [...parsed.versions, ...colour],
    artists: artistKeys([...named, ...guests]),
    albumArtist:
      albumArtist === null || isVariousArtists(albumArtist) || named.some((name) => foldText(name) === foldText(albumArtist))
        ? null
        : artistKeys([albumArtist, ...named, ...guests]),
    album: identity && { keys: keysOfName(identity.base), versions: identity.versions },
    durationMs: durationMs === null || durationMs <= 0 ? null : durationMs,
    isrcs: isrcKeys(isrc),
  };
}

export function compareTracks(wanted: WantedTrack, track: LibraryTrack): Comparison {
  return comparePrepared(prepareWanted(wanted), prepareTrack(track));
}

export function comparePrepared(wanted: Prepared, track: Prepared, parameters: MatchParameters = usualParameters): Comparison {
  const durationDeltaMs = durationDelta(wanted.durationMs, track.durationMs);
  const title = titleSimilarity(wanted.title, track.title, parameters);
  const credited = compareArtists(wanted.artists, track.artists, parameters);
  const byRelease = track.albumArtist && compareArtists(wanted.artists, track.albumArtist, parameters);
  const artists = byRelease && byRelease.similarity > credited.similarity ? byRelease : credited;
  const artistKnown = wanted.artists.wholes.length > 0 && track.artists.wholes.length > 0;
  const artist = artistKnown ? artists.similarity : NOBODY;
  const album = wanted.album === null || track.album === null ? null : albumSimilarity(wanted.album, track.album);
  const isrcEqual = wanted.isrcs.length === 0 || track.isrcs.length === 0 ? null : anyShared(wanted.isrcs, track.isrcs);
  const versionEqual = versionsEqual(wanted, track, album, durationDeltaMs, parameters);
  const features: Features = { title, artist, album, durationDeltaMs, versionEqual, isrcEqual };
  const slip = slipIn(wanted, track, features, artistKnown, parameters);
  const forgiven = slip !== null && corroborated(features, parameters) ? slip : null;
  const judged = { features, artistKnown, otherGuests: artists.otherGuests };
  const vetoes = vetoesOf(judged, forgiven, parameters);
  const counted = forgiven === null ? features : { ...features, [forgiven]: parameters.slipWorth };
  const onlySlip = vetoes.length === 1 && vetoes[0] === (slip === 'title' ? 'title-differs' : 'artist-differs');
  const maybeSlip = slip !== null && onlySlip && durationDeltaMs !== null && durationDeltaMs <= parameters.sameDurationMs;
  return { confidence: confidenceOf(counted, vetoes, parameters), features, vetoes, artistKnown, maybeSlip };
}

/** Which name one slip of the keyboard makes another, where the other name is the same. */
function slipIn(
  wanted: Prepared,
  track: Prepared,
  { title, artist }: Features,
  artistKnown: boolean,
  parameters: MatchParameters,
): 'title' | 'artist' | null {
  if (!artistKnown) return null;
  const sameArtist = artist >= parameters.artistFloor;
  if (title < parameters.titleFloor) return sameArtist && differBySlip(wanted.title, track.title, parameters) ? 'title' : null;
  return title === 1 && !sameArtist && leadsDifferBySlip(wanted.artists, track.artists, parameters) ? 'artist' : null;
}

/** Are two tracks of the library other recordings? On another release, or where a length is unknown, they are the same. */
export function areDistinct(a: Prepared, b: Prepared, parameters: MatchParameters): boolean {
  const { vetoes, features } = comparePrepared(a, b, parameters);
  if (features.isrcEqual === true) return false;
  return vetoes.length > 0 || (features.durationDeltaMs ?? 0) > parameters.sameDurationMs;
}

/** What a match is worth beside the nearest other recording that may be meant as well; never more than without it. */
export function confidenceBeside(confidence: number, rival: number, { rivalReach, rivalLoss }: MatchParameters): number {
  const nearness = Math.max(0, 1 - Math.max(0, confidence - rival) / rivalReach);
  return confidence * (1 - rivalLoss * nearness);
}

/** A release of the same name agrees on what it is; then the tags of the titles alone decide. */
function versionsEqual(
  wanted: Prepared,
  track: Prepared,
  album: number | null,
  durationDeltaMs: number | null,
  { sameDurationMs }: MatchParameters,
): boolean {
  if (sameVersions(wanted.versions, track.versions)) return true;
  const sameRelease = album === 1 && durationDeltaMs !== null && durationDeltaMs <= sameDurationMs;
  return sameRelease && sameVersions(wanted.parsed.versions, track.parsed.versions);
}

function albumSimilarity(a: NonNullable<Prepared['album']>, b: NonNullable<Prepared['album']>): number {
  const names = titleSimilarity(a.keys, b.keys);
  return sameVersions(a.versions, b.versions) ? names : Math.min(names, 0.7);
}

/** Do length and release make up for one letter? */
const corroborated = ({ album, durationDeltaMs }: Features, { sameDurationMs }: MatchParameters) =>
  durationDeltaMs !== null && (durationDeltaMs === 0 || (album === 1 && durationDeltaMs <= sameDurationMs));

/** Lengths in whole seconds are known to a second only. null: one is unknown. */
function durationDelta(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return null;
  const apart = Math.abs(a - b);
  return a % 1000 === 0 || b % 1000 === 0 ? Math.max(0, apart - WHOLE_SECOND_SLACK_MS) : apart;
}

interface JudgedFeatures {
  readonly features: Features;
  readonly artistKnown: boolean;
  readonly otherGuests: boolean;
}

function vetoesOf(
  { features: { title, artist, versionEqual, durationDeltaMs }, artistKnown, otherGuests }: JudgedFeatures,
  forgiven: 'title' | 'artist' | null,
  { titleFloor, artistFloor, sameDurationMs, doubtfulDurationMs }: MatchParameters,
): readonly Veto[] {
  const vetoes: Veto[] = [];
  if (title < titleFloor && forgiven !== 'title') vetoes.push('title-differs');
  if (artistKnown && artist < artistFloor && forgiven !== 'artist') vetoes.push('artist-differs');
  else if (otherGuests && (durationDeltaMs === null || durationDeltaMs > sameDurationMs)) vetoes.push('guests-differ');
  if (!versionEqual) vetoes.push('version-differs');
  if (durationDeltaMs !== null && durationDeltaMs > doubtfulDurationMs) vetoes.push('duration-differs');
  return vetoes;
}

/** What a version that differs, and any veto at all, leave of the confidence: it only orders rivals then. */
const OTHER_VERSION = 0.4;
const VETOED = 0.5;

/** Factors, each at most 1: an added difference never raises the product. */
function confidenceOf(
  { title, artist, album, durationDeltaMs, versionEqual, isrcEqual }: Features,
  vetoes: readonly Veto[],
  parameters: MatchParameters,
): number {
  const { titlePower, artistPower, albumUnknown, albumLoss, isrcUnknown, isrcOther } = parameters;
  const release = album === null ? albumUnknown : 1 - albumLoss * (1 - album);
  const version = versionEqual ? 1 : OTHER_VERSION;
  const recording = isrcEqual === true ? 1 : isrcEqual === null ? isrcUnknown : isrcOther;
  const length = durationFactor(durationDeltaMs, parameters);
  const product = title ** titlePower * artist ** artistPower * length * release * version * recording;
  return Math.min(1, vetoes.length > 0 ? VETOED * product : product);
}

function durationFactor(deltaMs: number | null, parameters: MatchParameters): number {
  const { sameDurationMs, doubtfulDurationMs, lengthUnknown, sameLengthLoss, doubtfulLength, doubtfulLengthLoss } = parameters;
  if (deltaMs === null) return lengthUnknown;
  if (deltaMs <= sameDurationMs) return 1 - (sameLengthLoss * deltaMs) / Math.max(1, sameDurationMs);
  if (deltaMs <= doubtfulDurationMs)
    return doubtfulLength - (doubtfulLengthLoss * (deltaMs - sameDurationMs)) / (doubtfulDurationMs - sameDurationMs);
  return Math.max(0.05, 0.3 - deltaMs / 600_000);
}

/** Is there too little to decide by? Such a recording is never matched by its text alone. */
export const isIncomplete = (wanted: WantedTrack): boolean =>
  foldText(wanted.title) === '' || parseArtists(wanted.artists).main.length === 0 || wanted.durationMs === null || wanted.durationMs <= 0;
