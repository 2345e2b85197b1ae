import type { RecordingDescription } from '@soulsync/contracts';

export interface CsvProblem {
  readonly file: string;
  /** 1-based line of the file where the broken row begins. */
  readonly line: number;
  /** The header of the column, or its number when the header names none. */
  readonly column: string;
  readonly message: string;
}

export interface CsvEntry {
  readonly recording: RecordingDescription;
  readonly addedAt: string | null;
  readonly line: number;
}

export interface CsvPlaylist {
  readonly name: string;
  readonly entries: readonly CsvEntry[];
  /** The first of them, in the order of the file. */
  readonly problems: readonly CsvProblem[];
  /** How many more there are. */
  readonly moreProblems: number;
}

/** An exported playlist. A broken row becomes a problem and the rest is taken; throws `CsvUnreadable` when there is no table at all. */
export interface PlaylistFile {
  read(content: string | Uint8Array, fileName: string): Promise<CsvPlaylist>;
}

export class CsvUnreadable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CsvUnreadable';
  }
}
