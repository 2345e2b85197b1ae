import { csvRows } from './csv-rows.js';
import type { BrokenRow, Row } from './csv-rows.js';
import { columnsOf } from './playlist-columns.js';
import type { Columns } from './playlist-columns.js';

/** Where a table begins, and how its cells are parted. */
export interface TableHead {
  readonly delimiter: string;
  /** 1-based line of the header. */
  readonly line: number;
  readonly columns: Columns;
}

/** Above the header may stand the name of a program, of a list, a date. */
const ROWS_ABOVE = 20;
/** The head of a file ends here. */
const SOUGHT_IN = 262_144;
/** What Excel is told by a first line `sep=;`. */
const announced = /^\s*"?sep=(.)"?[ \t]*(?:\r|\n|$)/i;

/**
 * The header is the row among the first that names most columns, under the delimiter that finds most of them; above the table a row counts
 * only if it names two. null: no row names a title.
 */
export function tableHead(text: string): TableHead | null {
  const start = text.slice(0, SOUGHT_IN);
  const given = announced.exec(start)?.[1];
  let best: (TableHead & { readonly known: number }) | null = null;
  for (const delimiter of new Set([...(given === undefined ? [] : [given]), ',', ';', '\t', '|'])) {
    const rows = firstRows(start, delimiter);
    for (const [place, row] of rows.entries()) {
      const columns = 'cells' in row ? columnsOf(row.cells, cellsOf(rows[place + 1])) : null;
      const known = columns === null ? 0 : Object.keys(columns.at).length;
      if (columns && (known > 1 || place === 0) && known > (best?.known ?? 0)) best = { delimiter, line: row.line, columns, known };
    }
  }
  return best;
}

const cellsOf = (row: Row | BrokenRow | undefined) => (row && 'cells' in row ? row.cells : null);

/** Those that hold something, up to a broken one that looks like the header. */
function firstRows(text: string, delimiter: string): readonly (Row | BrokenRow)[] {
  const rows: (Row | BrokenRow)[] = [];
  let looked = 0;
  for (const row of csvRows(text, delimiter)) {
    if (isEmptyRow(row)) continue;
    looked += 1;
    const isBroken = 'problem' in row;
    if (!isBroken || looksLikeHeader(text, row, delimiter)) rows.push(row); // not `My 7" singles`
    if (looked > ROWS_ABOVE || (isBroken && rows.at(-1) === row)) break;
  }
  return rows;
}

function looksLikeHeader(text: string, { line }: BrokenRow, delimiter: string): boolean {
  const broken = text.split(/\r\n|\n|\r/, line)[line - 1] ?? '';
  return columnsOf(broken.replaceAll('"', '').split(delimiter), null) !== null;
}

/** Nothing stands in it, or the rule below the header of a Markdown table. */
export const isEmptyRow = (row: Row | BrokenRow): boolean => 'cells' in row && row.cells.every((cell) => /^(?::?-{2,}:?)?$/.test(cell));
