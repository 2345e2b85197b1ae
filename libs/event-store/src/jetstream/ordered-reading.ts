import { setTimeout as delay } from 'node:timers/promises';
import type { Consumer, ConsumerMessages, JsMsg } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { samePoint } from '../continuity/log-point.js';
import type { RememberedPoint } from '../continuity/log-point.js';
import { LogDiverged } from '../event-store.js';
import type { LogPoint } from '../event-store.js';

/** The log as it is read: places are sequences of the stream. */
interface ReadLog {
  readonly connection: NatsConnection;
  consumerAfter(sequence: number): Promise<Consumer>;
  /** null: nothing stands there. */
  pointAt(sequence: number): Promise<LogPoint | null>;
  pointOf(message: JsMsg): LogPoint;
  /** Of the first commit at or behind a sequence; null: none. */
  nextStored(sequence: number): Promise<number | null>;
  onHole(first: number, last: number): void;
}

export type OrderedReading = (
  from: RememberedPoint | null,
  take: (message: JsMsg) => boolean | Promise<boolean>,
  stopped: AbortSignal,
) => Promise<void>;

/**
 * Ordered messages after `from` until `take` says stop; the consumer is made anew after each reconnect, from where it stood. Whenever it
 * is another consumer, also one that the client made by itself, what was taken last must still stand there: else LogDiverged. Where the
 * server counts commits that it does not hold, as after damage to its files, they are told and passed over.
 */
export function orderedReading(log: ReadLog): OrderedReading {
  return async (from, take, stopped) => {
    let last = from === null ? 0 : Number(from.position);
    let lastTaken: JsMsg | null = null;
    let trusted = '';
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
    const begin = async () => {
      await mustBeBorneOut();
      return (await log.consumerAfter(last)).consume({ max_messages: 1_000, idle_heartbeat: 1000 });
    };
    while (!stopped.aborted && !log.connection.isClosed()) {
      let messages: ConsumerMessages;
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
        for await (const message of messages) {
          if (stopped.aborted) return;
          if (message.seq <= last) continue;
          if (message.info.consumer !== trusted) {
            if (!(await isBorneOut())) break; // the server is away again
            trusted = message.info.consumer;
          }
          if (message.seq !== last + 1) {
            if (!(await isHole(message.seq))) break;
            log.onHole(last + 1, message.seq - 1);
          }
          last = message.seq;
          lastTaken = message;
          const more = take(message); // awaited only where it must wait: a million microtasks are a second
          if (!(typeof more === 'boolean' ? more : await more)) return;
        }
      } finally {
        stopped.removeEventListener('abort', end);
        unwatch();
        messages.stop();
        await messages.close();
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
