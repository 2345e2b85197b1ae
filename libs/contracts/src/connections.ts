import type { Instant } from './ids.js';
import type { SettingValues } from './settings.js';
import type { ServiceName } from './subjects.js';

export const connectionIds = ['spotify', 'musicbrainz', 'slskd', 'plex', 'jellyfin', 'subsonic', 'folder'] as const;
/** An external system as people know it. */
export type ConnectionId = (typeof connectionIds)[number];

/** Who speaks to it. */
export const connectionOwners: Readonly<Record<ConnectionId, ServiceName>> = {
  spotify: 'catalog-svc',
  musicbrainz: 'catalog-svc',
  slskd: 'acquire-svc',
  plex: 'plex-svc',
  jellyfin: 'plex-svc',
  subsonic: 'plex-svc',
  folder: 'plex-svc',
};

export const connectionStates = ['unconfigured', 'connecting', 'connected', 'degraded', 'refused', 'unreachable'] as const;
/**
 * `connecting`: set up and not yet tried; `degraded`: it answers, and something a person should know is amiss; `refused`: it waits for a person;
 * `unreachable`: tried again by itself.
 */
export type ConnectionState = (typeof connectionStates)[number];

/** How the connection to one external system stands, as the service says that owns it. No secret is in it. */
export interface ExternalConnection {
  readonly id: ConnectionId;
  readonly service: ServiceName;
  /** Settings it is set up in: `<service>.<section>`; null: it needs none. */
  readonly section: string | null;
  readonly state: ConnectionState;
  readonly since: Instant;
  /** Of the last trouble; null: none. */
  readonly code: string | null;
  /** The last trouble in words. */
  readonly detail: string | null;
  readonly nextTryAt: Instant | null;
  /** One line: version, address, account. */
  readonly facts: string | null;
  /** What is set up and not used, as a second media server, is not. */
  readonly isInUse: boolean;
}

export const connectionSteps = [
  'configured',
  'reachable',
  'identity',
  'version',
  'credential',
  'token',
  'account',
  'role',
  'admin',
  'network',
  'shares',
  'sections',
  'scopes',
  'content',
  'folder',
  'paths',
  'file',
] as const;
/** What a test looks at, in the order in which its system has them. */
export type ConnectionStep = (typeof connectionSteps)[number];

export interface ConnectionTestStep {
  readonly step: ConnectionStep;
  /** null: not tried, since an earlier step failed. */
  readonly ok: boolean | null;
  readonly detail: string;
  /** What to do. */
  readonly advice: string | null;
  readonly tookMs: number | null;
  /** The setting at fault. */
  readonly field: string | null;
  /** Values that would mend it, and the words of the button that puts them into the form. */
  readonly fix: ConnectionFix | null;
}

export interface ConnectionFix {
  readonly label: string;
  readonly values: SettingValues;
  /** `<service>.<section>` that they belong to; absent: to what is tested. */
  readonly section?: string;
}

export interface ConnectionTestReport {
  readonly steps: readonly ConnectionTestStep[];
}
