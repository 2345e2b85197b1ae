import { setTimeout as delay } from 'node:timers/promises';
import { connect } from '@nats-io/transport-node';
import type { NatsConnection, NodeConnectionOptions } from '@nats-io/transport-node';
import { messageOf, provisionLog } from '@soulsync/event-store';
import { say } from '../terminal.js';

const EVERY_MS = 2_000;
const PATIENCE = 3;

export interface KeptLog {
  stop(): Promise<void>;
}

/** Services may not make the log: one that was deleted while all runs is made again here, and they find out that it is another one. */
export function keepLog(administrator: NodeConnectionOptions): KeptLog {
  const stopping = new AbortController();
  let connection: NatsConnection | null = null;
  let failures = 0;

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        connection ??= await connect({ ...administrator, maxReconnectAttempts: -1, reconnectTimeWait: 250 });
        await provisionLog(connection);
        failures = 0;
      } catch (error) {
        failures += 1;
        // A server that begins again is away for a poll or two.
        if (failures === PATIENCE && !stopping.signal.aborted) say(`the event log can't be looked at: ${messageOf(error)}`);
      }
      await delay(EVERY_MS, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined); // aborted: the loop ends
    }
  }

  const running = run();
  return {
    async stop() {
      stopping.abort();
      await connection?.close();
      await running;
      await connection?.close(); // made meanwhile
    },
  };
}
