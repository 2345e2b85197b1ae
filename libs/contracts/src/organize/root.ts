import type { Instant } from '../ids.js';

/** Folders that are named by a setting and may lie on a disk that comes and goes. */
export const rootNames = ['music', 'downloads'] as const;
export type RootName = (typeof rootNames)[number];
/** What paths in events are relative to; where a root is on disk is a setting. */
export type FileRoot = RootName | 'drop' | 'recycle' | 'quarantine';

/** What a root is known by again. The marker decides; the rest says what it was like, for a person and for a root that takes no marker. */
export interface KnownRoot {
  /** Id in the marker file of the root; null: nothing could be written there. */
  readonly markerId: string | null;
  /** Where it was on this machine. */
  readonly path: string;
  /** `st_dev`; another one after a restart is usual for network shares. */
  readonly device: string;
  /** Type of its file system, as the kernel numbers it, hex. */
  readonly filesystem: string;
}

export type RootEvent =
  | { type: 'RootTakenIntoUse'; data: KnownRoot & { root: RootName; at: Instant } }
  /** A person said that what was found at the place of the root is the root from now on. */
  | { type: 'RootAccepted'; data: KnownRoot & { root: RootName; found: string; by: string; at: Instant } };
