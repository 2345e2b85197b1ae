import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { acquireService } from '@soulsync/acquire-svc';
import { catalogService } from '@soulsync/catalog-svc';
import { connect } from '@nats-io/transport-node';
import type { Msg, NatsConnection } from '@nats-io/transport-node';
import type { EventEnvelope, RpcError } from '@soulsync/contracts';
import { actorText, rpc } from '@soulsync/contracts';
import { newId } from '@soulsync/event-store';
import { gatewayService } from '@soulsync/gateway';
import { freePort } from '@soulsync/launcher';
import { eventually } from '../support/running-demo.js';
import { ground } from '../support/running-service.js';
import type { Ground } from '../support/running-service.js';

jest.setTimeout(120_000); // the machine may be busy

const PASSWORD = 'a long enough password';
const MATCH_ID = '6f1f5d38-3a0e-5c2e-9a43-2f8f0e3f6f11';

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Readonly<Record<string, unknown>>;
}

/** A person at one gateway, signed in. */
interface Client {
  send(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
}

let dir: string;
let test: Ground;
let nats: NatsConnection;
let ports: readonly number[];
let gateways: { stop(): Promise<void> }[];
let ann: Client;
let bob: Client;
let annElsewhere: Client;

async function send(port: number, method: string, path: string, body: unknown, headers: Readonly<Record<string, string>>): Promise<Answer> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  return { status: response.status, headers: response.headers, text, json: isJson ? (JSON.parse(text) as Answer['json']) : {} };
}

async function signedIn(port: number, name: string): Promise<Client> {
  const { headers, status } = await send(port, 'POST', '/api/v1/session', { name, password: PASSWORD }, {});
  if (status !== 200) throw new Error(`signing in answered ${status}`);
  const cookie = headers.get('set-cookie')?.split(';')[0] ?? '';
  return { send: (method, path, body, own = {}) => send(port, method, path, body, { Cookie: cookie, ...own }) };
}

const startGateway = (port: number) =>
  test.start(gatewayService, {
    SOULSYNC_HTTP_LISTEN: `127.0.0.1:${port}`,
    SOULSYNC_DATA_DIR: dir,
    SOULSYNC_ADMIN_USER: 'ann',
    SOULSYNC_ADMIN_PASSWORD: PASSWORD,
  });

const withKey = (key: string) => ({ 'Idempotency-Key': key });
const block = (client: Client, username: string, key: string) => client.send('POST', '/api/v1/blocks', { username }, withKey(key));
const eventsAbout = async (username: string): Promise<readonly EventEnvelope[]> =>
  (await test.events()).filter(({ data }) => 'username' in data && data.username === username);
const blocked = async (username: string) => (await eventsAbout(username)).map(({ type }) => type);

/** Stands in for match-svc, answering as it is told. */
function matchService(answer: (nth: number) => Promise<{ ok: true; value: object } | { ok: false; error: RpcError }>) {
  const asked: Record<string, unknown>[] = [];
  const subscription = nats.subscribe(rpc.match.confirm, {
    callback: (_, message: Msg) => {
      const { id, data } = message.json<{ id: string; data: { context: Record<string, unknown> } }>();
      asked.push(data.context);
      void answer(asked.length).then((response) => message.respond(JSON.stringify({ response, isDisposed: true, id })));
    },
  });
  return { asked, stop: () => subscription.unsubscribe() };
}
const confirm = (client: Client, key: string, libraryTrackId = newId()) =>
  client.send('POST', `/api/v1/matches/${MATCH_ID}/confirm`, { libraryTrackId }, withKey(key));

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'soulsync-test-'));
  test = await ground();
  nats = await connect({ servers: test.env['SOULSYNC_NATS_URL'] ?? '' });
  ports = [await freePort(), await freePort()];
  const services = { SOULSYNC_DATA_DIR: dir, SOULSYNC_MUSIC_DIR: dir };
  await test.start(catalogService, services);
  await test.start(acquireService, services);
  gateways = [];
  for (const port of ports) gateways.push(await startGateway(port));
  await test.query(
    `INSERT INTO gateway.account ("id", "name", "role", "password") SELECT 'bob-id', 'bob', "role", "password" FROM gateway.account WHERE "name" = 'ann'`,
  );
  const [one = 0, two = 0] = ports;
  ann = await signedIn(one, 'ann');
  bob = await signedIn(one, 'bob');
  annElsewhere = await signedIn(two, 'ann');
});
afterAll(async () => {
  await nats.close();
  await test.stop();
  await rm(dir, { recursive: true, force: true });
});

describe('a command under a key that was used', () => {
  it('with another body is refused, and done under a key of its own', async () => {
    const key = newId();
    expect((await block(ann, 'body-1', key)).status).toBe(200);
    const other = await block(ann, 'body-2', key);
    expect(other).toMatchObject({ status: 422, json: { code: 'idempotency-key-reused' } });
    expect(await blocked('body-2')).toEqual([]);
    expect((await block(ann, 'body-2', newId())).status).toBe(200);
    expect([await blocked('body-1'), await blocked('body-2')]).toEqual([['PeerBlocked'], ['PeerBlocked']]);
  });

  it('to another route, or about another thing, is refused', async () => {
    const key = newId();
    await block(ann, 'route-1', key);
    for (const path of ['/api/v1/blocks/route-1', '/api/v1/blocks/route-2'])
      expect(await ann.send('DELETE', path, undefined, withKey(key))).toMatchObject({
        status: 422,
        json: { code: 'idempotency-key-reused' },
      });
    expect(await blocked('route-1')).toEqual(['PeerBlocked']);
    const unblocking = newId();
    expect((await ann.send('DELETE', '/api/v1/blocks/route-1', undefined, withKey(unblocking))).status).toBe(200);
    expect((await ann.send('DELETE', '/api/v1/blocks/route-2', undefined, withKey(unblocking))).status).toBe(422);
    expect(await blocked('route-1')).toEqual(['PeerBlocked', 'PeerUnblocked']);
  });

  it('by another account is that account’s own, whether it is the same command or another', async () => {
    const key = newId();
    await block(ann, 'account-1', key);
    const other = await block(bob, 'account-2', key);
    expect(other.status).toBe(200);
    expect(other.headers.get('idempotency-replayed')).toBeNull();
    expect(await blocked('account-2')).toEqual(['PeerBlocked']);
    const same = newId();
    await block(ann, 'account-3', same);
    await ann.send('DELETE', '/api/v1/blocks/account-3', undefined, withKey(newId()));
    await block(bob, 'account-3', same);
    expect((await eventsAbout('account-3')).map(({ type, actor }) => `${type} ${actorText(actor)}`)).toEqual([
      'PeerBlocked account:ann',
      'PeerUnblocked account:ann',
      'PeerBlocked account:bob',
    ]);
  });

  it('the same again gets the first answer from any gateway, also after a restart, and nothing is done', async () => {
    const key = newId();
    const first = await block(ann, 'again', key);
    expect(first).toMatchObject({ status: 200, json: { id: 'again', position: expect.any(String) } });
    await ann.send('DELETE', '/api/v1/blocks/again', undefined);
    const replays = [await block(ann, 'again', key), await block(annElsewhere, 'again', key)];
    await gateways[1]?.stop();
    gateways[1] = await startGateway(ports[1] ?? 0);
    replays.push(await block(annElsewhere, 'again', key));
    for (const { status, text, headers } of replays) {
      expect({ status, text }).toEqual({ status: first.status, text: first.text });
      expect(headers.get('idempotency-replayed')).toBe('true');
    }
    expect(await blocked('again')).toEqual(['PeerBlocked', 'PeerUnblocked']);
  });

  it('the same many times at the same moment is done once', async () => {
    const key = newId();
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => block(n % 2 ? ann : annElsewhere, 'at-once', key)));
    const done = answers.filter(({ status }) => status === 200);
    expect(done.length).toBeGreaterThan(0);
    expect(new Set(done.map(({ text }) => text)).size).toBe(1);
    expect(new Set(answers.map(({ status, json }) => (status === 200 ? 'done' : json['code'])))).toEqual(
      new Set(done.length === answers.length ? ['done'] : ['done', 'request-still-running']),
    );
    expect(await blocked('at-once')).toEqual(['PeerBlocked']);
  });

  it('reads the same however its fields are ordered', async () => {
    const key = newId();
    const ordered = (body: string) => ann.send('POST', '/api/v1/blocks', body, withKey(key));
    const first = await ordered('{"username":"ordered","cause":"spam"}');
    expect(first.status).toBe(200);
    const again = await ordered('{ "cause": "spam", "username": "ordered" }');
    expect({ status: again.status, text: again.text }).toEqual({ status: 200, text: first.text });
  });
});

describe('a second request while the first is at work', () => {
  it('is told to come back, and then gets the answer', async () => {
    let go: () => void = () => undefined;
    const going = new Promise<void>((resolve) => (go = resolve));
    const service = matchService(async () => {
      await going;
      return { ok: true, value: { id: MATCH_ID, position: null } };
    });
    await nats.flush();
    const [key, track] = [newId(), newId()];
    const first = confirm(ann, key, track);
    await eventually(
      async () => service.asked.length,
      (asked) => asked === 1,
    );
    for (const client of [ann, annElsewhere]) {
      const second = await confirm(client, key, track);
      expect(second).toMatchObject({ status: 409, json: { code: 'request-still-running' } });
      expect(Number(second.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect((await confirm(ann, key, newId())).status).toBe(422);
    go();
    expect((await first).status).toBe(200);
    expect(await confirm(annElsewhere, key, track)).toMatchObject({ status: 200, text: (await first).text });
    expect(service.asked).toHaveLength(1);
    service.stop();
  });
});

describe('a request that no message holds', () => {
  it('is too large, at once', async () => {
    const csv = `Track Name,Artist Name(s)\n${'Song,Someone\n'.repeat(200_000)}`;
    expect(await ann.send('POST', '/api/v1/playlists', { source: 'csv', csv }, withKey(newId()))).toMatchObject({
      status: 413,
      json: { code: 'too-large' },
    });
  });
});

describe('a request that failed', () => {
  it('for want of a service is done again under the same id, and its key stays its own', async () => {
    const [key, track] = [newId(), newId()];
    expect((await confirm(ann, key, track)).status).toBe(503); // nobody is there
    expect((await confirm(ann, key, newId())).status).toBe(422);
    const service = matchService(async (nth) =>
      nth === 1
        ? { ok: false, error: { code: 'bug', message: 'something went wrong inside' } }
        : { ok: true, value: { id: MATCH_ID, position: null } },
    );
    await nats.flush();
    expect((await confirm(ann, key, track)).status).toBe(500);
    const done = await confirm(ann, key, track);
    expect(done.status).toBe(200);
    expect(await confirm(ann, key, track)).toMatchObject({ status: 200, text: done.text });
    const ids = service.asked.map(({ requestId }) => requestId);
    expect(ids).toEqual([expect.any(String), ids[0]]);
    service.stop();
  });

  it('because it was refused leaves the key free: nothing was done', async () => {
    const key = newId();
    expect((await ann.send('POST', '/api/v1/blocks', {}, withKey(key))).status).toBe(422);
    expect((await block(ann, 'refused-first', key)).status).toBe(200);
  });
});

describe('an answer that shows a secret', () => {
  it('is never kept; a repeated request is told that it was done', async () => {
    const key = newId();
    const issue = () => ann.send('POST', '/api/v1/api-keys', { name: 'phone', scope: 'read' }, withKey(key));
    const first = await issue();
    expect(first.json['key']).toMatch(/^sk_/);
    expect(await issue()).toMatchObject({ status: 409, json: { code: 'answer-not-kept' } });
    expect(await test.query(`SELECT 1 FROM gateway.api_key WHERE "name" = 'phone'`)).toHaveLength(1);
    const rows = JSON.stringify(await test.query('SELECT * FROM gateway.idempotent_request'));
    for (const secret of [String(first.json['key']), key, 'phone']) expect(rows).not.toContain(secret);
  });
});

describe('an answer for admins', () => {
  it('is none for a weaker key of the same account, though it knows what was asked, and under which key', async () => {
    const { json } = await ann.send('POST', '/api/v1/api-keys', { name: 'script', scope: 'write' });
    const again = withKey(newId());
    const search = { for: 'slskd', reach: 'this-machine' };
    expect(await ann.send('POST', '/api/v1/discoveries', search, again)).toMatchObject({ status: 200 });
    const weaker = { ...again, 'X-Api-Key': String(json['key']) };
    expect(await send(ports[0] ?? 0, 'POST', '/api/v1/discoveries', search, weaker)).toMatchObject({ status: 403 });
  });
});

describe('what is kept of a request', () => {
  it('goes after a day: the key is free again', async () => {
    const key = newId();
    await block(ann, 'yesterday', key);
    await test.query(`UPDATE gateway.idempotent_request SET "createdAt" = now() - interval '25 hours'`);
    expect((await block(ann, 'today', key)).status).toBe(200);
    expect(await blocked('today')).toEqual(['PeerBlocked']);
  });

  it('is no claim for ever when the gateway that was at work died', async () => {
    const [key, track] = [newId(), newId()];
    expect((await confirm(ann, key, track)).status).toBe(503);
    const claim = (silentFor: string) =>
      test.query(
        `UPDATE gateway.idempotent_request SET "owner" = 'dead', "runningUntil" = now() + $1::interval WHERE "status" IS NULL AND "createdAt" > now() - interval '1 minute'`,
        [silentFor],
      );
    await claim('15 seconds');
    expect((await confirm(ann, key, track)).status).toBe(409);
    await claim('-1 second');
    expect((await confirm(ann, key, track)).status).toBe(503); // tried again
  });
});

describe('an idempotency key', () => {
  it.each(['x'.repeat(201), 'two words', 'caf\u00e9', 'tab\there'])('like %j is refused', async (key) => {
    expect(await block(ann, 'bad-key', key)).toMatchObject({ status: 400, json: { code: 'idempotency-key-invalid' } });
    expect(await blocked('bad-key')).toEqual([]);
  });

  it('that comes twice is refused; with a body that is no JSON too', async () => {
    expect((await block(ann, 'twice', 'a, b')).status).toBe(400);
    const text = await ann.send('POST', '/api/v1/library/sweep', 'text', { ...withKey(newId()), 'Content-Type': 'text/plain' });
    expect(text.status).toBeGreaterThanOrEqual(400);
    expect(text.status).toBeLessThan(500);
  });

  it('is no correlation id: each request has one of its own', async () => {
    const key = newId();
    await block(ann, 'correlated-1', key);
    await ann.send('DELETE', '/api/v1/blocks/correlated-1');
    const ids = (await eventsAbout('correlated-1')).map(({ correlationId }) => correlationId);
    expect(new Set([...ids, key]).size).toBe(3);
  });

  it('is described where it may be sent', async () => {
    const { json } = await ann.send('GET', '/api/v1/openapi.json');
    const paths = json['paths'] as Record<string, Record<string, { parameters?: { name: string }[] }>>;
    const named = (path: string, method: string) =>
      paths[path]?.[method]?.parameters?.some(({ name }) => name === 'Idempotency-Key') ?? false;
    expect([named('/api/v1/blocks', 'post'), named('/api/v1/blocks/{id}', 'delete'), named('/api/v1/blocks', 'get')]).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe('a trace context', () => {
  const traced = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

  it('travels with the command; what is none is left out and costs nothing', async () => {
    for (const [username, traceparent] of [
      ['traced', traced],
      ['untraced', 'caf\u00e9'],
    ] as const)
      expect((await ann.send('POST', '/api/v1/blocks', { username }, { traceparent })).status).toBe(200);
    const traces = [...(await eventsAbout('traced')), ...(await eventsAbout('untraced'))].map(({ traceparent }) => traceparent);
    expect(traces).toEqual([traced, null]);
  });
});
