import type { GeneratedSize } from '../music/made-up.js';
import type { MusicLocation } from '../music/music-files.js';
import type { Switches } from './switches.js';

export interface JellyfinUser {
  readonly name: string;
  readonly password: string;
  readonly admin: boolean;
}

export interface JellyfinConfig {
  readonly listen: string;
  readonly portFile: string;
  readonly stateFile: string;
  readonly clockRate: number;
  /** 32 hexadecimal digits. */
  readonly serverId: string;
  readonly serverName: string;
  readonly version: string;
  /** `/jellyfin`; default: none. */
  readonly basePath?: string;
  readonly users: readonly JellyfinUser[];
  /** From the dashboard: they have no user. */
  readonly apiKeys: readonly string[];
  /** The one music library. */
  readonly view: { readonly name: string; readonly locations: readonly MusicLocation[] };
  /** Times on the virtual clock. */
  readonly scan: {
    /** From the last path told to the look at them (60 s on a real one); each further path starts it anew. */
    readonly monitorDelayMs: number;
    /** How long a scan of everything takes at least. */
    readonly wholeMs: number;
    /** A row appears until its length is known. */
    readonly settleMs: number;
  };
  readonly initialScan: boolean;
  /** Rows that are on no disk, beside those of the scanned folders. */
  readonly generated?: GeneratedSize;
  readonly switches?: Partial<Switches>;
  /** 503 for so long after the start, on the virtual clock. */
  readonly startingMs?: number;
}
