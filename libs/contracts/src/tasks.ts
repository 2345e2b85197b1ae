import type { Instant } from './ids.js';

/** Work that comes round by itself, as people see it; each service has some of them. */
export const taskNames = [
  'refresh-playlists',
  'check-spotify-sign-in',
  'retry-wishes',
  'look-at-library',
  'read-library',
  'write-playlists',
  'tidy-accounts',
] as const;
export type TaskName = (typeof taskNames)[number];

export interface TaskRun {
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  /** What it failed with; null: it did what it should. */
  readonly problem: string | null;
}

/** One of the answers of `rpc.<service>.admin.tasks`. */
export interface TaskReport {
  /** `<service>:<name>`, and `:<of>` where there are several. */
  readonly id: string;
  readonly service: string;
  readonly name: TaskName;
  /** Which of several, such as the kind of a media server. */
  readonly of: string | null;
  /** null: no fixed time. */
  readonly everySeconds: number | null;
  /** Since when it is under way; null: it is not. */
  readonly runningSince: Instant | null;
  /** null: it never ran. */
  readonly lastRun: TaskRun | null;
  /** null: when something is due, which is not known before. */
  readonly nextRunAt: Instant | null;
  readonly canRunNow: boolean;
}
