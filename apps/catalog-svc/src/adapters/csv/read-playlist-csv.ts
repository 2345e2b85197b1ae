import { parse } from 'csv-parse/sync';
import { CsvUnreadable } from '../../ports/playlist-file.js';
import type { CsvEntry, CsvPlaylist, CsvProblem } from '../../ports/playlist-file.js';
import { columnsOf, recordingOf } from './playlist-columns.js';

/** Limits of an import (apis/spotify.md 9). */
export const MAX_CSV_BYTES = 20_000_000;
export const MAX_CSV_ROWS = 100_000;

/** Reads a playlist export. A broken row becomes a problem and the rest is taken; throws `CsvUnreadable` when there is no table at all. */
export function readPlaylistCsv(content: string | Uint8Array, fileName: string): CsvPlaylist {
  const text = decoded(content, fileName);
  const { rows, problems } = rowsOf(text, fileName);
  const [header, ...body] = rows;
  if (!header) throw new CsvUnreadable(`${fileName} holds no rows`);
  const columns = columnsOf(header.cells, body[0]?.cells ?? null);
  if (!columns) throw new CsvUnreadable(`${fileName}: line 1 names no title column; known are Track Name, Track, Title, Song and Name`);
  if (body.length > MAX_CSV_ROWS) throw new CsvUnreadable(`${fileName} has more than ${MAX_CSV_ROWS} rows`);
  const entries: CsvEntry[] = [];
  const found = [...problems];
  for (const row of body) {
    const read = recordingOf(columns, row.cells);
    if ('problem' in read) found.push({ file: fileName, line: row.line, ...read.problem });
    else if (read.recording) entries.push({ recording: read.recording, addedAt: read.addedAt, line: row.line });
  }
  return { name: playlistName(fileName), entries, problems: found.sort((a, b) => a.line - b.line) };
}

interface Row {
  readonly cells: readonly string[];
  readonly line: number;
}

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

/** After a row that can't be parsed, reading goes on at the next line of the file. */
function rowsOf(text: string, fileName: string): { rows: Row[]; problems: CsvProblem[] } {
  const lines = text.split(/\r\n|\n|\r/);
  const delimiter = delimiterOf(lines[0] ?? '');
  const rows: Row[] = [];
  const problems: CsvProblem[] = [];
  let first = 0; // index of the line where the current attempt begins
  while (first < lines.length) {
    let next = first;
    try {
      parse(lines.slice(first).join('\n'), {
        delimiter,
        relax_column_count: true,
        skip_empty_lines: true,
        trim: true,
        bom: true,
        on_record: (record: string[], { lines: linesRead }) => {
          rows.push({ cells: record, line: next + 1 });
          next = first + linesRead;
          return null;
        },
      });
      break;
    } catch (error) {
      const column = error instanceof Error && 'column' in error && typeof error.column === 'number' ? error.column + 1 : 1;
      while (next < lines.length && lines[next]?.trim() === '') next += 1;
      problems.push({ file: fileName, line: next + 1, column: rows[0]?.cells[column - 1] ?? String(column), message: quoteMessage(error) });
      first = next + 1;
    }
  }
  return { rows, problems };
}

const quoteMessage = (error: unknown) =>
  error instanceof Error && 'code' in error && error.code === 'CSV_QUOTE_NOT_CLOSED'
    ? 'a quotation mark is opened and never closed'
    : `the row can't be read: ${error instanceof Error ? error.message : String(error)}`;

function delimiterOf(header: string): string {
  const outsideQuotes = header.replace(/"[^"]*"/g, '');
  const count = (delimiter: string) => outsideQuotes.split(delimiter).length;
  return [',', ';', '\t'].reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}

const playlistName = (fileName: string) =>
  fileName
    .replace(/^.*[\\/]/, '')
    .replace(/\.csv$/i, '')
    .replaceAll('_', ' ')
    .trim() || 'Imported playlist';
