import type { ListProblemCode, ListProblemParams, RecordingDescription } from '@soulsync/contracts';

/** What is told of a list that was read, in a code and in words. */
export interface CsvProblem {
  readonly file: string;
  /** 1-based line of the file where the broken row begins; of a note on the whole file where it shows. */
  readonly line: number;
  /** The header of the column, or its number when the header names none; '' for the whole file. */
  readonly column: string;
  readonly code: ListProblemCode;
  readonly params: ListProblemParams[ListProblemCode];
  readonly message: string;
}

export interface CsvEntry {
  readonly recording: RecordingDescription;
  readonly addedAt: string | null;
  readonly line: number;
  /** The playlist that it is in, of a file that holds several; null: the file names none. */
  readonly list: string | null;
}

export interface CsvPlaylist {
  readonly name: string;
  readonly entries: readonly CsvEntry[];
  /** Notes on the whole file, then the first of the rows that were left out, in the order of the file. */
  readonly problems: readonly CsvProblem[];
  /** How many more there are. */
  readonly moreProblems: number;
}

/** An exported playlist. A broken row becomes a problem and the rest is taken; throws `CsvUnreadable` when there is no table at all. */
export interface PlaylistFile {
  /** Bytes are decoded as what they are; a text was decoded by someone else. */
  read(content: string | Uint8Array, fileName: string): Promise<CsvPlaylist>;
}

export class CsvUnreadable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CsvUnreadable';
  }
}
