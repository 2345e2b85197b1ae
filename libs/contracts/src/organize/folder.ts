export const folderNames = ['music', 'downloads'] as const;
export type FolderName = (typeof folderNames)[number];

export const folderProblemCodes = [
  'folder-not-set',
  'folder-missing',
  'folder-is-file',
  'folder-not-readable',
  'folder-not-writable',
  'folder-short-names',
] as const;

export interface FolderProblem {
  readonly code: (typeof folderProblemCodes)[number];
  readonly detail: string;
  /** What to do. */
  readonly fix: string;
}

/** How a folder is, as who files there sees it. null: not known, since it is not there or may not be written. */
export interface FolderReport {
  readonly name: FolderName;
  /** null: none is set. */
  readonly path: string | null;
  readonly exists: boolean;
  readonly writable: boolean;
  /** Whom we write as; null: this system has no such thing. */
  readonly uid: number | null;
  readonly gid: number | null;
  readonly freeBytes: number | null;
  readonly totalBytes: number | null;
  /** The other folder, where both are on one file system. */
  readonly sameFilesystemAs: FolderName | null;
  /** A link from here to the other folder was made, and taken away. */
  readonly canHardLink: boolean | null;
  readonly longestNameBytes: number | null;
  readonly isCaseSensitive: boolean | null;
  readonly problems: readonly FolderProblem[];
}
