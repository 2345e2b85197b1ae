import { createInbox, nuid } from '@nats-io/transport-node';
import type { Msg, MsgHdrs, NatsConnection } from '@nats-io/transport-node';
import { AckPolicy, DeliverPolicy } from '@nats-io/jetstream';
import type { JetStreamManager } from '@nats-io/jetstream';

/** A message of a stream, read no further than it is asked for. */
export interface StoredMessage {
  readonly subject: string;
  /** Its place in the stream. */
  readonly seq: number;
  readonly header: MsgHdrs | undefined;
  readonly time: Date;
  readonly data: Uint8Array;
  string(): string;
}

/** Messages of a stream in order, as they arrive; at most so many are asked for before they are taken. */
export interface PulledMessages extends AsyncIterable<readonly StoredMessage[]> {
  stop(): void;
}

export interface PullOptions {
  readonly connection: NatsConnection;
  readonly manager: JetStreamManager;
  readonly stream: string;
  /** The first sequence that is wanted. */
  readonly from: number;
}

/** One question of several, so that the next one is under way while the former is answered. */
const ASKED = { messages: 1_000, bytes: 4 * 1024 * 1024 };
const QUESTIONS_AHEAD = 2;
const HEARTBEAT_MS = 1_000;
const EXPIRES_MS = 30_000;
/** Of the server; ours is deleted where we can. Longer than a reader that takes nothing is expected to be gone. */
const INACTIVE_MS = 300_000;
const NS = 1_000_000;

/**
 * Reads a stream by a pull consumer of its own, without what the client adds for everyone: several questions of a thousand messages instead
 * of one of a few hundred, the place read from the reply's bytes, nothing decoded that nobody asks for. Ends, without a word, whenever it is
 * not sure to be told everything in order: the server was silent, the consumer is gone. Whoever reads it begins another one.
 */
export async function pulledMessages({ connection, manager, stream, from }: PullOptions): Promise<PulledMessages> {
  const name = nuid.next();
  await manager.consumers.add(stream, {
    name,
    deliver_policy: DeliverPolicy.StartSequence,
    opt_start_seq: from,
    ack_policy: AckPolicy.None,
    mem_storage: true,
    num_replicas: 1,
    inactive_threshold: INACTIVE_MS * NS,
  });
  const inbox = createInbox(inboxPrefixOf(connection));
  let arrived: StoredMessage[] = [];
  /** Asked for, and neither arrived nor given back. */
  let awaited = 0;
  /** Which words of a reply tell the place and the time, from its end. */
  let words: ReplyWords | null = null;
  let untaken = 0;
  let isOver = false;
  let heardAtMs = performance.now();
  let wake: () => void = () => undefined;
  const subscription = connection.subscribe(inbox, { callback: hear });
  const watch = setInterval(() => {
    if (awaited > 0 && performance.now() - heardAtMs > 3 * HEARTBEAT_MS) end();
  }, HEARTBEAT_MS);

  function hear(error: Error | null, message: Msg): void {
    heardAtMs = performance.now();
    if (error) return end();
    if (!message.reply) return answered(message);
    awaited -= 1;
    untaken += 1;
    words ??= wordsOf(message.reply);
    arrived.push(new PulledMessage(message, message.reply, words));
    wake();
  }

  /** A word of the server itself: that it is there, that a question is answered as far as it goes, or that something is wrong. */
  function answered({ headers }: Msg): void {
    switch (headers?.code) {
      case 100:
        return;
      case 408:
        break;
      case 409:
        if (!/batch completed|maxbytes|max_bytes/i.test(headers.description)) return end();
        break;
      default:
        return end();
    }
    awaited -= Number(headers.get('Nats-Pending-Messages') || 0);
    ask();
  }

  function ask(): void {
    while (!isOver && awaited + untaken <= (QUESTIONS_AHEAD - 1) * ASKED.messages) {
      if (awaited === 0) heardAtMs = performance.now();
      awaited += ASKED.messages;
      connection.publish(
        `$JS.API.CONSUMER.MSG.NEXT.${stream}.${name}`,
        JSON.stringify({ batch: ASKED.messages, max_bytes: ASKED.bytes, expires: EXPIRES_MS * NS, idle_heartbeat: HEARTBEAT_MS * NS }),
        { reply: inbox },
      );
    }
  }

  function end(): void {
    isOver = true;
    wake();
  }

  async function* taken(): AsyncGenerator<readonly StoredMessage[]> {
    try {
      for (;;) {
        ask();
        if (arrived.length > 0) {
          const batch = arrived;
          arrived = [];
          yield batch;
          untaken -= batch.length;
        } else if (isOver) return;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      isOver = true;
      clearInterval(watch);
      subscription.unsubscribe();
      manager.consumers.delete(stream, name).catch(() => undefined); // the server does it in time
    }
  }

  return { stop: end, [Symbol.asyncIterator]: taken };
}

/** A class, since there may be a million of them: what nobody asks for is not even looked at. */
class PulledMessage implements StoredMessage {
  readonly seq: number;

  constructor(
    private readonly message: Msg,
    reply: string,
    private readonly words: ReplyWords,
  ) {
    this.seq = Number(wordFromEnd(reply, words.sequence));
  }

  get subject(): string {
    return this.message.subject;
  }

  get header(): MsgHdrs | undefined {
    return this.message.headers;
  }

  get time(): Date {
    return new Date(Number(wordFromEnd(this.message.reply ?? '', this.words.nanoseconds)) / NS);
  }

  get data(): Uint8Array {
    return this.message.data;
  }

  string(): string {
    const { data } = this.message;
    return Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('utf8'); // half the time of TextDecoder
  }
}

/** Places in a reply, counted from its end: 0 is the last word. */
interface ReplyWords {
  readonly sequence: number;
  readonly nanoseconds: number;
}

/**
 * `$JS.ACK.<stream>.<consumer>.<deliveries>.<sequence>.<consumer sequence>.<nanoseconds>.<pending>`; newer servers put domain and account
 * before the stream, and something random at the end. One consumer's replies are all alike.
 */
function wordsOf(reply: string): ReplyWords {
  const isNewer = reply.split('.').length > 9;
  return isNewer ? { sequence: 4, nanoseconds: 2 } : { sequence: 3, nanoseconds: 1 };
}

function wordFromEnd(reply: string, place: number): string {
  let end = reply.length;
  for (let passed = 0; passed < place; passed += 1) end = reply.lastIndexOf('.', end - 1);
  return reply.slice(reply.lastIndexOf('.', end - 1) + 1, end);
}

/** The type does not name it, but the client's own consumers read it there: without it a service may not hear an inbox. */
export const inboxPrefixOf = (connection: NatsConnection): string =>
  (connection as { readonly options?: { readonly inboxPrefix?: string } }).options?.inboxPrefix ?? '_INBOX';
