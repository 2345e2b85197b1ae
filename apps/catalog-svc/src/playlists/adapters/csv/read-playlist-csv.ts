import { playlistNameOf } from '@soulsync/contracts';
import { slices } from '@soulsync/event-store';
import { CsvUnreadable } from '../../ports/playlist-file.js';
import type { CsvEntry, CsvPlaylist, CsvProblem } from '../../ports/playlist-file.js';
import { csvRows } from './csv-rows.js';
import type { BrokenRow, Row } from './csv-rows.js';
import { columnsOf, recordingOf } from './playlist-columns.js';
import type { Columns } from './playlist-columns.js';

/** Limits of an import (apis/spotify.md 9). An Exportify row has some 600 bytes, so that this is room for as many rows as are taken. */
export const MAX_CSV_BYTES = 100_000_000;
export const MAX_CSV_ROWS = 100_000;
/** Empty lines, and the lines within cells, count here alone. */
const MAX_CSV_LINES = 1_000_000;
/** Of what is kept of a row, as JSON: many times what any song needs, and little beside a commit of 512 KB. */
const MAX_ROW_CHARACTERS = 20_000;
/** So many problems are kept in words; of the others their number. */
const KEPT_PROBLEMS = 100;
/** The delimiter is found in so much of the first line. */
const DELIMITER_SOUGHT_IN = 65_536;

/**
 * Reads a playlist export. A broken row becomes a problem and the rest is taken; throws `CsvUnreadable` when there is no table at all, or
 * more than the limits above. The event loop gets its turn between rows.
 */
export async function readPlaylistCsv(content: string | Uint8Array, fileName: string): Promise<CsvPlaylist> {
  const text = decoded(content, fileName);
  const entries: CsvEntry[] = [];
  const problems: CsvProblem[] = [];
  let [read, left] = [0, 0]; // rows below the header, and problems beyond those that are kept
  const pause = slices();
  const found = ({ line, column, message }: Problem) => {
    if (problems.length < KEPT_PROBLEMS) problems.push({ file: fileName, line, column, message });
    else left += 1;
  };
  let header: Row | null = null;
  let columns: Columns | null = null;
  for (const row of csvRows(text, delimiterOf(text))) {
    const turn = pause();
    if (turn) await turn;
    if (row.line > MAX_CSV_LINES) throw new CsvUnreadable(`${fileName} has more than ${MAX_CSV_LINES} lines`);
    if ('cells' in row && row.cells.length === 1 && row.cells[0] === '') continue;
    if (header === null) {
      if ('problem' in row) throw new CsvUnreadable(`${fileName}, line ${row.line}: ${row.problem}`);
      header = row;
      continue;
    }
    read += 1;
    if (read > MAX_CSV_ROWS) throw new CsvUnreadable(`${fileName} has more than ${MAX_CSV_ROWS} rows`);
    columns ??= columnsIn(header, row, fileName);
    const taken = takenFrom(columns, row);
    if ('message' in taken) found(taken);
    else if (taken.recording) entries.push({ recording: taken.recording, addedAt: taken.addedAt, line: row.line });
  }
  if (!header) throw new CsvUnreadable(`${fileName} holds no rows`);
  if (!columns) columnsIn(header, null, fileName);
  return { name: playlistNameOf(fileName), entries, problems, moreProblems: left };
}

function columnsIn(header: Row, first: Row | BrokenRow | null, fileName: string): Columns {
  const columns = columnsOf(header.cells, first && 'cells' in first ? first.cells : null);
  if (columns) return columns;
  throw new CsvUnreadable(`${fileName}: line ${header.line} names no title column; known are Track Name, Track, Title, Song and Name`);
}

type Problem = Omit<CsvProblem, 'file'>;
type Taken = Problem | { readonly recording: CsvEntry['recording'] | null; readonly addedAt: string | null };

function takenFrom(columns: Columns, row: Row | BrokenRow): Taken {
  const { line } = row;
  if ('problem' in row) return { line, column: columns.header[row.cell] ?? String(row.cell + 1), message: row.problem };
  const strange = row.cells.findIndex((cell) => noText.test(cell));
  if (strange >= 0)
    return {
      line,
      column: columns.header[strange] ?? String(strange + 1),
      message: 'the cell holds what is no text (a NUL or half a character)',
    };
  const read = recordingOf(columns, row.cells);
  if ('problem' in read) return { line, ...read.problem };
  if (!read.recording) return { recording: null, addedAt: null };
  const characters = JSON.stringify(read.recording).length;
  if (characters <= MAX_ROW_CHARACTERS) return read;
  const longest = row.cells.reduce((most, cell, at, { [most]: known = '' }) => (cell.length > known.length ? at : most), 0);
  return {
    line,
    column: columns.header[longest] ?? String(longest + 1),
    message: `the song is described in ${characters} characters; at most ${MAX_ROW_CHARACTERS} are taken`,
  };
}

/** What Postgres does not store, and no name holds. */
const noText = /[\0\p{Surrogate}]/u;

/** UTF-8 with or without BOM, else Windows-1252 as Excel saves it. */
function decoded(content: string | Uint8Array, fileName: string): string {
  const size = typeof content === 'string' ? Buffer.byteLength(content) : content.byteLength;
  if (size > MAX_CSV_BYTES) throw new CsvUnreadable(`${fileName} is larger than ${MAX_CSV_BYTES / 1_000_000} MB`);
  if (typeof content === 'string') return content.replace(/^\uFEFF/, '');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return new TextDecoder('windows-1252').decode(content); // not UTF-8: the documented second guess
  }
}

function delimiterOf(text: string): string {
  const header =
    text
      .slice(0, DELIMITER_SOUGHT_IN)
      .trimStart()
      .split(/[\r\n]/, 1)[0] ?? '';
  const outsideQuotes = header.replace(/"[^"]*"/g, '');
  const count = (delimiter: string) => outsideQuotes.split(delimiter).length;
  return [',', ';', '\t'].reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}
