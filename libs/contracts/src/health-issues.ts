import type { PlaylistUnreachableCause } from './catalog/followed-playlist.js';
import type { DiskSpace } from './disk-space.js';
import type { RootName } from './organize/root.js';
import type { UnprovenPaths } from './plex/library.js';
import type { LogIncident } from './log-incident.js';
import type { ServiceName } from './subjects.js';

type NoParams = Readonly<Record<never, never>>;
/** What another program or the system said, quoted. */
interface Detail {
  readonly detail: string;
}
/** As people know it. */
interface OfferedFile {
  readonly file: string;
}

/** What is wrong with the folder of a root. */
export type RootFault = 'missing' | 'not-a-folder' | 'unreadable' | 'empty' | 'unmarked' | 'other-folder';

/** Standing trouble, by its code, and what its words are made with. */
export interface HealthIssueParams {
  'event-log-unavailable': {
    readonly reason: 'no-room' | 'silent';
    /** Disk of the event log, where this machine holds it. */
    readonly disk: Pick<DiskSpace, 'path' | 'freeMb' | 'minFreeMb'> | null;
    /** Whole minutes without an answer. */
    readonly silentMinutes: number;
    readonly detail: string;
  };
  'event-log-unreadable': Detail;
  'event-log-lost-events': {
    readonly incident: Omit<LogIncident, 'lost'> & { readonly lost: Pick<LogIncident['lost'], 'total' | 'byType'> };
    /** Incidents since anyone looked. */
    readonly times: number;
  };
  'database-full': Detail;
  'parked-events': { readonly count: number };
  waiting: Detail & { readonly consumer: string; readonly eventType: string };
  'settings-file': { readonly key: string; readonly why: string };
  'setting-ignored': { readonly label: string; readonly setting: string; readonly problem: string };
  'service-down': { readonly service: ServiceName };
  'nats-silent': NoParams;
  'accounts-not-in-database': { readonly ids: readonly string[] };
  'playlist-import-failed': Detail;
  /** `failed`: by a mistake of ours; `name` is null where it is not known. */
  'playlist-unreadable': Detail & { readonly name: string | null; readonly cause: PlaylistUnreachableCause | 'failed' };
  'spotify-sign-in': Detail;
  /** `days`: whole ones that are left. */
  'spotify-sign-in-ends': { readonly endsAt: string; readonly days: number };
  /** Every call is refused: the app's owner has no Premium, or the user is not on the app's list. */
  'spotify-refuses': Detail;
  'spotify-rate-limited': Detail & { readonly nextTryAt: string };
  'spotify-unavailable': Detail & { readonly nextTryAt: string };
  'slskd-not-set-up': NoParams;
  'slskd-unavailable': Detail;
  'downloads-paused': { readonly disks: readonly DiskSpace[] };
  'downloads-left': OfferedFile & { readonly detail: string | null };
  'download-not-located': OfferedFile;
  root: {
    readonly root: RootName;
    readonly path: string;
    readonly fault: RootFault | 'not-set' | 'not-in-use' | 'read-only' | 'forbidden' | 'unusable';
    /** Where it was before, when it was elsewhere. */
    readonly formerPath: string | null;
    /** Who we are to the file system. */
    readonly user: string;
    readonly detail: string;
  };
  /** `error`: the system's code; all null: something else than a folder. */
  'filing-stopped': Detail & {
    readonly folder: RootName | 'data' | null;
    readonly path: string | null;
    readonly error: string | null;
    readonly user: string;
  };
  'downloads-missing': {
    readonly folder: string;
    readonly file: string;
    readonly savedAs: string | null;
    readonly lookedFor: readonly string[];
  };
  'downloads-stay': { readonly folder: string; readonly user: string };
  'music-folder-polled': Detail;
  /** Named as what the library is read from, without an address or a way to sign in. */
  'media-server-not-set-up': { readonly server: string };
  'media-server': { readonly detail: string; readonly advice: string | null };
  'library-unreadable': Detail & { readonly retryInMinutes: number };
  'library-gone': { readonly server: string; readonly library: string };
  /** Of a server that is no longer read. */
  'library-kept': { readonly server: string; readonly library: string; readonly tracks: number; readonly shown: number };
  'library-shrank': { readonly library: string; readonly folder: string; readonly missing: number; readonly of: number };
  'not-indexed': { readonly server: string; readonly folder: string; readonly files: readonly string[]; readonly more: number };
  paths: { readonly server: string; readonly example: string; readonly cause: UnprovenPaths; readonly musicDir: string };
}

export type HealthIssueKind = keyof HealthIssueParams;
/** Trouble of one of many has its id behind the colon: `root:music`. */
export type HealthIssueCode = HealthIssueKind | `${HealthIssueKind}:${string}`;

/** `since`: where it began before it was raised. */
export type HealthIssueOf<K extends HealthIssueKind> = K extends HealthIssueKind
  ? {
      readonly code: K | `${K}:${string}`;
      readonly level: 'warning' | 'error';
      readonly params: HealthIssueParams[K];
      readonly since?: string;
    }
  : never;
export type HealthIssueRaised = HealthIssueOf<HealthIssueKind>;
