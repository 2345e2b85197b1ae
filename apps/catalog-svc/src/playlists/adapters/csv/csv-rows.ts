/** More than any export has; what is beyond is not what it says it is. */
const MAX_CELLS = 1_000;
/** As many as a spreadsheet's cell holds. */
const MAX_CELL_CHARACTERS = 32_767;

export interface Row {
  /** 1-based line of the text where the row begins. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface BrokenRow {
  readonly line: number;
  /** Index of the cell that could not be read. */
  readonly cell: number;
  readonly problem: string;
}

type Reading =
  { readonly cells: readonly string[]; readonly end: number; readonly lines: number } | { readonly cell: number; readonly problem: string };

/**
 * The rows of a CSV (RFC 4180 with any line ends and delimiter, blanks around cells are dropped), one after the other; an empty line is a row
 * of one empty cell. Programs that part cells by tabs write quotation marks as they are: there only a cell that is whole within a pair of
 * them is a quoted one. After a broken row reading goes on at the line after the one in which it began.
 *
 * Linear in the text's length: a row that spans lines and breaks holds quotes in pairs only in the lines between, so that none of those
 * opens a cell that stays open when it is read again by itself; each line is read twice at most.
 */
export function* csvRows(text: string, delimiter: string): Generator<Row | BrokenRow> {
  for (let [at, line] = [0, 1]; at < text.length;) {
    const read = readRow(text, at, delimiter);
    if ('problem' in read) {
      yield { line, ...read };
      at = nextLine(text, at);
      line += 1;
    } else {
      yield { line, cells: read.cells };
      at = read.end;
      line += read.lines;
    }
  }
}

function readRow(text: string, start: number, delimiter: string): Reading {
  const cells: string[] = [];
  for (let [at, lines] = [start, 1]; ;) {
    if (cells.length === MAX_CELLS) return { cell: MAX_CELLS, problem: `the row has more than ${MAX_CELLS} cells` };
    const cell = cellAt(text, at, delimiter);
    if ('problem' in cell) return { cell: cells.length, problem: cell.problem };
    cells.push(cell.value);
    lines += cell.lines;
    if (text[cell.end] !== delimiter || cell.end >= text.length) return { cells, end: nextLine(text, cell.end), lines };
    at = cell.end + 1;
  }
}

type Cell =
  /** `end`: where the delimiter, line end or end of the text is. */
  { readonly value: string; readonly end: number; readonly lines: number } | { readonly problem: string };

function cellAt(text: string, at: number, delimiter: string): Cell {
  if (text[pastBlanks(text, at, delimiter)] !== '"') return plainCell(text, at, delimiter);
  const quoted = quotedCell(text, at, delimiter);
  return delimiter === '\t' && 'problem' in quoted ? plainCell(text, at, delimiter) : quoted;
}

const TOO_LONG = { problem: `the cell has more than ${MAX_CELL_CHARACTERS} characters` } as const;

function plainCell(text: string, start: number, delimiter: string): Cell {
  let end = start;
  for (; end < text.length; end += 1) {
    const sign = text[end];
    if (sign === delimiter || sign === '\n' || sign === '\r') break;
    if (sign === '"' && delimiter !== '\t') return { problem: 'a quotation mark stands inside a cell that does not begin with one' };
    if (end - start > MAX_CELL_CHARACTERS) return TOO_LONG;
  }
  return { value: text.slice(start, end).trim(), end, lines: 0 };
}

function quotedCell(text: string, start: number, delimiter: string): Cell {
  const first = pastBlanks(text, start, delimiter) + 1;
  for (let from = first; ;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return { problem: 'a quotation mark is opened and never closed' };
    if (quote - first > MAX_CELL_CHARACTERS)
      return { problem: `a quotation mark is opened and not closed within ${MAX_CELL_CHARACTERS} characters` };
    if (text[quote + 1] === '"') {
      from = quote + 2;
      continue;
    }
    const end = pastBlanks(text, quote + 1, delimiter);
    const next = text[end];
    if (next !== undefined && next !== delimiter && next !== '\n' && next !== '\r')
      return { problem: 'a closing quotation mark is followed by more text; inside a cell it is written twice' };
    const raw = text.slice(first, quote);
    return { value: raw.replaceAll('""', '"').trim(), end, lines: raw.match(/\r\n|\n|\r/g)?.length ?? 0 };
  }
}

function pastBlanks(text: string, start: number, delimiter: string): number {
  let at = start;
  while ((text[at] === ' ' || text[at] === '\t') && text[at] !== delimiter && at - start <= MAX_CELL_CHARACTERS) at += 1;
  return at;
}

/** Behind the next line end; the end of the text where there is none. */
function nextLine(text: string, start: number): number {
  const lineEnd = /\r\n|\n|\r/g; // scans a line of any length at a nanosecond a character
  lineEnd.lastIndex = start;
  return lineEnd.test(text) ? lineEnd.lastIndex : text.length;
}
