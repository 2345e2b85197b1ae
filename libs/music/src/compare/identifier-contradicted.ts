import { inOtherScripts } from '../normalise/scripts.js';
import { sameVersions } from '../titles/version-tag.js';
import type { Comparison, Prepared } from './compare-tracks.js';
import type { MatchParameters } from './match-parameters.js';

/** Versions that are told by their length: where that is the same, one side merely does not name it. */
const toldByLength = new Set(['edit', 'extended']);

/**
 * Do length or names say that an identifier was given to the wrong recording? Lists carry wrong and reused codes (spotify/web-api#2). Names in
 * scripts that have nothing in common contradict nothing, as long as the rest agrees.
 */
export function contradicts(
  { features, vetoes, doubt, artistKnown }: Comparison,
  { wanted, track }: { readonly wanted: Prepared; readonly track: Prepared },
  { doubtfulDurationMs, sameDurationMs }: MatchParameters,
): boolean {
  const { durationDeltaMs, album } = features;
  if (durationDeltaMs !== null && durationDeltaMs > doubtfulDurationMs) return true;
  const sameLength = durationDeltaMs !== null && durationDeltaMs <= sameDurationMs;
  if (!features.versionEqual && !sameVersions(wanted.parsed.versions, track.parsed.versions)) {
    const versions = [...wanted.parsed.versions, ...track.parsed.versions];
    if (!sameLength || versions.some(({ kind }) => !toldByLength.has(kind))) return true;
  }
  const named = wanted.parsed.base !== '' && track.parsed.base !== '';
  const otherTitle = named && vetoes.includes('title-differs') && doubt === null;
  const otherArtist = artistKnown && vetoes.includes('artist-differs') && doubt !== 'spelling-doubtful';
  const foreignTitle = otherTitle && inOtherScripts(wanted.parsed.base, track.parsed.base);
  const foreignArtist = otherArtist && inOtherScripts(wanted.artists.wholes[0]?.[0] ?? '', track.artists.wholes[0]?.[0] ?? '');
  if ((otherTitle && !foreignTitle) || (otherArtist && !foreignArtist)) return true;
  return (foreignTitle || foreignArtist) && !(sameLength && (album === 1 || foreignTitle !== foreignArtist));
}
