import { creditsOf, instantOf, unknownRecording, unknownRelease, wholeOf } from '@soulsync/contracts';
import type { ArtistCredit, RecordingDescription, ReleaseDescription } from '@soulsync/contracts';

type Field =
  | 'title'
  | 'artists'
  | 'artistUris'
  | 'album'
  | 'albumUri'
  | 'albumArtists'
  | 'albumArtistUris'
  | 'durationMs'
  | 'isrc'
  | 'uri'
  | 'trackNumber'
  | 'discNumber'
  | 'releaseDate'
  | 'coverUrl'
  | 'explicit'
  | 'genres'
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
  artistUris: ['artisturis'],
  album: ['albumname', 'album'],
  albumUri: ['albumuri'],
  albumArtists: ['albumartistnames', 'albumartist'],
  albumArtistUris: ['albumartisturis'],
  durationMs: ['trackdurationms', 'durationms', 'duration', 'length', 'time'],
  isrc: ['isrc'],
  uri: ['trackuri', 'spotifyuri', 'uri', 'spotifyid', 'url'],
  trackNumber: ['tracknumber'],
  discNumber: ['discnumber'],
  releaseDate: ['albumreleasedate', 'releasedate'],
  coverUrl: ['albumimageurl'],
  explicit: ['explicit'],
  genres: ['genres', 'genre', 'artistgenres'],
  addedAt: ['addedat', 'addeddate'],
};

/** Exportify (watsonbox) translates its headers: then the place of a column says what it is. */
const exportifyPlaces: Readonly<Partial<Record<Field, number>>> = {
  uri: 0,
  title: 1,
  artistUris: 2,
  artists: 3,
  albumUri: 4,
  album: 5,
  albumArtistUris: 6,
  albumArtists: 7,
  releaseDate: 8,
  coverUrl: 9,
  discNumber: 10,
  trackNumber: 11,
  durationMs: 12,
  explicit: 14,
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
      ...unknownRecording,
      title,
      artists: credits(cell('artists'), cell('artistUris')),
      durationMs: duration,
      isrc: isrc(cell('isrc')),
      sourceUris: sourceUris(cell('uri')),
      explicit: flagOf(cell('explicit')),
      genres: genres(cell('genres')),
      release: releaseOf(cell),
    },
    addedAt: instant(cell('addedAt')),
  };
}

function releaseOf(cell: (field: Field) => string | null): ReleaseDescription | null {
  const coverUrl = cell('coverUrl');
  const known = {
    title: cell('album'),
    date: cell('releaseDate')?.match(/^\d{4}(-\d{2}(-\d{2})?)?/)?.[0] ?? null,
    trackNumber: whole(cell('trackNumber')),
    discNumber: whole(cell('discNumber')),
    cover: coverUrl === null ? null : { url: coverUrl, widthPx: null },
  };
  const artists = credits(cell('albumArtists'), cell('albumArtistUris'));
  const ids = [cell('albumUri')].filter((uri) => uri !== null);
  const isKnown = artists.length > 0 || Object.values(known).some((value) => value !== null);
  return isKnown ? { ...unknownRelease, ...known, artists, ids } : null;
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

/** With their addresses where each has one. */
function credits(cell: string | null, uris: string | null): readonly ArtistCredit[] {
  const [artists, ids] = [names(cell), uris?.split(/[,;]/).map((uri) => uri.trim()) ?? []];
  if (ids.length !== artists.length) return creditsOf(artists);
  return artists.map((name, place) => ({ name, ids: ids[place] ? [ids[place]] : [] }));
}

const genres = (cell: string | null) =>
  (cell ?? '')
    .split(/[,;]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');

const flagOf = (cell: string | null) => (cell === null ? null : /^(true|false)$/i.test(cell) ? cell.toLowerCase() === 'true' : null);

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

function sourceUris(cell: string | null): readonly string[] {
  if (cell === null) return [];
  const spotify = /(?:^spotify:track:|open\.spotify\.com\/(?:intl-[a-z-]+\/)?track\/|^)([0-9A-Za-z]{22})(?:$|\?)/.exec(cell);
  return [spotify ? `spotify:track:${spotify[1]}` : cell];
}

const whole = (cell: string | null) => (cell !== null && /^\d{1,4}$/.test(cell) && Number(cell) > 0 ? Number(cell) : null);
const instant = (cell: string | null) =>
  cell !== null && !Number.isNaN(Date.parse(cell)) ? instantOf(new Date(cell).toISOString()) : null;
