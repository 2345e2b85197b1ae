import { foldText } from '../normalise/fold-text.js';
import { areDistinct, comparePrepared, confidenceBeside, lacksLength, lacksNames, prepareTrack, prepareWanted } from './compare-tracks.js';
import type { Comparison, Doubt, Features, Prepared } from './compare-tracks.js';
import type { LibraryIndex } from './library-index.js';
import { usualParameters } from './match-parameters.js';
import type { MatchParameters } from './match-parameters.js';
import { contradicts } from './identifier-contradicted.js';
import { sameIdentifier } from './tracks.js';
import type { Identifier, LibraryTrack, WantedTrack } from './tracks.js';

/** Changes with every change of a rule or a threshold, so that a stored decision says what made it. */
export const ENGINE_VERSION = '2026.12-1';

export interface RankedCandidate extends Comparison {
  readonly trackId: string;
  readonly track: LibraryTrack;
}

/** Why the decision fell as it did; stable codes. */
export type MatchRule =
  | Identifier
  | 'exact'
  | 'title-artist-duration'
  | 'title-artist'
  | 'ambiguous'
  | 'duration-doubtful'
  | 'identifier-contradicted'
  | Doubt
  | 'artist-unknown'
  | 'incomplete-wanted'
  | 'no-candidate'
  | 'other-version-only'
  | 'other-length-only'
  | 'other-artist-only'
  | 'other-song-only';

export type MatchDecision =
  | {
      readonly kind: 'matched';
      readonly trackId: string;
      readonly confidence: number;
      readonly rule: MatchRule;
      readonly features: Features;
      readonly rivals: readonly RankedCandidate[];
    }
  | { readonly kind: 'review'; readonly rule: MatchRule; readonly confidence: number; readonly candidates: readonly RankedCandidate[] }
  | { readonly kind: 'missing'; readonly rule: MatchRule; readonly rivals: readonly RankedCandidate[] };

/** Rivals kept as reasons. */
const RIVALS = 8;

/** A wanted recording and all that the library may hold of it, read once for however many decisions. */
export interface Question {
  readonly wanted: WantedTrack;
  readonly prepared: Prepared;
  readonly candidates: readonly { readonly track: LibraryTrack; readonly prepared: Prepared }[];
}

export const questionOf = (wanted: WantedTrack, index: Pick<LibraryIndex, 'candidates'>): Question => ({
  wanted,
  prepared: prepareWanted(wanted),
  candidates: index.candidates(wanted).map((track) => ({ track, prepared: prepareTrack(track, wanted.title) })),
});

export const decideMatch = (
  wanted: WantedTrack,
  index: Pick<LibraryIndex, 'candidates'>,
  changed: Partial<MatchParameters> = {},
): MatchDecision => decideQuestion(questionOf(wanted, index), { ...usualParameters, ...changed });

/** Identifiers first, then vetoes, then weights; the honest end for everything between is review. */
export function decideQuestion({ wanted, prepared, candidates }: Question, parameters: MatchParameters): MatchDecision {
  const read = new Map(candidates.map(({ track, prepared: own }) => [track, own]));
  const ranked = candidates
    .map(({ track, prepared: own }): RankedCandidate => ({
      trackId: track.trackId,
      track,
      ...comparePrepared(prepared, own, parameters),
    }))
    .sort(byConfidence);
  const distinct = (a: LibraryTrack, b: LibraryTrack) =>
    areDistinct(read.get(a) ?? prepareTrack(a), read.get(b) ?? prepareTrack(b), parameters);
  for (const tier of ladder) {
    const same = ranked.find(({ track }) => sameIdentifier(wanted, track) === tier);
    if (same)
      return byIdentifier(tier, same, { wanted: prepared, track: read.get(same.track) ?? prepareTrack(same.track) }, ranked, parameters);
  }
  const possible = ranked.filter((candidate) => candidate.vetoes.length === 0);
  const [best] = possible;
  if (lacksLength(wanted) && !lacksNames(wanted)) {
    const [same, ...others] = possible.filter((candidate) => agreesInAllNames(candidate, parameters));
    if (same && others.every(({ track }) => !distinct(same.track, track))) return matched('title-artist', same, ranked);
  }
  if (lacksLength(wanted) || lacksNames(wanted))
    return ranked.length > 0 ? review('incomplete-wanted', possible.length > 0 ? possible : ranked) : missing('incomplete-wanted', []);
  if (!best) {
    const doubted = ranked.filter(({ doubt }) => doubt !== null);
    const [first] = doubted;
    return first?.doubt ? review(first.doubt, doubted) : missing(missingRule(ranked), ranked);
  }
  const rival = possible.slice(1).find(({ track }) => distinct(best.track, track));
  const weighed = rival ? { ...best, confidence: confidenceBeside(best.confidence, rival.confidence, parameters) } : best;
  const leadMargin = rival ? best.confidence - rival.confidence : Infinity;
  const doubt = doubtOf(weighed, leadMargin, parameters);
  if (doubt) return review(doubt, [weighed, ...possible.slice(1)]);
  return matched(matchRule(wanted, best), weighed, ranked);
}

/** Title, artists, version and release are the same: with those a list needs no lengths. */
const agreesInAllNames = (
  { features: { title, artist, album, versionEqual }, doubt, confidence }: RankedCandidate,
  { sure }: MatchParameters,
) => title === 1 && artist === 1 && album === 1 && versionEqual && doubt === null && confidence >= sure;

const byConfidence = (a: RankedCandidate, b: RankedCandidate) => b.confidence - a.confidence || (a.trackId < b.trackId ? -1 : 1);

const ladder: readonly Identifier[] = ['isrc', 'musicbrainz', 'server-guid'];

/** An identifier decides unless length, title or artist say that it was given to the wrong recording; then a person is asked. */
function byIdentifier(
  tier: Identifier,
  same: RankedCandidate,
  sides: { readonly wanted: Prepared; readonly track: Prepared },
  ranked: readonly RankedCandidate[],
  parameters: MatchParameters,
): MatchDecision {
  const contradicted = tier === 'server-guid' ? isAnother(same, parameters) : contradicts(same, sides, parameters);
  return contradicted
    ? review('identifier-contradicted', [same, ...ranked.filter((candidate) => candidate !== same)])
    : matched(tier, { ...same, confidence: Math.max(same.confidence, 0.97) }, ranked);
}

/** The server's own name of what the recording was before: others may have corrected its title since. */
const isAnother = (
  { features: { durationDeltaMs, title, versionEqual } }: RankedCandidate,
  { titleFloor, doubtfulDurationMs }: MatchParameters,
) => (durationDeltaMs !== null && durationDeltaMs > doubtfulDurationMs) || (title < titleFloor && !versionEqual);

function doubtOf(best: RankedCandidate, leadMargin: number, { sure, sameDurationMs, margin }: MatchParameters): MatchRule | null {
  const { durationDeltaMs } = best.features;
  if (durationDeltaMs !== null && durationDeltaMs > sameDurationMs) return 'duration-doubtful';
  if (!best.artistKnown) return 'artist-unknown';
  if (best.doubt !== null) return best.doubt;
  if (leadMargin < margin) return 'ambiguous';
  return best.confidence < sure ? 'spelling-doubtful' : null;
}

function matchRule(wanted: WantedTrack, { track, features }: RankedCandidate): MatchRule {
  if (features.durationDeltaMs === null) return 'title-artist';
  const exact =
    foldText(wanted.title) === foldText(track.title) && wanted.artists.some((artist) => foldText(artist) === foldText(track.artist));
  return exact ? 'exact' : 'title-artist-duration';
}

const review = (rule: MatchRule, candidates: readonly RankedCandidate[]): MatchDecision => ({
  kind: 'review',
  rule,
  confidence: candidates[0]?.confidence ?? 0,
  candidates: candidates.slice(0, RIVALS),
});

const matched = (rule: MatchRule, best: RankedCandidate, ranked: readonly RankedCandidate[]): MatchDecision => ({
  kind: 'matched',
  trackId: best.trackId,
  confidence: best.confidence,
  rule,
  features: best.features,
  rivals: ranked.filter((candidate) => candidate.trackId !== best.trackId).slice(0, RIVALS),
});

const missing = (rule: MatchRule, ranked: readonly RankedCandidate[]): MatchDecision => ({
  kind: 'missing',
  rule,
  rivals: ranked.slice(0, RIVALS),
});

/** What came closest says why it is missing. */
function missingRule(ranked: readonly RankedCandidate[]): MatchRule {
  const sameTitle = ranked.filter((candidate) => !candidate.vetoes.includes('title-differs'));
  const sameArtist = sameTitle.filter((candidate) => !candidate.vetoes.includes('artist-differs'));
  if (sameArtist.some((candidate) => candidate.vetoes.includes('version-differs') || candidate.vetoes.includes('guests-differ')))
    return 'other-version-only';
  if (sameArtist.length > 0) return 'other-length-only';
  if (sameTitle.length > 0) return 'other-artist-only';
  return ranked.length > 0 ? 'other-song-only' : 'no-candidate';
}
