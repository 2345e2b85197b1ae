import { compareArtists, leadsDifferBySlip } from '../artists/compare-artists.js';
import { artistKeys, isVariousArtists, parseArtists } from '../artists/parse-artists.js';
import type { ArtistKeys } from '../artists/parse-artists.js';
import { foldText } from '../normalise/fold-text.js';
import { albumColour, albumIdentity } from '../titles/album-colour.js';
import { parseTitle } from '../titles/parse-title.js';
import type { ParsedTitle } from '../titles/parse-title.js';
import { mayBeSameVersions, sameVersions } from '../titles/version-tag.js';
import type { VersionTag } from '../titles/version-tag.js';
import { differBySlip, keysOf, keysOfName, leavesUnread, titleSimilarity } from './compare-titles.js';
import type { TitleKeys } from './compare-titles.js';
import { mayBeArtist } from './artist-doubt.js';
import { halvesAgree, isCut, titleVariant } from './title-variants.js';
import type { Variant } from './title-variants.js';
import { usualParameters } from './match-parameters.js';
import type { MatchParameters } from './match-parameters.js';
import { anyShared, isrcKeysOf } from './tracks.js';
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
  /** All that stands between it and a match, for a person to say; null: nothing of the kind. */
  readonly doubt: Doubt | null;
}

/**
 * A slip of the keyboard with too little to make up for it; a title with something more, less or otherwise written that nobody could read;
 * an artist in another script, or performer against composer.
 */
export type Doubt = 'spelling-doubtful' | 'title-doubtful' | 'artist-doubtful';

/** What rounding to whole seconds may hide. */
const WHOLE_SECOND_SLACK_MS = 999;
/** Similarity that a credit which names nobody counts as. */
const NOBODY = 0.5;
/** Similarity that a name counts as which ID3v1 cut. */
const CUT = 0.9;

/** What a comparison needs of one side, worked out once. */
export interface Prepared {
  /** The title as it was given. */
  readonly text: string;
  readonly parsed: ParsedTitle;
  readonly title: TitleKeys;
  /** Versions of title and release together. */
  readonly versions: readonly VersionTag[];
  readonly artists: ArtistKeys;
  /** Keys of the release's own artist; null when it names nobody new. */
  readonly albumArtist: ArtistKeys | null;
  /** Those that name somebody, as they were given. */
  readonly credits: readonly string[];
  readonly album: { readonly name: string; readonly keys: TitleKeys; readonly versions: readonly VersionTag[] } | null;
  readonly durationMs: number | null;
  readonly isrcs: readonly string[];
}

export function prepareWanted(wanted: WantedTrack): Prepared {
  return prepare(wanted.title, wanted.artists, null, wanted.album, wanted.durationMs, isrcKeysOf(wanted));
}

/** `called`: the title it may have. */
export function prepareTrack(track: LibraryTrack, called?: string): Prepared {
  return prepare(track.title, [track.artist], track.albumArtist, track.album, track.durationMs, isrcKeysOf(track), called);
}

/** In UTF-16 units; nothing real is longer. */
const LONGEST_TITLE = 400;

function prepare(
  title: string,
  credits: readonly string[],
  albumArtist: string | null,
  album: string | null,
  durationMs: number | null,
  isrcs: readonly string[],
  called?: string,
): Prepared {
  const parsed = parseTitle(title, { album, artists: credits, ...(called !== undefined && { called }) });
  const named = credits.filter((credit) => !isVariousArtists(credit));
  const guests = parsed.featured;
  const colour = albumColour(album).filter((tag) => !parsed.versions.some(({ kind }) => kind === tag.kind));
  const identity = album === null || album === '' ? null : albumIdentity(album);
  return {
    text: title.slice(0, LONGEST_TITLE),
    parsed,
    title: keysOf(parsed),
    versions: [...parsed.versions, ...colour],
    artists: artistKeys([...named, ...guests]),
    albumArtist:
      albumArtist === null || isVariousArtists(albumArtist) || named.some((name) => foldText(name) === foldText(albumArtist))
        ? null
        : artistKeys([albumArtist, ...named, ...guests]),
    credits: named,
    album: identity && { name: album ?? '', keys: keysOfName(identity.base), versions: identity.versions },
    durationMs: durationMs === null || durationMs <= 0 ? null : durationMs,
    isrcs,
  };
}

export function compareTracks(wanted: WantedTrack, track: LibraryTrack): Comparison {
  return comparePrepared(prepareWanted(wanted), prepareTrack(track));
}

export function comparePrepared(wanted: Prepared, track: Prepared, parameters: MatchParameters = usualParameters): Comparison {
  const durationDeltaMs = durationDelta(wanted.durationMs, track.durationMs);
  const spelt = titleSimilarity(wanted.title, track.title, parameters);
  const credited = compareArtists(wanted.artists, track.artists, parameters);
  const byRelease = track.albumArtist && compareArtists(wanted.artists, track.albumArtist, parameters);
  const artists = byRelease && byRelease.similarity > credited.similarity ? byRelease : credited;
  const artistKnown = wanted.artists.wholes.length > 0 && track.artists.wholes.length > 0;
  const artist = !artistKnown ? NOBODY : namesAreCut(wanted, track) ? Math.max(artists.similarity, CUT) : artists.similarity;
  const album = wanted.album === null || track.album === null ? null : albumSimilarity(wanted.album, track.album);
  const isrcEqual = wanted.isrcs.length === 0 || track.isrcs.length === 0 ? null : anyShared(wanted.isrcs, track.isrcs);
  const sameArtist = !artistKnown || artist >= parameters.artistFloor;
  const mayFit = sameArtist && (durationDeltaMs === null || durationDeltaMs <= parameters.doubtfulDurationMs);
  const variant = spelt >= parameters.titleFloor || !mayFit ? null : titleVariant(wanted, track);
  const agreed =
    variant === 'sure' || (variant === 'likely' && (isrcEqual === true || (album === 1 && sameLength({ durationDeltaMs }, parameters))));
  const title = agreed ? Math.max(spelt, parameters.subtitleMissing) : spelt;
  const versionEqual =
    versionsEqual(wanted, track, album, durationDeltaMs, parameters) ||
    (variant !== null && (halvesAgree(wanted.versions, track.text) || halvesAgree(track.versions, wanted.text)));
  const features: Features = { title, artist, album, durationDeltaMs, versionEqual, isrcEqual };
  const slip = slipIn(wanted, track, features, artistKnown, parameters);
  const forgiven = slip !== null && corroborates(features, parameters) ? slip : null;
  const vetoes = vetoesOf({ features, artistKnown, otherGuests: artists.otherGuests }, forgiven, parameters);
  const unread = leavesUnread(wanted.title, track.title);
  const doubted = unread !== null && title < 1 && !readByRelease(unread, features, parameters);
  const counted = { ...features };
  if (forgiven !== null) counted[forgiven] = parameters.slipWorth;
  if (doubted) counted.title = Math.min(title, parameters.doubtfulTitle);
  const doubt = doubted && vetoes.length === 0 ? 'title-doubtful' : doubtOf(wanted, track, { features, vetoes, slip, variant }, parameters);
  return { confidence: confidenceOf(counted, vetoes, parameters), features, vetoes, artistKnown, doubt };
}

/** The one veto a person may lift, where length and all else agree. */
function doubtOf(
  wanted: Prepared,
  track: Prepared,
  { features, vetoes, slip, variant }: Pick<Comparison, 'features' | 'vetoes'> & { slip: 'title' | 'artist' | null; variant: Variant },
  parameters: MatchParameters,
): Doubt | null {
  const [veto] = vetoes;
  if (vetoes.length !== 1 || !sameLength(features, parameters)) return null;
  if (veto === 'title-differs') return slip === 'title' ? 'spelling-doubtful' : variant !== null ? 'title-doubtful' : null;
  if (veto === 'version-differs')
    return features.album === 1 && mayBeSameVersions(wanted.parsed.versions, track.parsed.versions) ? 'title-doubtful' : null;
  if (veto !== 'artist-differs') return null;
  return slip === 'artist' ? 'spelling-doubtful' : mayBeArtist(wanted, track, features) ? 'artist-doubtful' : null;
}

/** What one title alone has in brackets is part of its name where the release is the same, unless it is a mere word or two. */
const readByRelease = (unread: 'phrase' | 'word', features: Features, parameters: MatchParameters) =>
  features.isrcEqual === true || (unread === 'phrase' && features.album === 1 && sameLength(features, parameters));

const sameLength = ({ durationDeltaMs }: Pick<Features, 'durationDeltaMs'>, { sameDurationMs }: MatchParameters) =>
  durationDeltaMs !== null && durationDeltaMs <= sameDurationMs;

const namesAreCut = (a: Prepared, b: Prepared) => {
  const [left = '', right = ''] = [a.credits[0], b.credits[0]];
  return isCut(left, right) || isCut(right, left);
};

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
  const names = isCut(a.name, b.name) || isCut(b.name, a.name) ? 1 : titleSimilarity(a.keys, b.keys);
  return sameVersions(a.versions, b.versions) ? names : Math.min(names, 0.7);
}

/** Do length and release, or a shared identifier, make up for one letter? */
const corroborates = (
  { album, durationDeltaMs, isrcEqual }: Pick<Features, 'album' | 'durationDeltaMs' | 'isrcEqual'>,
  { sameDurationMs }: MatchParameters,
) => isrcEqual === true || (durationDeltaMs !== null && (durationDeltaMs === 0 || (album === 1 && durationDeltaMs <= sameDurationMs)));

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

/** Is there too little to decide by? Without title or artist nothing is matched by its text alone, without a length only what agrees in all names. */
export const lacksNames = (wanted: WantedTrack): boolean => foldText(wanted.title) === '' || parseArtists(wanted.artists).main.length === 0;
export const lacksLength = ({ durationMs }: WantedTrack): boolean => durationMs === null || durationMs <= 0;
