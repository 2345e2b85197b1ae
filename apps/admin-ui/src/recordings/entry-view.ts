import type { MatchedTrack, PlaylistEntryRow, RecordingRow } from '@soulsync/contracts';
import { reasonInWords } from '@soulsync/contracts/words';
import { capital } from '../components/capital.js';

/** What an entry of a playlist and a recording say of how they stand. */
export type Standing = Pick<RecordingRow, 'state' | 'stage' | 'reason' | 'confidence' | 'matched' | 'path' | 'candidates'>;

export interface FetchContext {
  /** The playlist's first sync was started: before, what is missing would only be fetched. */
  readonly isStarted: boolean;
  /** There is something to fetch with. */
  readonly canFetch: boolean;
}

/** The state as chips name it. Nobody is said to search where there is nothing to search with. */
export function chipOf({ state, stage }: Pick<Standing, 'state' | 'stage'>, { isStarted, canFetch }: FetchContext): string {
  switch (state) {
    case 'owned':
    case 'filed':
      return 'in-library';
    case 'review':
      return 'to-decide';
    case 'missing':
      return isStarted ? 'wanted' : 'would-be-fetched';
    case 'acquiring':
      return stage === 'searching' && !canFetch ? 'wanted' : (stage ?? 'acquiring');
    case 'wished':
      return 'nothing-offered';
    default:
      return state;
  }
}

export const reasonSentence = (reason: RecordingRow['reason']): string => capital(reasonInWords('entry', reason));

/** `FLAC 16/44`, `MP3 320`; '' where nobody knows. */
export function qualityInWords({
  format,
  bitrateKbps,
  sampleRateHz,
  bitDepth,
}: Pick<MatchedTrack, 'format' | 'bitrateKbps' | 'sampleRateHz' | 'bitDepth'>): string {
  if (format === null) return '';
  const name = format.toUpperCase();
  if (bitDepth !== null && sampleRateHz !== null) return `${name} ${bitDepth}/${Math.floor(sampleRateHz / 1000)}`;
  return bitrateKbps === null ? name : `${name} ${Math.round(bitrateKbps)}`;
}

export const sizeInWords = (bytes: number | null): string => (bytes === null ? '' : `${(bytes / 1e6).toFixed(1)} MB`);

const fileOf = (path: string) => path.split('/').at(-1) ?? path;
const folderOf = (path: string) => path.split('/').slice(0, -1).join(' / ');

/** What it was matched with and its file; what is to be decided; or why it is as it is. Never what was only looked at. */
export function matchOf(standing: Standing): { readonly first: string; readonly second?: string; readonly full?: string } {
  const { state, matched, candidates, reason } = standing;
  if (state === 'review') {
    const count = candidates === null ? '' : `${candidates} ${candidates === 1 ? 'candidate' : 'candidates'}: `;
    return { first: `${count}${count === '' ? reasonSentence(reason) : reasonInWords('entry', reason)}` };
  }
  const path = matched?.path ?? standing.path;
  if (matched && path !== null)
    return { first: fileOf(path), second: [qualityInWords(matched), folderOf(path)].filter(Boolean).join(' · '), full: path };
  if (matched)
    return { first: `${matched.artist} – ${matched.title}`, second: [qualityInWords(matched), matched.album].filter(Boolean).join(' · ') };
  if (path !== null) return { first: fileOf(path), second: folderOf(path), full: path };
  return { first: reasonSentence(reason) };
}

/** Where the story of an entry is; null: it is no recording. */
export const storyOf = ({ wantedRecordingId }: Pick<PlaylistEntryRow, 'wantedRecordingId'>): string | null =>
  wantedRecordingId === null ? null : `/recordings/${wantedRecordingId}`;

/** Of the album that it was found on; null: nobody has one. */
export const coverOf = (matched: MatchedTrack | null, size: 64 | 160 | 640): string | null =>
  matched === null ? null : `artwork/albums/${encodeURIComponent(matched.libraryAlbumId)}?size=${size}`;
