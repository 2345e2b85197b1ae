import { unknownRecording, unknownRelease } from '@soulsync/contracts';
import type { ListProblemCode, ListProblemParams, RecordingDescription, ReleaseDescription } from '@soulsync/contracts';
import { creditsOfCell } from './artist-cells.js';
import { dateOf, durationMs, flagOf, genresOf, instant, isrcsOf, meaning, sourceUrisOf, wholeNumber } from './cell-values.js';
import type { Field } from './list-fields.js';
import type { Columns } from './playlist-columns.js';
import { songNames } from './song-names.js';

type ProblemOf<C extends ListProblemCode> = C extends ListProblemCode
  ? { readonly column: string; readonly code: C; readonly params: ListProblemParams[C] }
  : never;
/** Why a row is left out, and the column that tells so. */
export type RowProblem = ProblemOf<ListProblemCode>;

export interface Song {
  readonly recording: RecordingDescription;
  readonly addedAt: string | null;
  /** The playlist of the file that it is in, where the file says. */
  readonly list: string | null;
}

/** null: an empty row of an export, of which there is nothing to say. */
export type RowRead = { readonly song: Song | null } | { readonly problem: RowProblem };

export function recordingOf(columns: Columns, cells: readonly string[]): RowRead {
  const { header, at } = columns;
  const cell = (field: Field) => meaning(at[field] === undefined ? undefined : cells[at[field]]);
  const name = (field: Field) => (at[field] === undefined ? field : (header[at[field]] ?? field));
  const kind = cell('kind');
  if (columns.saysKind && kind !== null && /^(album|artist)s?$/i.test(kind))
    return { problem: { column: name('kind'), code: 'not-a-song', params: { kind } } };
  const titled = songNames(columns, cells, cell);
  if (titled === null)
    return told.some((field) => cell(field) !== null)
      ? { problem: { column: name('title'), code: 'title-empty', params: {} } }
      : { song: null };
  if (cells.length < Math.min(header.length, 1 + Math.max(at.title ?? 0, at.artists ?? 0)))
    return {
      problem: { column: name('artists'), code: 'row-too-short', params: { cells: cells.length, headerCells: header.length } },
    };
  const duration = durationMs(cell('durationMs'), name('durationMs'));
  if (duration === 'broken') return { problem: { column: name('durationMs'), code: 'no-length', params: {} } };
  const [isrc = null, ...otherIsrcs] = isrcsOf(cell('isrc'));
  const recording: RecordingDescription = {
    ...unknownRecording,
    ...titled,
    durationMs: duration,
    isrc,
    ...(otherIsrcs.length > 0 ? { otherIsrcs } : {}),
    sourceUris: sourceUrisOf(cell('uri'), cell('videoId')),
    explicit: flagOf(cell('explicit')),
    genres: genresOf(cell('genres')),
    release: releaseOf(columns, cell),
  };
  return { song: { recording, addedAt: instant(cell('addedAt')), list: cell('list') } };
}

/** What a row of a song tells beside its title; a row that has none of it is empty, whatever list it stands in. */
const told: readonly Field[] = ['artists', 'album', 'durationMs', 'isrc', 'uri', 'videoId'];

function releaseOf({ separation }: Columns, cell: (field: Field) => string | null): ReleaseDescription | null {
  const coverUrl = cell('coverUrl');
  const known = {
    title: cell('album'),
    date: dateOf(cell('releaseDate')),
    trackNumber: wholeNumber(cell('trackNumber')),
    discNumber: wholeNumber(cell('discNumber')),
    cover: coverUrl === null ? null : { url: coverUrl, widthPx: null },
  };
  const artists = creditsOfCell(cell('albumArtists'), cell('albumArtistUris'), separation);
  const ids = [cell('albumUri')].filter((uri) => uri !== null);
  const isKnown = artists.length > 0 || Object.values(known).some((value) => value !== null);
  return isKnown ? { ...unknownRelease, ...known, artists, ids } : null;
}
