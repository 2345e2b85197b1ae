import type { UnreadFile } from '@soulsync/contracts';

/** What a file says of itself, cleaned: no field is longer, larger or stranger than our events and tables take. */
export interface FileTags {
  readonly title: string | null;
  readonly artist: string | null;
  readonly albumArtist: string | null;
  readonly album: string | null;
  readonly year: number | null;
  readonly discNumber: number | null;
  readonly trackNumber: number | null;
  readonly durationMs: number | null;
  readonly isrc: string | null;
  readonly mbid: string | null;
  /** In the words of file endings; `alac` where that is in the file. */
  readonly format: string | null;
  readonly bitrateKbps: number | null;
  readonly sampleRateHz: number | null;
  /** Of lossless files only; of others it says nothing. */
  readonly bitDepth: number | null;
  /** A picture is in the file. */
  readonly picture: boolean;
  /** The file holds a cue sheet that names so many songs in it; null: it holds none. */
  readonly sheetSongs: number | null;
  /** Some of its texts are in a character set that could not be found out, and left as they are. */
  readonly garbled: boolean;
}

export type ReadFile =
  | { readonly kind: 'tags'; readonly tags: FileTags }
  | { readonly kind: 'unread'; readonly reason: UnreadFile['reason']; readonly detail: string };

/** A file as its folder shows it. One that shows the same again is the same: it is not opened. */
export interface FileState {
  readonly mtimeMs: number;
  /** Moves also when a tag editor puts the old time back. */
  readonly ctimeMs: number;
  readonly sizeBytes: number;
}

export interface FileNote {
  /** Relative to the music folder, NFC. */
  readonly path: string;
  readonly state: FileState;
  readonly read: ReadFile;
}

/** What was read of files, so that it is not read again. May be lost without harm: then every file is opened once more. */
export interface FileNotes {
  /** Of these paths those that are noted. */
  find(paths: readonly string[]): Promise<ReadonlyMap<string, FileNote>>;
  /** Paths noted right in these folders, not below them. */
  inFolders(folders: readonly string[]): Promise<readonly string[]>;
  /** Each folder that has notes, once. */
  folders(): AsyncIterable<string>;
  count(): Promise<number>;
  /** In the place of earlier notes of the same paths. */
  keep(notes: readonly FileNote[]): Promise<void>;
  forget(paths: readonly string[]): Promise<void>;
}
