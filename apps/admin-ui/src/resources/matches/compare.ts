import type { LibraryTrackRow, MatchCandidate, MatchRow } from '@soulsync/contracts';
import { reasonInWords } from '@soulsync/contracts/words';
import type { Candidate, ComparedValue } from '../../components/CompareCard.js';
import { trackLength } from '../../layout/durations.js';
import { qualityInWords, sizeInWords } from '../../recordings/entry-view.js';

export const comparedFields = ['Title', 'Artist', 'Length', 'Version', 'Album', 'ISRC'] as const;

/** As likely the same as a figure says: a title of 1 is the same, one below what matches at all differs. */
const CLOSE = 0.7;
/** Within this two recordings are of one length. */
const SAME_LENGTH_MS = 3_000;

const same = (text: string): ComparedValue => ({ agreement: 'same', parts: [text] });
const differs = (...parts: ComparedValue['parts']): ComparedValue => ({ agreement: 'differs', parts });
const unknown = (text = 'not known'): ComparedValue => ({ agreement: 'not-known', parts: [text] });

/** The words that the other text has not, marked. */
export function markedParts(text: string, other: string): ComparedValue['parts'] {
  const folded = (word: string) => word.toLocaleLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  const known = new Set(other.split(/\s+/).map(folded));
  const parts: (string | { mark: string })[] = [];
  for (const word of text.split(/\s+/)) {
    const isNew = folded(word) !== '' && !known.has(folded(word));
    const last = parts.at(-1);
    if (isNew && typeof last === 'object') parts[parts.length - 1] = { mark: `${last.mark} ${word}` };
    else if (!isNew && typeof last === 'string' && last !== ' ') parts[parts.length - 1] = `${last} ${word}`;
    else parts.push(...(parts.length > 0 ? [' '] : []), isNew ? { mark: word } : word);
  }
  return parts;
}

function alike(share: number | null, text: string | null, wanted: string): ComparedValue {
  if (text === null || text === '') return unknown();
  if (share === null) return { agreement: 'not-known', parts: [text] };
  if (share >= 0.995) return same(text);
  return { agreement: share >= CLOSE ? 'close' : 'differs', parts: markedParts(text, wanted) };
}

function lengthOf({ durationMs, features: { durationDeltaMs } }: MatchCandidate, wantedMs: number | null): ComparedValue {
  if (durationMs === null) return unknown();
  const length = trackLength(durationMs);
  if (durationDeltaMs === null || wantedMs === null) return unknown(length);
  if (Math.abs(durationDeltaMs) <= SAME_LENGTH_MS) return same(length);
  const seconds = Math.round((durationMs - wantedMs) / 1000);
  return differs(`${length} `, { mark: `${seconds > 0 ? '+' : '−'}${Math.abs(seconds)} s` });
}

function versionOf({ features, vetoes }: MatchCandidate): ComparedValue {
  return features.versionEqual && !vetoes.includes('version-differs') ? same('the same') : differs({ mark: 'another version' });
}

function isrcOf({ features: { isrcEqual } }: MatchCandidate, file: LibraryTrackRow | undefined): ComparedValue {
  if (isrcEqual === null) return unknown(file?.isrc ? file.isrc : 'not in the file');
  return isrcEqual ? same(file?.isrc ?? 'the same') : differs({ mark: file?.isrc ?? 'another one' });
}

/** A candidate field by field; its file as the library has it. */
export function comparedOf(candidate: MatchCandidate, match: MatchRow, file: LibraryTrackRow | undefined, cover: string): Candidate {
  const { libraryTrackId, title, artist, album, confidence, features, vetoes } = candidate;
  const quality = file ? [qualityInWords(file), sizeInWords(file.sizeBytes)].filter(Boolean).join(', ') : '';
  return {
    id: libraryTrackId,
    confidence,
    cover: { src: cover, seed: `${artist} ${album ?? ''}` },
    lines: [quality, file?.path ?? '', ...vetoes.map((veto) => reasonInWords('veto', veto))].filter(Boolean),
    values: {
      Title: alike(features.title, title, match.title),
      Artist: alike(features.artist, artist, match.artists.join(', ')),
      Length: lengthOf(candidate, match.durationMs),
      Version: versionOf(candidate),
      Album: alike(features.album, album, match.album ?? ''),
      ISRC: isrcOf(candidate, file),
    },
  };
}

export const wantedOf = (match: MatchRow) => ({
  Title: match.title,
  Artist: match.artists.join(', '),
  Length: trackLength(match.durationMs) || 'not known',
  Version: 'as named',
  Album: match.album ?? 'not known',
  ISRC: match.isrc ?? 'not known',
});
