import { isListNote } from '@soulsync/contracts';
import type { ListProblemCode } from '@soulsync/contracts';
import { listProblemInWords } from '@soulsync/contracts/words';

interface Problem {
  readonly line: number;
  readonly column: string;
  readonly code: ListProblemCode;
  readonly params: object;
  readonly message: string;
}

/** What following answers. */
export interface Followed {
  readonly id: string;
  /** What a file became; none of a playlist that is followed by its link. */
  readonly playlists?: readonly { readonly id: string }[];
  /** Notes on a file, and its rows that were left out. */
  readonly problems?: readonly Problem[];
  readonly moreProblems?: number;
}

const SHOWN_PROBLEMS = 5;

/** What is told of a file that was followed; '' where there is nothing. */
export function followedInWords({ problems = [], moreProblems = 0 }: Followed): string {
  const notes = problems.filter(({ code }) => isListNote(code)).map(listProblemInWords);
  const rows = problems.filter(({ code }) => !isListNote(code));
  const leftOut = rows.length + moreProblems;
  if (leftOut === 0) return notes.join(' ');
  const shown = rows.slice(0, SHOWN_PROBLEMS).map((row) => `line ${row.line}, ${row.column}: ${listProblemInWords(row)}`);
  const said = `${leftOut === 1 ? '1 row was' : `${leftOut} rows were`} left out: ${shown.join('; ')}${leftOut > SHOWN_PROBLEMS ? ' …' : ''}`;
  return [...notes, said].join(' ');
}
