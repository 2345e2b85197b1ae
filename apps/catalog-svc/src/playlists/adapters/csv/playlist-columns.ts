import { instantOf, wholeOf } from '@soulsync/contracts';
import type { RecordingDescription } from '@soulsync/contracts';

type Field =
  | 'title'
  | 'artists'
  | 'album'
  | 'albumArtists'
  | 'durationMs'
  | 'isrc'
  | 'uri'
  | 'trackNumber'
  | 'discNumber'
  | 'releaseDate'
  | 'coverUrl'
  | 'addedAt';

/** Column index of each field found, and the header as written. */
export interface Columns {
  readonly header: readonly string[];
  readonly at: Readonly<Partial<Record<Field, number>>>;
}

/** Headers of the exports in apis/spotify.md 9, folded as `foldHeader` does; the first alias that is there wins. */
const aliases: Readonly<Record<Field, readonly string[]>> = {
  title: ['trackname', 'track', 'title', 'song', 'songname', 'name'],
  artists: ['artistnames', 'artistname', 'artists', 'artist', 'performer'],
  album: ['albumname', 'album'],
  albumArtists: ['albumartistnames', 'albumartist'],
  durationMs: ['trackdurationms', 'durationms', 'duration', 'length', 'time'],
  isrc: ['isrc'],
  uri: ['trackuri', 'spotifyuri', 'uri', 'spotifyid', 'url'],
  trackNumber: ['tracknumber'],
  discNumber: ['discnumber'],
  releaseDate: ['albumreleasedate', 'releasedate'],
  coverUrl: ['albumimageurl'],
  addedAt: ['addedat', 'addeddate'],
};

/** Exportify (watsonbox) translates its headers: then the place of a column says what it is. */
const exportifyPlaces: Readonly<Partial<Record<Field, number>>> = {
  uri: 0,
  title: 1,
  artists: 3,
  album: 5,
  albumArtists: 7,
  releaseDate: 8,
  coverUrl: 9,
  discNumber: 10,
  trackNumber: 11,
  durationMs: 12,
  isrc: 16,
  addedAt: 18,
};

export function columnsOf(header: readonly string[], firstRow: readonly string[] | null): Columns | null {
  const folded = header.map(foldHeader);
  const at: Partial<Record<Field, number>> = {};
  for (const field of Object.keys(aliases) as Field[]) {
    // Object.keys of a Record<Field, …>
    const index = aliases[field].map((alias) => folded.indexOf(alias)).find((found) => found >= 0);
    if (index !== undefined) at[field] = index;
  }
  if (at.title !== undefined) return { header, at };
  const translatedExportify = header.length >= 19 && (firstRow?.[0] ?? '').startsWith('spotify:');
  return translatedExportify ? { header, at: exportifyPlaces } : null;
}

const foldHeader = (header: string) => header.toLowerCase().replace(/[()?\-_ \uFEFF]/g, '');

type RowRead =
  | { readonly recording: RecordingDescription; readonly addedAt: string | null }
  /** An empty row of an export: nothing to say. */
  | { readonly recording: null }
  | { readonly problem: { column: string; message: string } };

export function recordingOf({ header, at }: Columns, cells: readonly string[]): RowRead {
  const cell = (field: Field) => meaning(at[field] === undefined ? undefined : cells[at[field]]);
  const name = (field: Field) => (at[field] === undefined ? field : (header[at[field]] ?? field));
  const title = cell('title');
  if (title === null)
    return cells.some((value) => meaning(value) !== null)
      ? { problem: { column: name('title'), message: 'the title is empty' } }
      : { recording: null };
  if (cells.length < Math.min(header.length, 1 + Math.max(at.title ?? 0, at.artists ?? 0)))
    return { problem: { column: name('artists'), message: `the row has ${cells.length} cells, the header ${header.length}` } };
  const duration = durationMs(cell('durationMs'), name('durationMs'));
  if (duration === 'broken') return { problem: { column: name('durationMs'), message: 'this is no length of a track' } };
  return {
    recording: {
      title,
      artists: names(cell('artists')),
      album: cell('album'),
      albumArtists: names(cell('albumArtists')),
      durationMs: duration,
      isrc: isrc(cell('isrc')),
      uri: uri(cell('uri')),
      trackNumber: whole(cell('trackNumber')),
      discNumber: whole(cell('discNumber')),
      trackTotal: null,
      releaseDate: cell('releaseDate')?.match(/^\d{4}(-\d{2}(-\d{2})?)?/)?.[0] ?? null,
      coverUrl: cell('coverUrl'),
    },
    addedAt: instant(cell('addedAt')),
  };
}

/** Exports write some unknowns as words. */
const meaning = (cell: string | undefined): string | null => {
  const text = (cell ?? '').trim();
  return text === '' || ['undefined', 'null', 'nan'].includes(text.toLowerCase()) ? null : text;
};

/** `;` separates in one Exportify, `, ` in the other, where a comma inside a name is written `\,`. */
function names(cell: string | null): readonly string[] {
  if (cell === null) return [];
  const parts = cell.includes(';') ? cell.split(';') : cell.split(/(?<!\\), /);
  return parts.map((part) => part.replaceAll('\\,', ',').trim()).filter((part) => part !== '');
}

/** Milliseconds when the header says so or the number is large; `225s`, `3:45` and plain seconds otherwise. */
function durationMs(cell: string | null, header: string): number | null | 'broken' {
  if (cell === null) return null;
  const clock = /^(?:(\d+):)?(\d{1,3}):(\d{2})$/.exec(cell);
  if (clock) return wholeOf(((Number(clock[1] ?? 0) * 60 + Number(clock[2])) * 60 + Number(clock[3])) * 1000, 1);
  const number = /^(\d+(?:[.,]\d+)?)\s*s?$/.exec(cell);
  if (!number?.[1]) return 'broken';
  const value = Number(number[1].replace(',', '.'));
  const milliseconds = /\(ms\)/i.test(header) || (!cell.endsWith('s') && value >= 10_000);
  return wholeOf(milliseconds ? value : value * 1000, 1);
}

function isrc(cell: string | null): string | null {
  const plain = (cell ?? '').toUpperCase().replaceAll('-', '');
  return /^[A-Z]{2}[A-Z0-9]{3}\d{7}$/.test(plain) ? plain : null;
}

function uri(cell: string | null): string | null {
  if (cell === null) return null;
  const spotify = /(?:^spotify:track:|open\.spotify\.com\/(?:intl-[a-z-]+\/)?track\/|^)([0-9A-Za-z]{22})(?:$|\?)/.exec(cell);
  return spotify ? `spotify:track:${spotify[1]}` : cell;
}

const whole = (cell: string | null) => (cell !== null && /^\d{1,4}$/.test(cell) && Number(cell) > 0 ? Number(cell) : null);
const instant = (cell: string | null) =>
  cell !== null && !Number.isNaN(Date.parse(cell)) ? instantOf(new Date(cell).toISOString()) : null;
