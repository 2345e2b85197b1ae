import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, errors } from '@nats-io/transport-node';
import type { NatsConnection } from '@nats-io/transport-node';
import { CommitIdReused, jetStreamEventStore, newId, silentLogger } from '@soulsync/event-store';
import type { EventStore, Expected } from '@soulsync/event-store';
import { Refused, respond, rpcClient, Unavailable } from '@soulsync/service-kit';
import { someContext } from '../../libs/event-store/src/event-store.contract.js';
import { eventually } from '../support/running-demo.js';

jest.setTimeout(120_000); // the machine may be busy

/** Shortest that the server takes for its own memory of message ids. */
const WINDOW_MS = 100;
const counted = (n: number) => ({ type: 'Counted', data: { n } });
const context = { actor: { kind: 'process', id: 'test' } as const, correlationId: 'test', traceparent: null };

/** A real server of its own: small messages, and a user who may not write to the log. */
async function strictServer() {
  const dir = await mkdtemp(join(tmpdir(), 'soulsync-test-'));
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo; // a TCP server that listens
  probe.close();
  await once(probe, 'close');
  const config = join(dir, 'nats.conf');
  await writeFile(
    config,
    `listen: 127.0.0.1:${port}
     max_payload: 32768
     jetstream { store_dir: ${JSON.stringify(dir)} }
     authorization { users = [
       { user: all, password: all }
       { user: reader, password: reader, permissions: { publish: { deny: ["es.>", "rpc.closed.>"] } } }
     ] }`,
  );
  const server = spawn(process.env['SOULSYNC_NATS_SERVER'] ?? '/usr/sbin/nats-server', ['-c', config], { stdio: 'ignore' });
  const as = (user: string) =>
    connect({ servers: `nats://127.0.0.1:${port}`, user, pass: user, maxReconnectAttempts: -1, reconnectTimeWait: 50 });
  const all = await eventually(
    () => as('all').catch(() => null),
    (connection) => connection !== null,
  );
  return {
    all: all as NatsConnection, // waited for
    reader: await as('reader'),
    freeze: () => server.kill('SIGSTOP'),
    thaw: () => server.kill('SIGCONT'),
    async stop() {
      const ended = once(server, 'exit');
      server.kill();
      await ended;
      await rm(dir, { recursive: true, force: true });
    },
  };
}

let server: Awaited<ReturnType<typeof strictServer>>;
let store: EventStore;
beforeAll(async () => {
  server = await strictServer();
  const manager = await jetstreamManager(server.all);
  await manager.streams.add({
    name: 'ES',
    subjects: ['es.>'],
    deny_delete: true,
    deny_purge: true,
    allow_direct: true,
    duplicate_window: WINDOW_MS * 1e6,
  });
  store = await jetStreamEventStore({ connection: server.all });
});
afterAll(async () => {
  await server.all.close();
  await server.reader.close();
  await server.stop();
});

describe('a commit whose id the server has forgotten', () => {
  it('gets its first answer when it is repeated, and another one under its id is refused, whatever it expects', async () => {
    const id = { aggregateType: 'counter', aggregateId: newId() };
    const commitId = newId();
    const first = await store.append(id, [counted(1)], 'none', commitId, someContext);
    const { token } = await store.append(id, [counted(2)], first.token, newId(), someContext);
    await delay(5 * WINDOW_MS);
    // Another process, which has read nothing yet.
    const other = await jetStreamEventStore({ connection: server.all });
    for (const asked of [store, other])
      for (const expected of ['none', 'exists', 'any', first.token, token] satisfies Expected[]) {
        expect(await asked.append(id, [counted(1)], expected, commitId, someContext)).toEqual({ ...first, repeated: true });
        await expect(asked.append(id, [counted(9)], expected, commitId, someContext)).rejects.toBeInstanceOf(CommitIdReused);
      }
    expect((await store.load(id)).commits).toHaveLength(2);
  });
});

describe('an append whose answer was late', () => {
  it('is stored once, and answered as it is stored: the server froze and the try was repeated', async () => {
    const ids = Array.from({ length: 5 }, () => ({ aggregateType: 'counter', aggregateId: newId() }));
    const firsts = await Promise.all(ids.map((id) => store.append(id, [counted(1)], 'none', newId(), someContext)));
    server.freeze();
    const late = Promise.all(
      ids.map((id, n) => store.append(id, [counted(2)], n % 2 ? 'any' : (firsts[n]?.token ?? 'none'), newId(), someContext)),
    );
    await delay(4_000); // longer than one try
    server.thaw();
    const answers = await late;
    for (const [n, id] of ids.entries()) {
      const { commits, token } = await store.load(id);
      expect(commits.map(({ events }) => events.map(({ data }) => data))).toEqual([[{ n: 1 }], [{ n: 2 }]]);
      expect(answers[n]?.token).toBe(token);
    }
  });
});

describe('a log that was written before ids carried their subject', () => {
  it('is read, and its commits are known by their bare ids', async () => {
    const id = { aggregateType: 'counter', aggregateId: newId() };
    const commitId = newId();
    const [envelope] = [{ ...someContext, ...id, id: newId(), schemaVersion: 1, version: 1, ...counted(1) }];
    await jetstream(server.all).publish(`es.counter.${id.aggregateId}`, JSON.stringify([envelope]), { msgID: commitId });
    const { commits, token } = await store.load(id);
    expect(commits.map((commit) => commit.commitId)).toEqual([commitId]);
    const again = await store.append(id, [counted(1)], 'any', commitId, someContext);
    expect(again.token).toBe(token);
    await expect(store.append(id, [counted(2)], 'any', commitId, someContext)).rejects.toBeInstanceOf(CommitIdReused);
  });
});

describe('what can never be stored', () => {
  const within = async (act: () => Promise<unknown>) => {
    const startedAt = performance.now();
    const error: unknown = await act().then(
      () => null,
      (failure: unknown) => failure,
    );
    expect(performance.now() - startedAt).toBeLessThan(10_000); // as an outage it is waited for twice as long
    return error;
  };

  it('is said at once and not taken for an outage: too large for the server, or not allowed', async () => {
    const id = { aggregateType: 'counter', aggregateId: newId() };
    const large = await within(() =>
      store.append(id, [{ type: 'Counted', data: { text: 'x'.repeat(40_000) } }], 'none', newId(), someContext),
    );
    expect(large).toMatchObject({ name: 'InvalidArgumentError' });
    const asReader = await jetStreamEventStore({ connection: server.reader });
    const denied = await within(() => asReader.append(id, [counted(1)], 'none', newId(), someContext));
    expect(denied).toMatchObject({ cause: expect.any(errors.PermissionViolationError) });
    expect((await store.load(id)).commits).toEqual([]);
  });

  it('is told apart in a request to a service: nobody there, no time, no right, no subject, too large', async () => {
    const requests = rpcClient(server.reader);
    const subscription = server.all.subscribe('rpc.silent.>');
    await server.all.flush();
    const failure = (subject: string, body = {}) => within(() => requests.request(subject, body, context, 300));
    expect(await failure('rpc.nobody.query')).toMatchObject({ name: 'Unavailable', message: expect.stringContaining('not running') });
    expect(await failure('rpc.silent.query')).toMatchObject({
      name: 'Unavailable',
      message: expect.stringContaining('did not answer within'),
    });
    expect(await failure('rpc.closed.query')).not.toBeInstanceOf(Unavailable);
    expect(await failure('rpc.closed.query')).toMatchObject({ message: expect.stringContaining('may not ask') });
    for (const subject of ['rpc.catalog.*', 'rpc.>', 'rpc.a b', 'rpc..query', ''])
      expect(await failure(subject)).toMatchObject({ name: 'InvalidId' });
    const large = await failure('rpc.silent.query', { text: 'x'.repeat(40_000) });
    expect(large).toBeInstanceOf(Refused);
    expect(large).toMatchObject({ reason: 'too-large' });
    subscription.unsubscribe();
  });

  it('is said of an answer too, instead of none', async () => {
    const answering = respond(server.all, 'rpc.wordy.query', 'wordy', silentLogger, async () => ({ text: 'x'.repeat(40_000) }));
    await server.all.flush();
    expect(await within(() => rpcClient(server.reader).request('rpc.wordy.query', {}, context))).toMatchObject({
      message: expect.stringContaining('more than one message may hold'),
    });
    answering.unsubscribe();
  });
});
