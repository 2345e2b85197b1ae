import { foldText } from '../text/fold.js';
import { compareTracks, SAME_DURATION_MS } from './compare-tracks.js';
import type { Comparison, Features, Veto } from './compare-tracks.js';
import type { CandidateSource } from './library-index.js';
import type { LibraryTrack, WantedTrack } from './tracks.js';

export const ENGINE_VERSION = '1';

export interface RankedCandidate {
  readonly track: LibraryTrack;
  readonly confidence: number;
  readonly features: Features;
  readonly vetoes: readonly Veto[];
}

export type MatchDecision =
  | {
      readonly kind: 'matched';
      readonly trackId: string;
      readonly confidence: number;
      readonly rule: string;
      readonly features: Features;
      readonly rivals: readonly RankedCandidate[];
    }
  | { readonly kind: 'review'; readonly confidence: number; readonly rule: string; readonly candidates: readonly RankedCandidate[] }
  | { readonly kind: 'missing'; readonly rule: string; readonly rivals: readonly RankedCandidate[] };

const LOOKED_AT = 60;
const RIVALS = 9;
const SURE = 0.85;

/** Identifiers before text, vetoes before weights; where two stay equally good or a length is doubtful, a person is asked. */
export function decideMatch(wanted: WantedTrack, library: CandidateSource): MatchDecision {
  const ranked = library
    .candidates(wanted, LOOKED_AT)
    .map((track): RankedCandidate => ({ track, ...compareTracks(wanted, track) }))
    .sort((a, b) => b.confidence - a.confidence || a.track.trackId.localeCompare(b.track.trackId));
  const possible = ranked.filter((candidate) => candidate.vetoes.length === 0);
  const [best] = possible;
  if (!best) return { kind: 'missing', rule: missingRule(ranked), rivals: ranked.slice(0, RIVALS) };
  const { title, artists, durationMs } = wanted;
  if (title.trim() === '' || artists.length === 0 || durationMs === null) return review('incomplete-wanted', possible);
  const rivals = ranked.filter((candidate) => candidate !== best).slice(0, RIVALS);
  const delta = best.features.durationDeltaMs;
  if (best.features.isrcEqual === true && (delta === null || delta <= SAME_DURATION_MS)) return matched('isrc', best, rivals);
  if (delta !== null && delta > SAME_DURATION_MS) return review('duration-doubtful', possible);
  if (best.confidence < SURE) return review('unsure', possible);
  return matched(exact(wanted, best) ? 'exact' : 'title-artist-duration', best, rivals);
}

const review = (rule: string, candidates: readonly RankedCandidate[]): MatchDecision => ({
  kind: 'review',
  confidence: candidates[0]?.confidence ?? 0,
  rule,
  candidates: candidates.slice(0, RIVALS),
});

const matched = (rule: string, best: RankedCandidate, rivals: readonly RankedCandidate[]): MatchDecision => ({
  kind: 'matched',
  trackId: best.track.trackId,
  confidence: best.confidence,
  rule,
  features: best.features,
  rivals,
});

const exact = (wanted: WantedTrack, { track }: RankedCandidate) =>
  foldText(wanted.title) === foldText(track.title) && wanted.artists.some((artist) => foldText(artist) === foldText(track.artist));

/** What came closest says why it is missing. */
function missingRule(ranked: readonly RankedCandidate[]): string {
  const only = (veto: Veto) =>
    ranked.some(
      (candidate) =>
        candidate.vetoes.length > 0 &&
        candidate.vetoes.every((own) => own === veto || own === 'duration-differs') &&
        candidate.vetoes.includes(veto),
    );
  if (only('version-differs')) return 'other-version-only';
  if (only('duration-differs')) return 'other-length-only';
  if (only('artist-differs')) return 'other-artist-only';
  return 'no-candidate';
}

export type { Comparison };
