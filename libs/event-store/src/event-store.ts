import type { Actor, EventEnvelope, Instant } from '@soulsync/contracts';
import { TransientError } from './transient-error.js';

/** Place of an aggregate's last commit; opaque, from the store that gave it. */
export type Token = string & { readonly __token: true };
/** Place of a commit in the log; opaque, compared only by the store. */
export type Position = string & { readonly __position: true };

export type Expected = 'none' | 'exists' | 'any' | Token;

export interface StreamId {
  readonly aggregateType: string;
  /** A token of a subject (`isSubjectToken`): without dots, blanks and wildcards. */
  readonly aggregateId: string;
}

export interface NewEvent {
  readonly type: string;
  readonly data: object;
}

/** What all events of a commit share. */
export interface CommitContext {
  readonly correlationId: string;
  readonly causationId: string | null;
  readonly actor: Actor;
  readonly traceparent: string | null;
  readonly time: Instant;
}

export interface StoredCommit {
  readonly commitId: string;
  readonly stream: StreamId;
  readonly token: Token;
  readonly position: Position;
  readonly events: readonly EventEnvelope[];
  /** Nobody can read what stands here: `events` is empty, and readers of the whole log go past it. The aggregate itself can't be loaded. */
  readonly undecodable?: Undecodable;
}

export interface Undecodable {
  readonly error: string;
  /** As the server has it. */
  readonly storedAt: Instant;
  /** Its beginning. */
  readonly text: string;
}

export interface Appended {
  readonly token: Token;
  readonly position: Position;
  /** This very commit was stored before: nothing was stored now. */
  readonly repeated?: true;
}

/**
 * A place in the log and what stands there. It is how a reader recognises the log it read: another log, or the same one that was set back
 * and went on otherwise, holds another commit at the place, or none.
 */
export interface LogPoint {
  readonly position: Position;
  readonly commitId: string;
  /** Time of the commit's events. */
  readonly committedAt: Instant;
}

/** Commits that the log counts and no longer holds. */
export interface LogHole {
  readonly first: Position;
  readonly last: Position;
  readonly commits: number;
}

export interface Subscription {
  /** Resolves when the handler is no longer running. */
  stop(): Promise<void>;
  /** Rejects when the handler threw, or with LogDiverged. */
  readonly done: Promise<void>;
}

export interface SubscribeOptions {
  readonly maxBatch?: number;
  /** What is known to stand at `from`. */
  readonly fromPoint?: { readonly commitId: string | null; readonly committedAt: string | null } | null;
}

export type CommitHandler = (commits: readonly StoredCommit[]) => Promise<void>;

/** The log of everything that happened: the only truth. */
export interface EventStore {
  /**
   * Stores all events or none. An id counts within its aggregate: the same commit under it again, however much later and whatever it
   * expects, gets the first answer and stores nothing twice. The same are types and data of its events, instants of our clock aside;
   * the context is that of the first. So it is beyond any memory of the server too: JetStream forgets ids after two minutes, we do not.
   * Throws CommitIdReused, ConcurrencyConflict, CommitTooLarge, InvalidId, StoreUnavailable.
   */
  append(stream: StreamId, events: readonly NewEvent[], expected: Expected, commitId: string, context: CommitContext): Promise<Appended>;
  /** Commits of one aggregate after `from`, oldest first; token null: nothing is stored (after `from`, then `from` itself). */
  load(stream: StreamId, from?: Token): Promise<{ readonly commits: readonly StoredCommit[]; readonly token: Token | null }>;
  /** Commits after `from` (null: the beginning) up to the end as it was when called. */
  readAll(from: Position | null): AsyncIterable<StoredCommit>;
  /**
   * Hands over all commits after `from`, in order, without gaps or duplicates, also over a restart of the server. The next batch waits for
   * the handler. Ends with LogDiverged where the log no longer holds what was read of it.
   */
  subscribeAll(from: Position | null, handler: CommitHandler, options?: SubscribeOptions): Subscription;
  /** null: nothing is stored yet. */
  lastPosition(): Promise<Position | null>;
  /** null: the log ends before it. */
  pointAt(position: Position): Promise<LogPoint | null>;
  /** Makes the log where there is none, looks whether it is whole, and answers its identity: another one whenever it was made anew. */
  open(): Promise<string>;
  /** Calls back whenever the connection to the log was lost and is there again; answers how to stop. */
  onReconnect(callback: () => void): () => void;
  /** Negative: a lies before b. */
  compare(a: Position, b: Position): number;
  /** Commits between the two, never negative. */
  distance(from: Position | null, to: Position | null): number;
  close(): Promise<void>;
}

/** A commit stays well under the server's 1 MB payload. */
export const MAX_COMMIT_BYTES = 512 * 1024;

/** Read again, it can be decided anew. */
export class ConcurrencyConflict extends TransientError {
  constructor(readonly stream: StreamId) {
    super(`someone else wrote to ${stream.aggregateType} ${stream.aggregateId} first`);
    this.name = 'ConcurrencyConflict';
  }
}

/** A message of the log that is no commit of ours, or of a shape that this version can't read. */
export class UndecodableCommit extends Error {
  constructor({ stream, position, undecodable }: StoredCommit) {
    super(`the message at ${position} of ${stream.aggregateType} ${stream.aggregateId} can't be decoded: ${undecodable?.error ?? ''}`);
    this.name = 'UndecodableCommit';
  }
}

/** Something else is stored under this id: nothing was stored now. A mistake of whoever made the id, never a success and never an outage. */
export class CommitIdReused extends Error {
  constructor(readonly stored: StoredCommit) {
    super(
      `the commit id ${stored.commitId} of ${stored.stream.aggregateType} ${stored.stream.aggregateId} is used: under it lie other events (${stored.events.map(({ type }) => type).join(', ')})`,
    );
    this.name = 'CommitIdReused';
  }
}

export class CommitTooLarge extends Error {
  constructor(stream: StreamId, bytes: number) {
    super(`a commit to ${stream.aggregateType} ${stream.aggregateId} has ${bytes} bytes; the limit is ${MAX_COMMIT_BYTES}`);
    this.name = 'CommitTooLarge';
  }
}

export class StoreUnavailable extends TransientError {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreUnavailable';
  }
}

/** The log is not the one that was read so far: it was made anew or set back. Whoever reads it has to begin from a place it bears out. */
export class LogDiverged extends StoreUnavailable {
  constructor(position: Position) {
    super(`the event log does not hold what was read of it up to ${position}: it was made anew or set back`);
  }
}
