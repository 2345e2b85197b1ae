import type { Switches } from './switches.js';
import type { GeneratedSize } from './generated.js';
import type { StartPhases } from './start-phases.js';

export interface PlexLocation {
  /** As Plex names it. */
  readonly serverPath: string;
  /** As it lies on this machine. */
  readonly localPath: string;
}

export interface PlexConfig {
  readonly listen: string;
  readonly portFile: string;
  /** The owner's; may do all. */
  readonly token: string;
  /** Of people the library is shared with: they read, and have playlists of their own. */
  readonly sharedTokens?: readonly string[];
  readonly machineIdentifier: string;
  readonly friendlyName: string;
  readonly version: string;
  readonly clockRate: number;
  readonly stateFile: string;
  readonly section: {
    readonly key: string;
    readonly title: string;
    readonly locations: readonly PlexLocation[];
  };
  /** Times of a scan on the virtual clock, in the order of the story (apis/plex.md 17.4, 15). */
  readonly scan: {
    /** Request to start. */
    readonly queueDelayMs: number;
    /** A row appears to its tags and length are read. */
    readonly settleMs: number;
    /** Read to the last word about it; default 24,000. */
    readonly followUpMs?: number;
  };
  readonly initialScan: boolean;
  /** Rows that are on no disk, beside those of the scanned folder. */
  readonly generated?: GeneratedSize;
  /** The awkward albums of apis/plex.md 17.4, 16. */
  readonly awkward?: boolean;
  readonly switches?: Partial<Switches>;
  /** How it comes up; default: it is up at once. */
  readonly start?: StartPhases;
  /** Told of new albums; on this machine. */
  readonly webhookUrl?: string;
}
