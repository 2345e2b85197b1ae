import { listProblemInWords } from '@soulsync/contracts/words';
import type { CsvProblem } from '../../ports/playlist-file.js';
import type { RowProblem } from './recording-of-row.js';

/** So many problems are kept in words; of the others their number. */
const KEPT_PROBLEMS = 100;
/** So many playlists of a file are named. */
const NAMED_LISTS = 5;

export type ListFindings = ReturnType<typeof listFindings>;

/** What is told of a file: notes on all of it first, then its rows. */
export function listFindings(file: string) {
  const notes: CsvProblem[] = [];
  const rows: CsvProblem[] = [];
  const lists = new Set<string>();
  let left = 0;
  let listColumn = '';
  const inWords = (line: number, problem: RowProblem): CsvProblem => ({ file, line, ...problem, message: listProblemInWords(problem) });
  return {
    guessed: (encoding: string) => void notes.push(inWords(1, { column: '', code: 'encoding-guessed', params: { encoding } })),
    repaired: (encoding: string) => void notes.push(inWords(1, { column: '', code: 'encoding-repaired', params: { encoding } })),
    leftOut(line: number, problem: RowProblem) {
      if (rows.length < KEPT_PROBLEMS) rows.push(inWords(line, problem));
      else left += 1;
    },
    /** A song stands in this playlist, as this column says. */
    inList(list: string, column: string) {
      lists.add(list);
      listColumn = column;
    },
    all(headerLine: number): { readonly problems: readonly CsvProblem[]; readonly moreProblems: number } {
      const several =
        lists.size > 1
          ? [
              inWords(headerLine, {
                column: listColumn,
                code: 'several-lists',
                params: { names: [...lists].slice(0, NAMED_LISTS), count: lists.size },
              }),
            ]
          : [];
      return { problems: [...notes, ...several, ...rows], moreProblems: left };
    },
  };
}
