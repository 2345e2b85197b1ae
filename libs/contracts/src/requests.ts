import type { DiskSpace } from './disk-space.js';
import type { HealthIssueCode, HealthIssueRaised } from './health-issues.js';
import type { Actor } from './actor.js';

/** A list or single read over `rpc.<service>.query`; parameters as react-admin's data provider sends them. */
export interface ResourceQuery {
  readonly resource: string;
  /** Present: those rows by id, in any order; the rest is ignored. */
  readonly ids?: readonly string[];
  readonly start?: number;
  /** Exclusive; `end - start` is at most 500. */
  readonly end?: number;
  readonly sort?: string;
  readonly order?: 'ASC' | 'DESC';
  /** Flat filters; a comma separates alternatives, `_gte`/`_lte` suffixes are ranges. */
  readonly filter?: Readonly<Record<string, string>>;
  readonly q?: string;
  /** Present: instead of rows, how many of those that fit have each value of this filter (`ValueCount`), most first, at most 200. */
  readonly countBy?: string;
  /** Wait (bounded, 2 s) until the projection has reached this position. */
  readonly minPosition?: string;
}

export interface ResourcePage<Row = object> {
  readonly rows: readonly Row[];
  readonly total: number;
  /** true: these are the first of the rows that were asked for; one message holds no more. */
  readonly more?: true;
  /** true: nothing has what was searched for; these are spelt alike, nearest first, and at most 200. */
  readonly alike?: boolean;
}

/** null: a row has no value there. */
export interface ValueCount {
  readonly value: string | boolean | null;
  readonly count: number;
}

/** A part of an uploaded file, small enough for one message; asked for by `{offset}`, in bytes. */
export interface UploadPart {
  readonly base64: string;
  /** Of the whole file. */
  readonly sizeBytes: number;
}

/** What every accepted command answers. */
export interface CommandAccepted {
  readonly id: string;
  /** Position of the commit; null when nothing had to change. */
  readonly position: string | null;
}

/** Every reply over NATS: an error is data, never a thrown string. */
export type RpcReply<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: RpcError };

export type RpcErrorCode = 'malformed' | 'not-found' | 'refused' | 'conflict' | 'invalid' | 'unavailable' | 'bug';

export interface RpcError {
  readonly code: RpcErrorCode;
  /** For people. */
  readonly message: string;
  /** A rule's own code (`playlist-already-followed`), when a rule said no. */
  readonly reason?: string;
  /** What the words of the reason are made with. */
  readonly params?: object;
  readonly fields?: Readonly<Record<string, string>>;
}

/** Who asks and within which context; travels in message headers. */
export interface RequestContext {
  readonly actor: Actor;
  /** Made by whoever let the request in; of one request alone. */
  readonly correlationId: string;
  readonly traceparent: string | null;
  /** The same when the same request comes again (method, path, body and account under one idempotency key); absent: it is one of its own. */
  readonly requestId?: string;
}

/** Answer of `rpc.<service>.admin.status`. */
export interface ServiceStatusReport {
  readonly service: string;
  readonly version: string;
  readonly startedAt: string;
  readonly ready: boolean;
  /** Services of one process say the same: its memory is counted once. */
  readonly processId: string;
  readonly rssMb: number;
  /** Those that this service sees. */
  readonly disks: readonly DiskSpace[];
  readonly connections: readonly ConnectionReport[];
  readonly healthIssues: readonly HealthIssueReport[];
}

export interface ConnectionReport {
  /** `spotify`, `slskd`, `plex`, `folder`. */
  readonly system: string;
  readonly state: 'ok' | 'failing' | 'unconfigured' | 'unknown';
  readonly since: string;
  readonly detail: string | null;
  readonly nextTryAt: string | null;
}

/** `message` and `advice` are the English words of the code and its parameters. */
export interface HealthIssueReport {
  readonly code: HealthIssueCode;
  readonly level: 'warning' | 'error';
  readonly params: HealthIssueRaised['params'];
  readonly message: string;
  readonly advice: string;
  readonly since: string;
}

/** Resource `playlist-totals` of catalog-svc: one row over all playlists. */
export interface PlaylistTotals {
  readonly playlists: number;
  readonly entries: number;
  readonly owned: number;
  readonly filed: number;
  readonly review: number;
  readonly missing: number;
  readonly acquiring: number;
  readonly wished: number;
}

/** What could not cope with an event: a read model, a reaction, a process, a deadline; `log`: nobody can read the message. */
export const parkedEventConsumerKinds = ['projection', 'reactor', 'process', 'deadline', 'log'] as const;
export type ParkedEventConsumerKind = (typeof parkedEventConsumerKinds)[number];

/** An event that was set aside. Answer of `rpc.<service>.admin.parked-events`, at most 500, and of `parked-event` with its timeline. */
export interface ParkedEventReport {
  /** `<service>:<uuid>` */
  readonly id: string;
  readonly service: string;
  readonly consumerKind: ParkedEventConsumerKind;
  readonly consumer: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly aggregateType: string;
  readonly aggregateId: string;
  /** null: not known, as of a deadline. */
  readonly position: string | null;
  readonly firstFailedAt: string;
  readonly lastFailedAt: string;
  readonly attempts: number;
  readonly error: string;
  readonly state: 'parked' | 'skipped';
  readonly skippedAt: string | null;
  readonly skippedBy: string | null;
  readonly correlationId: string;
  readonly causationId: string | null;
  readonly actor: string;
}

export interface ParkedEventDetails extends ParkedEventReport {
  /** What was to be handled. */
  readonly data: object;
  /** Events that were stored together with it, itself among them; empty: nobody can read them. */
  readonly commit: readonly CommitEvent[];
}

export interface CommitEvent {
  readonly id: string;
  readonly type: string;
  readonly at: string;
  readonly version: number;
  readonly data: object;
}

export interface ProjectionReport {
  readonly service: string;
  readonly name: string;
  readonly version: number;
  readonly position: string;
  /** Events (or sequence numbers) behind the log's end. */
  readonly lag: number;
  /** As the database estimates them, unless `rowsExact`. */
  readonly rows: number;
  readonly rowsExact: boolean;
  readonly deadLetters: number;
  readonly state: 'live' | 'rebuilding' | 'stopped';
  /** 0..1 while rebuilding. */
  readonly progress: number | null;
}
