import { connect } from '@nats-io/transport-node';
import type { EventEnvelope, PublishedEvent, ServiceName, ServiceStatusReport } from '@soulsync/contracts';
import { actorOf, adminSubject } from '@soulsync/contracts';
import { jetStreamEventStore } from '@soulsync/event-store';
import { rpcClient } from '@soulsync/service-kit';
import type { ServiceDefinition } from '@soulsync/service-kit';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { testNats, testPostgres } from './servers.js';
import type { TestNats } from './servers.js';

type Environment = Readonly<Record<string, string>>;

/** A real NATS and a real Postgres for one spec, and services on them as they really start. */
export interface Ground {
  /** As the administrator of the servers: for looking at things. */
  readonly env: Environment;
  /** As a service. */
  envOf(service: ServiceName): Promise<Environment>;
  readonly nats: Pick<TestNats, 'whileStopped'>;
  query<Row>(sql: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  events(): Promise<readonly EventEnvelope[]>;
  eventsOf<T extends PublishedEvent['type']>(type: T): Promise<readonly Extract<PublishedEvent, { type: T }>['data'][]>;
  /** Over NATS, as the gateway asks. Throws what the service answered. */
  ask<T>(subject: string, body?: object, actor?: string): Promise<T>;
  status(service: ServiceName): Promise<ServiceStatusReport>;
  /** As itself, with what its rights are; what NATS refuses it is thrown when all is stopped. */
  start(service: ServiceDefinition, env: Environment): Promise<{ stop(): Promise<void> }>;
  stop(): Promise<void>;
}

export async function ground(): Promise<Ground> {
  const [nats, postgres] = await Promise.all([testNats(), testPostgres()]);
  const logs = await mkdtemp(join(tmpdir(), 'soulsync-logs-'));
  const log = join(logs, 'services.log');
  const client = new Client({ connectionString: postgres.url });
  await client.connect();
  const connection = await connect({ ...nats.administrator, maxReconnectAttempts: -1, reconnectTimeWait: 250 }); // tests stop the server
  const store = await jetStreamEventStore({ connection });
  const running: { stop(): Promise<void> }[] = [];
  const env = {
    SOULSYNC_NATS_URL: nats.url,
    SOULSYNC_DATABASE_URL: postgres.url,
    SOULSYNC_SECRET_KEY: randomBytes(32).toString('base64'),
    SOULSYNC_LOG_FILE: log,
    SOULSYNC_ADMIN_LISTEN: '127.0.0.1:0',
  };
  const events = async () => {
    const found: EventEnvelope[] = [];
    for await (const commit of store.readAll(null)) found.push(...commit.events);
    return found;
  };
  const requests = rpcClient(connection);
  let asked = 0;
  const ask = <T>(subject: string, body: object = {}, actor = 'account:test'): Promise<T> => {
    asked += 1;
    return requests.request<T>(subject, body, { actor: actorOf(actor), correlationId: `test-${asked}`, traceparent: null }, 30_000);
  };
  const envOf = async (service: ServiceName) => ({ ...env, ...(await nats.envOf(service)), ...(await postgres.envOf(service)) });
  return {
    env,
    envOf,
    nats,
    events,
    async eventsOf(type) {
      return (await events()).filter((event) => event.type === type).map(({ data }) => data as never); // the type says which
    },
    query: async <Row>(sql: string, values: readonly unknown[] = []) => (await client.query<Row & object>(sql, [...values])).rows,
    ask,
    status: (service) => ask<ServiceStatusReport>(adminSubject(service, 'status')),
    async start(service, own) {
      const started = await service.start({ ...(await envOf(service.name)), ...own });
      running.push(started);
      return {
        async stop() {
          running.splice(running.indexOf(started), 1);
          await started.stop();
        },
      };
    },
    async stop() {
      for (const one of [...running].reverse()) await one.stop();
      await client.end();
      await connection.close();
      await Promise.all([nats.stop(), postgres.stop()]);
      const refused = (await readFile(log, 'utf8').catch(() => '')).split('\n').filter((line) => line.includes('NATS refused'));
      await rm(logs, { recursive: true, force: true });
      if (refused.length > 0) throw new Error(refused.join('\n'));
    },
  };
}
