import { foldKeys, foldText } from '../text/fold.js';
import { textSimilarity } from '../text/similarity.js';
import { artistNames, isVariousArtists, parseArtists } from '../titles/parse-artists.js';
import { parseTitle, sameVersions } from '../titles/parse-title.js';
import type { ParsedTitle } from '../titles/parse-title.js';
import type { VersionTag } from '../titles/version-words.js';
import type { LibraryTrack, WantedTrack } from './tracks.js';

export interface Features {
  readonly title: number;
  readonly artist: number;
  readonly album: number | null;
  readonly durationDeltaMs: number | null;
  readonly versionEqual: boolean;
  readonly isrcEqual: boolean | null;
}

export type Veto = 'title-differs' | 'artist-differs' | 'version-differs' | 'duration-differs';

export interface Comparison {
  /** 0..1 */
  readonly confidence: number;
  readonly features: Features;
  /** What forbids it; [] when nothing does. */
  readonly vetoes: readonly Veto[];
}

/** Same recording up to this difference of lengths, doubtful up to the next, another one beyond (corpora rule 1 and 3). */
export const SAME_DURATION_MS = 3_000;
export const DOUBTFUL_DURATION_MS = 12_000;
const TITLE_FLOOR = 0.85;
const ARTIST_FLOOR = 0.8;

export function compareTracks(wanted: WantedTrack, track: LibraryTrack): Comparison {
  const want = parseTitle(wanted.title, wanted.album);
  const have = parseTitle(track.title, track.album);
  const title = titleSimilarity(want, have);
  const artist = artistSimilarity(wanted, track, have);
  const album = wanted.album === null || track.album === null ? null : textSimilarity(albumBase(wanted.album), albumBase(track.album));
  const durationDeltaMs = wanted.durationMs === null || track.durationMs === null ? null : Math.abs(wanted.durationMs - track.durationMs);
  const isrcEqual = wanted.isrc === null || track.isrc === null ? null : wanted.isrc === track.isrc;
  const versionEqual = sameVersions(versionsOf(want, wanted.album, durationDeltaMs), versionsOf(have, track.album, durationDeltaMs));
  const vetoes: Veto[] = [];
  if (title < TITLE_FLOOR) vetoes.push('title-differs');
  if (artist < ARTIST_FLOOR) vetoes.push('artist-differs');
  if (!versionEqual) vetoes.push('version-differs');
  if (durationDeltaMs !== null && durationDeltaMs > DOUBTFUL_DURATION_MS) vetoes.push('duration-differs');
  const duration = durationDeltaMs === null ? 0.7 : Math.max(0, 1 - durationDeltaMs / (2 * DOUBTFUL_DURATION_MS));
  const weighed = 0.45 * title + 0.35 * artist + 0.15 * duration + 0.05 * (album ?? 0.5);
  const confidence = Math.min(
    1,
    Math.max(0, vetoes.length > 0 ? Math.min(weighed, 0.5) : isrcEqual === true ? Math.max(weighed, 0.97) : weighed),
  );
  return { confidence, features: { title, artist, album, durationDeltaMs, versionEqual, isrcEqual }, vetoes };
}

function titleSimilarity(want: ParsedTitle, have: ParsedTitle): number {
  const similarity = textSimilarity(want.base, have.base);
  // Another number is another song: "Song 1" is not "Song 2".
  return similarity < 1 && digits(want.base) !== digits(have.base)
    ? Math.min(similarity, 0.5)
    : shortOrSame(similarity, want.base, have.base);
}

const digits = (text: string) => (foldText(text).match(/\d+/g) ?? []).join(' ');

/** One letter of a short title is another word ("Stay", "Slay"). */
const shortOrSame = (similarity: number, a: string, b: string) =>
  similarity < 1 && Math.min(foldText(a).length, foldText(b).length) <= 6 ? Math.min(similarity, 0.8) : similarity;

function artistSimilarity(wanted: WantedTrack, track: LibraryTrack, have: ParsedTitle): number {
  const { main } = parseArtists(wanted.artists);
  const offered = [track.artist, ...(isVariousArtists(track.albumArtist) ? [] : [track.albumArtist ?? ''])];
  const names = new Set([...offered.flatMap(artistNames), ...have.featured].flatMap(foldKeys));
  const whole = new Set(offered.flatMap(foldKeys));
  let best = 0;
  for (const [place, artist] of main.entries()) {
    const keys = foldKeys(artist);
    const exact = keys.some((key) => whole.has(key))
      ? 1
      : keys.some((key) => names.has(key))
        ? 1
        : Math.max(...offered.map((name) => textSimilarity(name, artist)));
    best = Math.max(best, place === 0 ? exact : exact * 0.85); // a guest alone is weak evidence
  }
  return best;
}

const albumBase = (album: string) => parseTitle(album).base;

/** A live or unplugged album colours its tracks when the length differs as well. */
function versionsOf(title: ParsedTitle, album: string | null, durationDeltaMs: number | null): readonly VersionTag[] {
  const ofAlbum = album !== null && title.versions.length === 0 && (durationDeltaMs === null || durationDeltaMs > SAME_DURATION_MS);
  return ofAlbum && /\b(unplugged|live (at|in|from|on))\b/.test(foldText(album)) ? [{ kind: 'live', detail: '' }] : title.versions;
}
