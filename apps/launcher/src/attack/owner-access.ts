import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DeliverPolicy, jetstream } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import type { NatsConnection } from '@nats-io/transport-node';
import { EVENT_STREAM } from '@soulsync/contracts';
import type { EventEnvelope } from '@soulsync/contracts';
import pg from 'pg';
import type { Stored } from './ledger.js';

/** What the owner of the data folder can do beside the system: look into its database and its log. */
export interface OwnerAccess {
  query<Row extends object>(sql: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  nats(): Promise<NatsConnection>;
}

export function ownerAccess(dataDir: string): OwnerAccess {
  return {
    async query<Row extends object>(sql: string, values: readonly unknown[] = []) {
      const client = new pg.Client(await databaseOf(dataDir));
      client.on('error', () => undefined); // it is killed now and then; the query then fails, which is heard
      await client.connect();
      try {
        return (await client.query<Row>(sql, [...values])).rows;
      } finally {
        await client.end().catch(() => undefined); // the answer is there, or its error is on its way
      }
    },
    nats: async () => connect({ ...(await natsOf(dataDir)), maxReconnectAttempts: -1, reconnectTimeWait: 100 }),
  };
}

/** Lines 4 and 5 of the server's own note are its port and the folder of its socket. */
async function databaseOf(dataDir: string): Promise<pg.ClientConfig> {
  const note = (await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n');
  const password = await credential(dataDir, 'administrator.database');
  return {
    host: note[4]?.trim() || '127.0.0.1',
    port: Number(note[3]),
    user: 'soulsync',
    database: 'postgres',
    ...(password === null ? {} : { password }),
  };
}

async function natsOf(dataDir: string): Promise<{ servers: string; user?: string; pass?: string }> {
  const listen = /listen: "([^"]+)"/.exec(await readFile(join(dataDir, 'nats.conf'), 'utf8'))?.[1];
  const pass = await credential(dataDir, 'administrator.nats');
  return { servers: `nats://${listen ?? ''}`, ...(pass === null ? {} : { user: 'administrator', pass }) };
}

/** null: these servers ask for none. */
const credential = (dataDir: string, name: string): Promise<string | null> =>
  readFile(join(dataDir, 'credentials', name), 'utf8').then(
    (text) => text.trim(),
    () => null,
  );

export interface LogMessage {
  readonly sequence: number;
  readonly subject: string;
  readonly headers: string;
  readonly text: string;
}

/** Every message of the event log, as it lies there. */
export async function logOf(owner: OwnerAccess): Promise<readonly LogMessage[]> {
  const connection = await owner.nats();
  try {
    const consumer = await jetstream(connection).consumers.get(EVENT_STREAM, { deliver_policy: DeliverPolicy.All });
    const { num_pending: pending } = await consumer.info();
    const found: LogMessage[] = [];
    if (pending === 0) return found;
    const messages = await consumer.consume({ max_messages: 1_000, idle_heartbeat: 1_000 });
    for await (const message of messages) {
      found.push({
        sequence: message.seq,
        subject: message.subject,
        headers: message.headers ? [...message.headers].flat(2).join(' ') : '',
        text: message.string(),
      });
      if (message.info.pending === 0) break;
    }
    return found;
  } finally {
    await connection.close();
  }
}

/** The events a ledger is held against: which peers were blocked, by name. */
export async function blockedPeers(owner: OwnerAccess): Promise<readonly Stored[]> {
  return (await logOf(owner))
    .filter(({ subject }) => subject.startsWith('es.peer.'))
    .flatMap(({ sequence, text }) =>
      (JSON.parse(text) as EventEnvelope[]) // written by our own services
        .filter(({ type }) => type === 'PeerBlocked')
        .map(({ data }) => ({ event: blocked((data as { username: string }).username), position: String(sequence) })),
    );
}

export const blocked = (username: string): string => `PeerBlocked ${username}`;
