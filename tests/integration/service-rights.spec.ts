import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DiscardPolicy, jetstreamManager, RetentionPolicy } from '@nats-io/jetstream';
import type { JetStreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import type { NatsConnection } from '@nats-io/transport-node';
import { Client } from 'pg';
import { answersTo, EVENT_STREAM, inboxPrefix, rpc, serviceNames, serviceRights } from '@soulsync/contracts';
import type { ServiceName } from '@soulsync/contracts';
import { jetStreamEventStore, newId, provisionLog, silentLogger } from '@soulsync/event-store';
import { natsOptions, openDatabase, respond, rpcClient, Secret } from '@soulsync/service-kit';
import { keepLog } from '@soulsync/launcher';
import { eventually } from '../support/running-demo.js';
import { testNats, testPostgres } from '../support/servers.js';

const BOOT_MS = 60_000;
const context = {
  correlationId: 'test',
  causationId: null,
  actor: { kind: 'process', id: 'test' } as const,
  traceparent: null,
  time: '2026-11-30T00:00:00.000Z',
};
const asked = { actor: { kind: 'process', id: 'test' } as const, correlationId: 'test', traceparent: null };

describe('with the credentials of one service, NATS', () => {
  let nats: Awaited<ReturnType<typeof testNats>>;
  const open: NatsConnection[] = [];
  const refused: string[] = [];

  async function as(service: ServiceName): Promise<NatsConnection> {
    const { SOULSYNC_NATS_PASSWORD = '' } = await nats.envOf(service);
    const connection = await connect(
      natsOptions(service, { natsUrl: nats.url, natsUser: service, natsPassword: new Secret(SOULSYNC_NATS_PASSWORD) }),
    );
    open.push(connection);
    void (async () => {
      for await (const status of connection.status()) if (status.type === 'error') refused.push(status.error.message);
    })();
    return connection;
  }
  /** All that the server says to a publication or a subscription it does not allow. */
  async function refusalOf(connection: NatsConnection, work: () => unknown): Promise<string> {
    refused.length = 0;
    await work();
    await connection.flush();
    for (let waited = 0; refused.length === 0 && waited < 2_000; waited += 20) await new Promise((resolve) => setTimeout(resolve, 20));
    return refused.join(' | ');
  }
  const manages = (connection: NatsConnection): Promise<JetStreamManager> => jetstreamManager(connection, { checkAPI: false });

  beforeAll(async () => {
    nats = await testNats();
    const administrator = await connect(nats.administrator);
    await provisionLog(administrator);
    const store = await jetStreamEventStore({ connection: administrator });
    await store.append({ aggregateType: 'match', aggregateId: 'one' }, [{ type: 'Judged', data: {} }], 'none', newId(), context);
    await administrator.close();
  }, BOOT_MS);
  afterAll(async () => {
    for (const connection of open) await connection.close();
    await nats.stop();
  });

  it.each(serviceNames)('lets %s read the whole log and append to its own aggregates', async (service) => {
    const store = await jetStreamEventStore({ connection: await as(service) });
    for (const aggregateType of serviceRights[service].aggregates)
      await store.append({ aggregateType, aggregateId: newId() }, [{ type: 'Told', data: {} }], 'none', newId(), context);
    const streams: string[] = [];
    for await (const { stream } of store.readAll(null)) streams.push(stream.aggregateType);
    expect(streams).toEqual(expect.arrayContaining(['match', ...serviceRights[service].aggregates]));
    expect((await store.load({ aggregateType: 'match', aggregateId: 'one' })).commits).toHaveLength(1);
    expect(await store.lastPosition()).not.toBeNull();
    expect(refused).toEqual([]);
  });

  it.each([
    ['purges the log', (manager) => manager.streams.purge(EVENT_STREAM)],
    ['deletes it', (manager) => manager.streams.delete(EVENT_STREAM)],
    ['deletes a message of it', (manager) => manager.streams.deleteMessage(EVENT_STREAM, 1)],
    ['changes it', (manager) => manager.streams.update(EVENT_STREAM, { max_msgs: 1 })],
    [
      'makes another stream',
      (manager) =>
        manager.streams.add({ name: 'OTHER', subjects: ['live.>'], retention: RetentionPolicy.Limits, discard: DiscardPolicy.Old }),
    ],
    [
      'makes a consumer that outlives it',
      (manager) => manager.consumers.add(EVENT_STREAM, { durable_name: 'mine', filter_subject: 'es.match.>' }),
    ],
    ['lists the streams', (manager) => manager.streams.list().next()],
  ] satisfies readonly [string, (manager: JetStreamManager) => Promise<unknown>][])('refuses a service that %s', async (_what, work) => {
    await expect(work(await manages(await as('plex-svc')))).rejects.toThrow(/Permissions Violation/);
    const administrator = await connect(nats.administrator);
    const { state } = await (await manages(administrator)).streams.info(EVENT_STREAM);
    expect([state.first_seq, state.messages >= 1]).toEqual([1, true]);
    await administrator.close();
  });

  it('refuses an event of another service’s aggregate', async () => {
    const connection = await as('organize-svc');
    expect(await refusalOf(connection, () => connection.publish('es.match.one', 'forged'))).toMatch(
      /Permissions Violation.*es\.match\.one/,
    );
  });

  it('refuses an answer to another service’s requests, and a question it may not ask', async () => {
    const connection = await as('match-svc');
    expect(
      await refusalOf(connection, () => connection.subscribe(rpc.catalog.query, { queue: 'catalog-svc', callback: () => undefined })),
    ).toMatch(/Permissions Violation.*rpc\.catalog\.query/);
    expect(await refusalOf(connection, () => connection.publish(rpc.plex.useToken, '{}'))).toMatch(/Permissions Violation.*use-token/);
  });

  it('keeps answers to those who asked', async () => {
    const [asking, answering, curious] = [await as('plex-svc'), await as('catalog-svc'), await as('acquire-svc')];
    expect(await refusalOf(curious, () => curious.subscribe('_INBOX_plex-svc.>', { callback: () => undefined }))).toMatch(
      /Permissions Violation/,
    );
    expect(await refusalOf(curious, () => curious.subscribe('>', { callback: () => undefined }))).toMatch(/Permissions Violation/);
    expect(await refusalOf(curious, () => curious.publish('_INBOX_plex-svc.x', 'forged'))).toMatch(/Permissions Violation/);
    respond(answering, rpc.catalog.artistMetadata, 'catalog-svc', silentLogger, async () => ['answered']);
    await answering.flush();
    expect(await rpcClient(asking).request(rpc.catalog.artistMetadata, {}, asked)).toEqual(['answered']);
    const inbox = answersTo(inboxPrefix('plex-svc'), rpc.catalog.artistMetadata);
    expect(await refusalOf(curious, () => curious.publish(`${inbox}.x`, 'forged'))).toMatch(/Permissions Violation/);
    expect(await refusalOf(answering, () => answering.publish('_INBOX_plex-svc.x', 'not asked'))).toMatch(/Permissions Violation/);
  });

  it('hears no request that a reader of the log had delivered, in the name of whomever it likes', async () => {
    const [forging, answering] = [await as('match-svc'), await as('catalog-svc')];
    const heard: unknown[] = [];
    respond(answering, rpc.catalog.unfollowPlaylist, 'catalog-svc', silentLogger, async ({ body }) => void heard.push(body));
    await answering.flush();
    const forged = { pattern: rpc.catalog.unfollowPlaylist, id: '1', data: { body: { id: 'theirs' }, context: asked } };
    await forging.request('es.match.forged', JSON.stringify(forged));
    const config = {
      deliver_subject: rpc.catalog.unfollowPlaylist,
      deliver_group: 'catalog-svc',
      deliver_policy: 'last',
      ack_policy: 'none',
      filter_subject: 'es.match.forged',
    };
    const made = await forging.request(
      `$JS.API.CONSUMER.CREATE.${EVENT_STREAM}.forger`,
      JSON.stringify({ stream_name: EVENT_STREAM, config }),
    );
    expect(made.string()).toContain('consumer_create_response'); // NATS can't tell this reader from any other
    const consumer = async () => (await forging.request(`$JS.API.CONSUMER.INFO.${EVENT_STREAM}.forger`)).json<{ num_pending: number }>();
    while ((await consumer()).num_pending > 0) await new Promise((resolve) => setTimeout(resolve, 20)); // delivered
    await answering.flush();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(heard).toEqual([]);
  });

  it('lets nobody in under a wrong password', async () => {
    const wrong = natsOptions('gateway', { natsUrl: nats.url, natsUser: 'gateway', natsPassword: new Secret('guessed') });
    await expect(connect({ ...wrong, reconnect: false })).rejects.toThrow(/Authorization Violation/);
  });

  it('does not let a service make a log that was deleted, which the launcher does, as another one', async () => {
    const store = await jetStreamEventStore({ connection: await as('match-svc') });
    const before = await store.open();
    const administrator = await connect(nats.administrator);
    await (await manages(administrator)).streams.delete(EVENT_STREAM);
    await administrator.close();
    await expect(store.open()).rejects.toThrow(/is not there and this user may not make it/);
    const kept = keepLog(nats.administrator);
    try {
      const after = await eventually(
        () => store.open().catch(() => null),
        (identity) => identity !== null,
      );
      expect(after).not.toBe(before);
      await store.append({ aggregateType: 'match', aggregateId: newId() }, [{ type: 'Judged', data: {} }], 'none', newId(), context);
    } finally {
      await kept.stop();
    }
  });
});

describe('with the role of one service, Postgres', () => {
  let postgres: Awaited<ReturnType<typeof testPostgres>>;
  let client: Client;
  beforeAll(async () => {
    postgres = await testPostgres();
    const url = async (service: ServiceName) => (await postgres.envOf(service))['SOULSYNC_DATABASE_URL'] ?? '';
    for (const [service, schema] of [
      ['match-svc', 'match'],
      ['gateway', 'gateway'],
    ] as const)
      await (await openDatabase(await url(service), schema, [], silentLogger)).destroy(); // migrates, as the service does
    client = new Client({ connectionString: await url('match-svc') });
    await client.connect();
  }, BOOT_MS);
  afterAll(async () => {
    await client.end();
    await postgres.stop();
  });

  it('lets it do as it likes in its own schema', async () => {
    await client.query('CREATE TABLE match.mine (n int); INSERT INTO match.mine VALUES (1); DROP TABLE match.mine');
  });

  it.each([
    'SELECT * FROM gateway.checkpoint',
    'INSERT INTO gateway.secret ("name") VALUES (\'x\')',
    'CREATE TABLE gateway.theirs (n int)',
    'CREATE TABLE public.theirs (n int)',
    'CREATE SCHEMA mine',
    'CREATE DATABASE mine',
    'CREATE ROLE mine',
    'SET ROLE soulsync',
    "ALTER ROLE soulsync_gateway PASSWORD 'mine'",
    'SELECT * FROM pg_authid',
    "SELECT pg_read_file('pg_hba.conf')",
    "COPY (SELECT 1) TO PROGRAM 'id'",
    "COPY (SELECT 1) TO '/tmp/soulsync-written'",
    "ALTER SYSTEM SET listen_addresses = '*'",
    'DROP SCHEMA gateway CASCADE',
  ])('refuses %s', async (sql) => {
    await expect(client.query(sql)).rejects.toThrow(/permission denied|must be (owner|superuser)/);
  });

  it('leaves connections to the others, however many it opens', async () => {
    const connectionString = (await postgres.envOf('match-svc'))['SOULSYNC_DATABASE_URL'] ?? '';
    const clients = Array.from({ length: 30 }, () => new Client({ connectionString }));
    const opened = await Promise.allSettled(clients.map((one) => one.connect()));
    try {
      expect(opened.filter(({ status }) => status === 'fulfilled').length).toBeLessThan(20);
      expect(opened.find((one) => one.status === 'rejected')?.reason).toMatchObject({
        message: expect.stringMatching(/too many connections for role/),
      });
    } finally {
      await Promise.allSettled(clients.map((one) => one.end()));
    }
  });

  it('listens on no port, and lets nobody in without the right password', async () => {
    const { rows } = await client.query<{ listen_addresses: string }>('SHOW listen_addresses');
    expect(rows[0]?.listen_addresses).toBe('');
    const url = new URL(postgres.url);
    for (const password of ['', 'guessed']) {
      url.password = password;
      await expect(new Client({ connectionString: url.href }).connect()).rejects.toThrow(/password/);
    }
  });
});
