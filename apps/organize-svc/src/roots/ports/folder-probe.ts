import type { FolderProblem } from '@soulsync/contracts';

/** What a look at a folder found; nothing of it is left behind. */
export interface ProbedFolder {
  readonly exists: boolean;
  readonly writable: boolean;
  readonly freeBytes: number | null;
  readonly totalBytes: number | null;
  /** With the other folder; null: that one is not there. */
  readonly isSameFilesystem: boolean | null;
  readonly canHardLink: boolean | null;
  readonly longestNameBytes: number | null;
  readonly isCaseSensitive: boolean | null;
  readonly problems: readonly FolderProblem[];
}

/** `other`: the folder that files go to or come from; null: none. */
export type FolderProbe = (path: string, other: string | null) => Promise<ProbedFolder>;
