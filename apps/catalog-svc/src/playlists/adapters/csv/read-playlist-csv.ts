import { playlistNameOf } from '@soulsync/contracts';
import { slices } from '@soulsync/event-store';
import { CsvUnreadable } from '../../ports/playlist-file.js';
import type { CsvEntry, CsvPlaylist } from '../../ports/playlist-file.js';
import { csvRows } from './csv-rows.js';
import type { BrokenRow, Row } from './csv-rows.js';
import { decodedList } from './decoded-list.js';
import type { DecodedList } from './decoded-list.js';
import { listFindings } from './list-findings.js';
import { LOST, MAX_CSV_BYTES, MAX_CSV_LINES, MAX_CSV_ROWS, MAX_ROW_CHARACTERS, noText } from './list-limits.js';
import type { Columns } from './playlist-columns.js';
import { recordingOf } from './recording-of-row.js';
import type { RowRead } from './recording-of-row.js';
import { readAccountData } from './read-account-data.js';
import { isEmptyRow, tableHead } from './table-head.js';
import { repaired } from './twice-encoded.js';

/**
 * Reads a playlist export. A broken row becomes a problem and the rest is taken; throws `CsvUnreadable` when there is no table at all, or
 * more than the limits above. The event loop gets its turn between rows.
 */
export async function readPlaylistCsv(content: string | Uint8Array, fileName: string): Promise<CsvPlaylist> {
  const { text: decodedText, guessed } = decoded(content, fileName);
  const found = listFindings(fileName);
  if (guessed !== null) found.guessed(guessed);
  const repair = repaired(decodedText);
  if (repair) found.repaired(repair.encoding);
  const text = repair?.text ?? decodedText;
  if (/^\s*\{\s*"/.test(text)) return readAccountData(text, fileName, found);
  const head = tableHead(text);
  if (!head) throw noTable(text, fileName);
  const { columns, delimiter, line: headerLine } = head;
  const entries: CsvEntry[] = [];
  let read = 0; // rows below the header
  const pause = slices();
  for (const row of csvRows(text, delimiter)) {
    const turn = pause();
    if (turn) await turn;
    if (row.line > MAX_CSV_LINES) throw tooManyLines(fileName);
    if (row.line <= headerLine || isEmptyRow(row)) continue;
    read += 1;
    if (read > MAX_CSV_ROWS) throw new CsvUnreadable(`${fileName} has more than ${MAX_CSV_ROWS} rows`);
    const taken = takenFrom(columns, row);
    if ('problem' in taken) found.leftOut(row.line, taken.problem);
    else if (taken.song) {
      entries.push({ ...taken.song, line: row.line });
      if (taken.song.list !== null) found.inList(taken.song.list, columns.header[columns.at.list ?? 0] ?? '');
    }
  }
  return { name: playlistNameOf(fileName), entries, ...found.all(headerLine) };
}

const tooManyLines = (fileName: string) => new CsvUnreadable(`${fileName} has more than ${MAX_CSV_LINES} lines`);

function noTable(text: string, fileName: string): CsvUnreadable {
  for (const row of csvRows(text, ',')) {
    if (row.line > MAX_CSV_LINES) return tooManyLines(fileName);
    if (isEmptyRow(row)) continue;
    return new CsvUnreadable(
      'problem' in row
        ? `${fileName}, line ${row.line}: ${row.problem}`
        : `${fileName}: line ${row.line} names no title column; known are Track Name, Track, Title, Song and Name`,
    );
  }
  return new CsvUnreadable(`${fileName} holds no rows`);
}

function takenFrom(columns: Columns, row: Row | BrokenRow): RowRead {
  const columnName = (place: number) => columns.header[place] ?? String(place + 1);
  if ('problem' in row) return { problem: { column: columnName(row.cell), code: 'row-unreadable', params: { detail: row.problem } } };
  const strange = row.cells.findIndex((cell) => noText.test(cell));
  if (strange >= 0) return { problem: { column: columnName(strange), code: 'no-text', params: {} } };
  const lost = [...Object.values(columns.at), ...columns.artistColumns].find((place) => row.cells[place]?.includes(LOST));
  if (lost !== undefined) return { problem: { column: columnName(lost), code: 'sign-lost', params: {} } };
  const taken = recordingOf(columns, row.cells);
  if ('problem' in taken || !taken.song) return taken;
  const characters = JSON.stringify(taken.song.recording).length;
  if (characters <= MAX_ROW_CHARACTERS) return taken;
  const longest = row.cells.reduce((most, cell, at, { [most]: known = '' }) => (cell.length > known.length ? at : most), 0);
  return { problem: { column: columnName(longest), code: 'row-too-long', params: { characters, most: MAX_ROW_CHARACTERS } } };
}

function decoded(content: string | Uint8Array, fileName: string): DecodedList {
  const size = typeof content === 'string' ? Buffer.byteLength(content) : content.byteLength;
  if (size > MAX_CSV_BYTES) throw new CsvUnreadable(`${fileName} is larger than ${MAX_CSV_BYTES / 1_000_000} MB`);
  if (isZip(content))
    throw new CsvUnreadable(
      `${fileName} is a spreadsheet or a ZIP archive: save the sheet as CSV (UTF-8), or unpack the archive and take a list of it`,
    );
  return typeof content === 'string' ? { text: content.replace(/^\uFEFF/, ''), guessed: null } : decodedList(content);
}

/** XLSX is one too; Exportify gives one of all playlists. */
const isZip = (content: string | Uint8Array) =>
  typeof content === 'string' ? content.startsWith('PK\x03\x04') : [0x50, 0x4b, 0x03, 0x04].every((byte, at) => content[at] === byte);
