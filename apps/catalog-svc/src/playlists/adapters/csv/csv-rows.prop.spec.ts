import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvRows } from './csv-rows.js';

const delimiters = fc.constantFrom(',', ';', '\t');
const signs = fc.constantFrom('a', 'é', '"', '""', ',', ';', '\t', ' ', '\n', '\r\n', '\r');
const cell = fc.array(fc.constantFrom('a', 'ü', '"', ',', ';', ' ', '\n'), { maxLength: 8 }).map((all) => all.join(''));
const quoted = (value: string) => `"${value.replaceAll('"', '""')}"`;
const read = (text: string, delimiter: string) => [...csvRows(text, delimiter)];

describe('the rows of a CSV', () => {
  it('are those that another reader finds', () => {
    fc.assert(
      fc.property(
        delimiters,
        fc.constantFrom('\n', '\r\n'),
        fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 8 }),
        (delimiter, lineEnd, rows) => {
          const text = rows.map((cells) => cells.map(quoted).join(delimiter)).join(lineEnd);
          const theirs: string[][] = parse(text, { delimiter, relax_column_count: true, record_delimiter: lineEnd });
          const ours = read(text, delimiter).map((row) => ('cells' in row ? row.cells : row.problem));
          expect(ours).toEqual(theirs.map((cells) => cells.map((value) => value.trim())));
        },
      ),
    );
  });

  it('of any text whatever end, in the order of the lines, each line at most once broken', () => {
    fc.assert(
      fc.property(delimiters, fc.array(signs, { maxLength: 60 }), (delimiter, all) => {
        const text = all.join('');
        const lines = read(text, delimiter).map(({ line }) => line);
        expect(lines).toEqual([...new Set(lines)].sort((a, b) => a - b));
        expect(lines.at(-1) ?? 0).toBeLessThanOrEqual(text.split(/\r\n|\n|\r/).length);
      }),
    );
  });
});
