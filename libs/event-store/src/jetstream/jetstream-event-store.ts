import { setTimeout as delay } from 'node:timers/promises';
import { jetstream, JetStreamApiError, jetstreamManager } from '@nats-io/jetstream';
import type { StoredMsg, StreamInfo } from '@nats-io/jetstream';
import { headers } from '@nats-io/transport-node';
import type { MsgHdrs, NatsConnection } from '@nats-io/transport-node';
import { EVENT_STREAM, subjectToken } from '@soulsync/contracts';
import type { EventEnvelope } from '@soulsync/contracts';
import { batchedDelivery } from '../batched-delivery.js';
import { encoded, envelopes, firstAnswer } from '../envelopes.js';
import { pointOf } from '../continuity/log-point.js';
import { ConcurrencyConflict, StoreUnavailable, UndecodableCommit } from '../event-store.js';
import type { Appended, EventStore, LogHole, LogPoint, Position, StoredCommit, StreamId, Token } from '../event-store.js';
import { messageOf } from '../logger.js';
import { todaysShapes } from '../upcasters.js';
import type { Upcasters } from '../upcasters.js';
import { slices } from '../slices.js';
import { commitIds } from './commit-ids.js';
import { decodedCommits } from './decoded-commits.js';
import { onReconnect, orderedReading } from './ordered-reading.js';
import { pulledMessages } from './pulled-messages.js';
import type { StoredMessage } from './pulled-messages.js';
import { ensureStream, holesIn } from './stream-config.js';
import { subjectMessages } from './subject-messages.js';
import type { DirectReads } from './subject-messages.js';
import { isTransient } from '../transient.js';

export interface JetStreamStoreOptions {
  readonly connection: NatsConnection;
  /** Default `ES`; its subjects are `es.>`. Another name has its lower case as prefix, so that tests share a server. */
  readonly stream?: string;
  readonly upcasters?: Upcasters;
  /** How long an append tries while the server does not answer. */
  readonly patienceMs?: number;
  /** Commits that the server counts and does not hold, told whenever a reader passes over them. */
  readonly onHole?: (hole: LogHole) => void;
  /** Why nothing can be stored now, as far as anyone knows: then nothing is tried. null: it can. */
  readonly trouble?: () => string | null;
}

/** Wrong last sequence; 10164 is its newer equivalent (platform facts: probed on 2.9 to 2.15). */
const CONFLICT_CODES = new Set([10071, 10164]);
/** Nothing was stored, and asking again is of no use while the disk is full: insufficient resources, and a write that failed. */
const NOT_STORED_CODES = new Set([10023, 10047, 10077]);
const PUBLISH_TIMEOUT_MS = 3_000;
/** Nothing came for so long: is there still as much to come? */
const QUIET_MS = 3_000;
const MESSAGE_ID = 'Nats-Msg-Id';
/** Characters; enough to see what it is. */
const SHOWN_OF_UNDECODABLE = 500;

export async function jetStreamEventStore(options: JetStreamStoreOptions): Promise<EventStore> {
  const {
    connection,
    stream: name = EVENT_STREAM,
    upcasters: shapes = todaysShapes,
    patienceMs = 20_000,
    trouble = () => null,
    onHole = () => undefined,
  } = options;
  const prefix = name.toLowerCase();
  const js = jetstream(connection);
  const manager = await jetstreamManager(connection, { checkAPI: false });
  await ensureStream(manager, name, `${prefix}.>`);
  const subjectOf = ({ aggregateType, aggregateId }: StreamId) => `${prefix}.${subjectToken(aggregateType)}.${subjectToken(aggregateId)}`;
  const idsKnown = commitIds();

  /** null: nothing stored under the subject. */
  async function lastOf(subject: string): Promise<StoredMsg | null> {
    return orNull(() => manager.direct.getMessage(name, { last_by_subj: subject }));
  }

  async function nextOf(subject: string, seq: number): Promise<StoredMsg | null> {
    return orNull(() => manager.direct.getMessage(name, { seq, next_by_subj: subject }));
  }

  const reads: DirectReads = {
    next: nextOf,
    getBatch: (options) => manager.direct.getBatch(name, options),
    serverVersion: () => connection.info?.version ?? '',
  };

  /** Commits of one aggregate after a sequence, oldest first. */
  async function commitsOf(subject: string, after: number, giveUpAt?: number): Promise<readonly StoredCommit[]> {
    return withPatience(async () => {
      const last = await lastOf(subject);
      const messages = last === null ? [] : await subjectMessages(reads, subject, after + 1, last);
      const commits = messages.map(decodeWhole);
      idsKnown.learn(
        subject,
        after,
        commits.map(({ commitId, position }) => ({ commitId, sequence: sequenceOf(position) })),
      );
      return commits;
    }, giveUpAt);
  }

  /** The commit with this id, if it lies among those up to a sequence; they are read only where they are not known. */
  async function storedUpTo(subject: string, sequence: number, commitId: string, giveUpAt: number): Promise<StoredCommit | null> {
    const known = idsKnown.upTo(subject, sequence);
    if (known === null) return (await commitsOf(subject, 0, giveUpAt)).find((commit) => commit.commitId === commitId) ?? null;
    const place = known.get(commitId);
    return place === undefined ? null : commitAt(place, giveUpAt);
  }

  async function commitAt(sequence: number, giveUpAt: number): Promise<StoredCommit> {
    const message = await withPatience(() => manager.direct.getMessage(name, { seq: sequence }), giveUpAt);
    if (!message) throw new StoreUnavailable(`the event log has nothing at ${sequence}, where it said that a commit is`);
    return decodeWhole(message);
  }

  /** `duplicate`: the server holds a commit of this aggregate with this id; whether it is the same one, it does not ask. */
  async function publish(
    subject: string,
    payload: Uint8Array,
    commitId: string,
    after: Place,
    traceparent: string | null,
    giveUpAt: number,
  ): Promise<{ readonly kind: 'stored' | 'duplicate'; readonly sequence: number } | { readonly kind: 'conflict' }> {
    for (let pauseMs = 50; ; pauseMs = Math.min(pauseMs * 2, 1_000)) {
      const known = trouble();
      if (known !== null) throw new StoreUnavailable(known);
      try {
        const ack = await js.publish(subject, payload, {
          msgID: messageIdOf(commitId, subject),
          timeout: PUBLISH_TIMEOUT_MS,
          expect: { lastSubjectSequence: after.sequence },
          ...(traceparent ? { headers: traced(traceparent) } : {}),
        });
        return { kind: ack.duplicate ? 'duplicate' : 'stored', sequence: ack.seq };
      } catch (error) {
        if (error instanceof JetStreamApiError && CONFLICT_CODES.has(error.code)) return { kind: 'conflict' };
        if (error instanceof JetStreamApiError && NOT_STORED_CODES.has(error.code))
          throw new StoreUnavailable(`the event log could not store it: ${messageOf(error)}`, { cause: error });
        if (!isTransient(error)) throw error;
        if (performance.now() > giveUpAt || connection.isClosed())
          throw new StoreUnavailable(`the event log does not answer: ${messageOf(error)}`, { cause: error });
        await delay(pauseMs);
      }
    }
  }

  /** Reads are repeated while the server is away; what can't be asked at all is said at once. */
  async function withPatience<T>(read: () => Promise<T>, giveUpAt = performance.now() + patienceMs): Promise<T> {
    for (let pauseMs = 50; ; pauseMs = Math.min(pauseMs * 2, 1_000))
      try {
        return await read();
      } catch (error) {
        if (!isTransient(error)) throw error;
        if (performance.now() > giveUpAt || connection.isClosed())
          throw new StoreUnavailable(`the event log does not answer: ${messageOf(error)}`, { cause: error });
        await delay(pauseMs);
      }
  }

  /** For whoever reads past what nobody can read. */
  const decode = (message: StoredMessage): StoredCommit => {
    try {
      return new ReadCommit(message, eventsIn(message).map(shapes.up));
    } catch (error) {
      const text = message.string().slice(0, SHOWN_OF_UNDECODABLE);
      const undecodable = { error: messageOf(error), storedAt: message.time.toISOString(), text };
      return Object.assign(new ReadCommit(message, []), { undecodable });
    }
  };

  /** For those who follow the log side by side. */
  const decodeOnce = decodedCommits(decode);

  /** For whoever decides on it. Throws UndecodableCommit. */
  const decodeWhole = (message: StoredMessage): StoredCommit => {
    const commit = decode(message);
    if (commit.undecodable) throw new UndecodableCommit(commit);
    return commit;
  };

  const messageAt = (sequence: number) => orNull(() => manager.direct.getMessage(name, { seq: sequence }));

  async function pointAt(sequence: number): Promise<LogPoint | null> {
    const message = await messageAt(sequence);
    return message && pointOf(decode(message));
  }

  const reportHole = (first: number, last: number) =>
    onHole({ first: positionAt(first), last: positionAt(last), commits: last - first + 1 });
  /** What was missing at the last poll: from its first commit on, and how many inside. */
  let missing = '1 0';

  /** Looks at what the server counts, so that a hole behind all readers is told too. */
  async function reportHoles({ state: { messages, first_seq: first, num_deleted: deleted = 0 } }: StreamInfo): Promise<void> {
    const now = messages === 0 ? '1 0' : `${first} ${deleted}`;
    if (now === missing) return;
    const { state } = await manager.streams.info(name, { deleted_details: true });
    for (const [from, to] of holesIn(state, state.deleted ?? [])) reportHole(from, to);
    missing = now;
  }

  const consume = orderedReading({
    connection,
    messagesAfter: (sequence) => pulledMessages({ connection, manager, stream: name, from: sequence + 1 }),
    pointAt,
    pointOf: (message) => pointOf(decode(message)),
    nextStored: async (sequence) => (await nextOf(`${prefix}.>`, sequence))?.seq ?? null,
    onHole: reportHole,
  });

  /** Of the last commit that can be read: a server that finds the end of its files damaged, as after a power cut, counts on behind it. */
  const lastSequence = () =>
    withPatience(async () => {
      const { last_seq: end, num_deleted: holes = 0 } = (await manager.streams.info(name)).state;
      let last = end;
      if (holes > 0) while (last > 0 && (await messageAt(last)) === null) last -= 1;
      return last;
    });

  return {
    async append(stream, events, expected, commitId, context) {
      const subject = subjectOf(stream);
      const giveUpAt = performance.now() + patienceMs;
      const isPlace = expected !== 'any' && expected !== 'exists';
      for (;;) {
        const last = isPlace ? null : await withPatience(() => lastOf(subject), giveUpAt);
        if (expected === 'exists' && last === null) throw new ConcurrencyConflict(stream);
        const after = isPlace
          ? placeOf(expected === 'none' ? null : expected)
          : last
            ? { sequence: last.seq, version: versionOf(decodeWhole(last).events) }
            : BEFORE_ALL;
        const earlier = await storedUpTo(subject, after.sequence, commitId, giveUpAt);
        if (earlier) return firstAnswer(earlier, events);
        const envelopesNow = envelopes(stream, events, after.version + 1, commitId, context, shapes.versionOf);
        const answer = await publish(subject, encoded(stream, envelopesNow), commitId, after, context.traceparent, giveUpAt);
        if (answer.kind === 'duplicate') return firstAnswer(await commitAt(answer.sequence, giveUpAt), events);
        if (answer.kind === 'stored') {
          idsKnown.learn(subject, after.sequence, [{ commitId, sequence: answer.sequence }]);
          return appended(answer.sequence, versionOf(envelopesNow));
        }
        // A first try may have been stored and its answer lost, and others may have written since.
        const meanwhile = (await commitsOf(subject, 0, giveUpAt)).find((commit) => commit.commitId === commitId);
        if (meanwhile) return firstAnswer(meanwhile, events);
        if (isPlace) throw new ConcurrencyConflict(stream);
      }
    },
    async load(stream, from) {
      const commits = await commitsOf(subjectOf(stream), placeOf(from ?? null).sequence);
      return { commits, token: commits.at(-1)?.token ?? from ?? null };
    },
    async *readAll(from) {
      const end = await lastSequence();
      const start = sequenceOf(from);
      if (start >= end) return;
      const stopping = new AbortController();
      const reading = consume(from === null ? null : { position: from, ...UNKNOWN }, stopping.signal);
      const pause = slices();
      let last = start;
      try {
        for (let next = reading.next(); ;) {
          const answer = await withoutQuiet(next);
          // The server may have found meanwhile that it can't read so far; while it is away, it is waited for.
          if (answer === 'quiet') {
            if ((await lastSequence().catch(() => Infinity)) <= last) return;
            continue;
          }
          if (answer.done) return;
          // Decoded one by one as they are taken: what lives short costs the least.
          for (const message of answer.value) {
            last = message.seq;
            yield decode(message);
            if (last >= end) return;
          }
          await pause();
          next = reading.next();
        }
      } finally {
        stopping.abort();
        await reading.return(undefined).catch(() => undefined); // what it failed with has been thrown
      }
    },
    subscribeAll: (from, handler, { maxBatch = 1000, fromPoint = null } = {}) =>
      batchedDelivery(handler, maxBatch, async (push, stopped) => {
        for await (const messages of consume(from === null ? null : { position: from, ...(fromPoint ?? UNKNOWN) }, stopped))
          for (const message of messages) {
            if (stopped.aborted) return;
            await push(decodeOnce(message));
          }
      }),
    async lastPosition() {
      const last = await lastSequence();
      return last === 0 ? null : positionAt(last);
    },
    pointAt: (position) => withPatience(() => pointAt(sequenceOf(position))),
    async open() {
      const info = await ensureStream(manager, name, `${prefix}.>`);
      await reportHoles(info);
      return String(info.created);
    },
    onReconnect: (callback) => onReconnect(connection, callback),
    compare: (a, b) => sequenceOf(a) - sequenceOf(b),
    distance: (from, to) => Math.max(0, sequenceOf(to) - sequenceOf(from)),
    close: async () => undefined, // the connection belongs to whoever opened it
  };
}

interface Place {
  readonly sequence: number;
  /** Of the last event. */
  readonly version: number;
}

const UNKNOWN = { commitId: null, committedAt: null };

const BEFORE_ALL: Place = { sequence: 0, version: 0 };

type Answer = IteratorResult<readonly StoredMessage[], unknown>;

/** `quiet`: nothing came for a while. Throws StoreUnavailable. */
async function withoutQuiet(next: Promise<Answer>): Promise<Answer | 'quiet'> {
  let timer: NodeJS.Timeout | undefined;
  const quiet = new Promise<'quiet'>((resolve) => (timer = setTimeout(() => resolve('quiet'), QUIET_MS)));
  try {
    return await Promise.race([next, quiet]);
  } catch (error) {
    throw new StoreUnavailable(messageOf(error), { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

/** A position is the sequence in the stream. */
const sequenceOf = (position: Position | null): number => (position === null ? 0 : Number(position));
const positionAt = (sequence: number) => String(sequence) as Position;

/** A token is the sequence of the aggregate's last commit and its last event's version: what an append needs, without asking first. */
function placeOf(token: Token | null): Place {
  if (token === null) return BEFORE_ALL;
  const [sequence, version] = token.split('@').map(Number);
  return { sequence: sequence ?? 0, version: version ?? 0 };
}

const appended = (sequence: number, version: number): Appended => ({
  token: `${sequence}@${version}` as Token,
  position: positionAt(sequence),
});

/**
 * The server tells ids apart for the whole stream, ours count within an aggregate: on the wire an id carries its subject. Older logs
 * hold the bare id.
 */
const messageIdOf = (commitId: string, subject: string) => `${commitId}@${subject}`;
const commitIdIn = (messageId: string, subject: string) =>
  messageId.endsWith(`@${subject}`) ? messageId.slice(0, -subject.length - 1) : messageId;

/**
 * A class, since there may be a million. Its id is read from the headers where it is asked for: of a long read that is the last of a batch.
 * From then on it holds on to nothing of the message, which is part of what the connection read at once.
 */
class ReadCommit implements StoredCommit {
  readonly stream: StreamId;
  readonly token: Token;
  readonly position: Position;
  #message: StoredMessage | null;
  #commitId = '';

  constructor(
    message: StoredMessage,
    readonly events: readonly EventEnvelope[],
  ) {
    this.#message = message;
    const { subject, seq } = message;
    const [type, id] = [subject.indexOf('.') + 1, subject.lastIndexOf('.') + 1];
    this.stream = { aggregateType: subject.slice(type, id - 1), aggregateId: subject.slice(id) };
    this.position = positionAt(seq);
    this.token = `${this.position}@${versionOf(events)}` as Token;
  }

  get commitId(): string {
    if (this.#message) this.#commitId = commitIdIn(this.#message.header?.get(MESSAGE_ID) ?? '', this.#message.subject);
    this.#message = null;
    return this.#commitId;
  }

  /** The same as of any other commit. */
  toJSON(): StoredCommit {
    const { commitId, stream, token, position, events } = this;
    return { commitId, stream, token, position, events };
  }
}

/** Throws for anything but the envelopes of a commit. */
function eventsIn(message: StoredMessage): readonly EventEnvelope[] {
  const events: unknown = JSON.parse(message.string());
  if (!Array.isArray(events) || events.length === 0) throw new Error('it is no list of events');
  for (const event of events as Partial<EventEnvelope | null>[])
    // each field is looked at before it is used
    if (typeof event?.type !== 'string' || typeof event.id !== 'string' || typeof event.time !== 'string' || typeof event.data !== 'object')
      throw new Error('it holds something else than events');
  return events as readonly EventEnvelope[]; // looked at above
}

const versionOf = (events: readonly EventEnvelope[]): number => events.at(-1)?.version ?? 0;

/** Trace context for whoever follows messages from outside. A fresh set each time: the client adds its own headers to it. */
function traced(traceparent: string): MsgHdrs {
  const carried = headers();
  carried.set('traceparent', traceparent);
  return carried;
}

async function orNull(read: () => Promise<StoredMsg | null>): Promise<StoredMsg | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof JetStreamApiError && (error.code === 10037 || error.status === 404)) return null;
    throw error;
  }
}
