import { setTimeout as delay } from 'node:timers/promises';
import type { NatsConnection } from '@nats-io/transport-node';
import { samePoint } from '../continuity/log-point.js';
import type { RememberedPoint } from '../continuity/log-point.js';
import { LogDiverged } from '../event-store.js';
import type { LogPoint } from '../event-store.js';
import type { PulledMessages, StoredMessage } from './pulled-messages.js';

/** The log as it is read: places are sequences of the stream. */
interface ReadLog {
  readonly connection: NatsConnection;
  messagesAfter(sequence: number): Promise<PulledMessages>;
  /** null: nothing stands there. */
  pointAt(sequence: number): Promise<LogPoint | null>;
  pointOf(message: StoredMessage): LogPoint;
  /** Of the first commit at or behind a sequence; null: none. */
  nextStored(sequence: number): Promise<number | null>;
  onHole(first: number, last: number): void;
}

export type OrderedReading = (from: RememberedPoint | null, stopped: AbortSignal) => AsyncGenerator<readonly StoredMessage[]>;

/**
 * Ordered messages after `from`, as many at a time as have come; the consumer is made anew after each reconnect and whenever it ends, from where it
 * stood. Whenever it is another one, what was taken last must still stand there: else LogDiverged. Where the
 * server counts commits that it does not hold, as after damage to its files, they are told and passed over.
 */
export function orderedReading(log: ReadLog): OrderedReading {
  return async function* (from, stopped) {
    let last = from === null ? 0 : Number(from.position);
    let lastTaken: StoredMessage | null = null;
    const mustBeBorneOut = async () => {
      const remembered = lastTaken ? log.pointOf(lastTaken) : from;
      if (remembered && !samePoint(remembered, await log.pointAt(last))) throw new LogDiverged(remembered.position);
    };
    /** false: could not be asked. */
    const isBorneOut = () =>
      mustBeBorneOut().then(
        () => true,
        (error: unknown) => (error instanceof LogDiverged ? Promise.reject(error) : false),
      );
    /** Nothing is ever deleted: a gap is a delivery that was lost, or a hole. Could it not be asked, it is looked at again. */
    const isHole = (next: number) =>
      log.nextStored(last + 1).then(
        (found) => found === next,
        () => false,
      );
    /** Up to the first one that does not follow. */
    const inOrder = async (batch: readonly StoredMessage[]) => {
      const ordered: StoredMessage[] = [];
      for (const message of batch) {
        if (message.seq <= last) continue;
        if (message.seq !== last + 1) {
          if (!(await isHole(message.seq))) break;
          log.onHole(last + 1, message.seq - 1);
        }
        last = message.seq;
        ordered.push(message);
      }
      return ordered;
    };
    const begin = async () => {
      await mustBeBorneOut();
      return log.messagesAfter(last);
    };
    while (!stopped.aborted && !log.connection.isClosed()) {
      let messages: PulledMessages;
      let isTrusted = false;
      try {
        messages = await begin();
      } catch (error) {
        if (error instanceof LogDiverged) throw error;
        await delay(200); // the server is away: the connection itself tells so
        continue;
      }
      const end = () => messages.stop();
      const unwatch = onReconnect(log.connection, end);
      stopped.addEventListener('abort', end, { once: true });
      if (stopped.aborted) end(); // while the consumer was made
      try {
        for await (const batch of messages) {
          if (stopped.aborted) return;
          if (!isTrusted) {
            if (!(await isBorneOut())) break; // the server is away again
            isTrusted = true;
          }
          const ordered = await inOrder(batch);
          const newest = ordered.at(-1);
          if (newest) {
            lastTaken = newest;
            yield ordered;
          }
          if (last < (batch.at(-1)?.seq ?? 0)) break; // a delivery was lost
        }
      } finally {
        stopped.removeEventListener('abort', end);
        unwatch();
        messages.stop();
      }
    }
  };
}

/** Calls back at each reconnect; answers how to stop watching. */
export function onReconnect(connection: NatsConnection, callback: () => void): () => void {
  const statuses = connection.status();
  const watching = (async () => {
    for await (const status of statuses) if (status.type === 'reconnect') callback();
  })();
  watching.catch(() => undefined); // ends with the connection, which its owner watches
  const end = (statuses as { stop?: () => void }).stop; // queued iterators can be stopped; the type does not say so
  return () => end?.call(statuses);
}
