import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@nats-io/transport-node';
import type { ConnectionTestReport, HealthIssueReport, MediaServerReport, OfferedServer, SignInReport } from '@soulsync/contracts';
import { jetStreamEventStore } from '@soulsync/event-store';
import { gatewayService } from '@soulsync/gateway';
import { plexService } from '@soulsync/plex-svc';
import type { RunningService } from '@soulsync/service-kit';
import type { Simulated } from '../simulators/src/http/simulator-server.js';
import { startSimulator as startPlexTv } from '../simulators/src/plex-tv/server.js';
import { startSimulator as startPlex } from '../simulators/src/plex/server.js';
import { generateWorld } from '../simulators/src/world/generate-world.js';
import { eventually } from '../support/running-demo.js';
import { testNats, testPostgres } from '../support/servers.js';

jest.setTimeout(60_000); // servers are started and stopped; the machine may be busy

const TRACKS = 60;
const ACCOUNT_TOKEN = 'account-token-nobody-may-see';
const SECOND_TOKEN = 'server-token-given-later';
const PASSWORD = 'a password of the test';
const PATIENCE_MS = 60_000;

let dir: string;
let nats: Awaited<ReturnType<typeof testNats>>;
let postgres: Awaited<ReturnType<typeof testPostgres>>;
let plex: Simulated;
let plexTv: Simulated;
let plexConfig: Parameters<typeof startPlex>[0];
let running: RunningService[] = [];
let cookie = '';
const url = () => `http://127.0.0.1:${port}`;
let port = 0;
/** Every answer of the gateway, but for the link and the code a person needs. */
const answers: string[] = [];
/** What must be read nowhere. */
const secrets = [ACCOUNT_TOKEN, SECOND_TOKEN];

const control = (simulator: Simulated, verb: string, body: object = {}) =>
  fetch(`${simulator.url}/__sim/${verb}`, { method: 'POST', body: JSON.stringify(body) });

async function ask<T>(method: string, path: string, body?: object, headers: Record<string, string> = { Cookie: cookie }): Promise<T> {
  const response = await fetch(`${url()}/api/v1/${path}`, {
    method,
    headers: { 'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-origin', ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  const answer = JSON.parse(text) as T & { link?: string; code?: string };
  answers.push(JSON.stringify(Array.isArray(answer) ? answer : { ...answer, link: null, code: null }));
  if (!response.ok) throw Object.assign(new Error(text), { status: response.status });
  return answer;
}
const report = () => ask<MediaServerReport>('GET', 'media-server');
const issues = () => ask<HealthIssueReport[]>('GET', 'health-issues');
const tracks = async () => (await ask<{ tracks: number }[]>('GET', 'library-mirrors'))[0]?.tracks ?? 0;
const standing = (id: string) => ask<SignInReport>('GET', `media-server/sign-in/${id}`);
const codeOf = ({ link, code }: SignInReport) => code ?? new URLSearchParams(new URL(link ?? '').hash.replace('#?', '')).get('code') ?? '';

async function begin(kind: 'strong' | 'short' = 'strong'): Promise<SignInReport> {
  const begun = await ask<SignInReport>('POST', 'media-server/sign-in', { kind });
  if (kind === 'strong') secrets.push(codeOf(begun));
  return begun;
}
async function signIn(): Promise<SignInReport> {
  const begun = await begin();
  await control(plexTv, 'approve', { code: codeOf(begun), token: ACCOUNT_TOKEN });
  return eventually(
    () => standing(begun.id),
    ({ state }) => state !== 'waiting',
  );
}

/** Two services stop and start within it, on a busy machine. */
const RESTART_MS = 60_000;

async function start(more: Record<string, string> = {}): Promise<void> {
  const env = {
    SOULSYNC_NATS_URL: nats.url,
    SOULSYNC_DATABASE_URL: postgres.url,
    SOULSYNC_DATA_DIR: dir,
    SOULSYNC_SECRET_KEY: SECRET_KEY,
    SOULSYNC_LOG_FILE: join(dir, 'log'),
    SOULSYNC_LOG_LEVEL: 'debug',
    SOULSYNC_LIBRARY_SERVER: 'plex',
    SOULSYNC_MUSIC_DIR: join(dir, 'music'),
    SOULSYNC_PLEX_PATH_MAP: `/data/music=${join(dir, 'music')}`,
    SOULSYNC_PLEX_TV_URL: plexTv.url,
    SOULSYNC_ADMIN_USER: 'admin',
    SOULSYNC_ADMIN_PASSWORD: PASSWORD,
    SOULSYNC_HTTP_LISTEN: `127.0.0.1:${port}`,
    ...more,
  };
  running = [await plexService.start(env), await gatewayService.start(env)];
  const session = await fetch(`${url()}/api/v1/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ name: 'admin', password: PASSWORD }),
  });
  cookie = (session.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}
const SECRET_KEY = randomBytes(32).toString('base64');
async function stop(): Promise<void> {
  for (const service of [...running].reverse()) await service.stop();
  running = [];
}

const theServer = (more: object = {}) => ({
  name: 'Attic NAS',
  machineIdentifier: plexConfig.machineIdentifier,
  owned: true,
  accessToken: plexConfig.token,
  portFile: plexConfig.portFile,
  ...more,
});

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'soulsync-media-server-'));
  generateWorld({ dir, seed: '3', tracks: TRACKS });
  plexConfig = JSON.parse(await readFile(join(dir, 'plex.json'), 'utf8')) as typeof plexConfig;
  secrets.push(plexConfig.token);
  [nats, postgres, plex] = await Promise.all([testNats(), testPostgres(), startPlex(plexConfig)]);
  plexTv = await startPlexTv({
    listen: '127.0.0.1:0',
    portFile: join(dir, 'plex-tv.port'),
    account: { id: 1, username: 'ida' },
    tokens: [],
    strongLifeS: 1_800,
    shortLifeS: 2,
    servers: [theServer(), theServer({ name: 'Of a friend', machineIdentifier: 'friend', owned: false, accessToken: null })],
  });
  const { freePort } = await import('@soulsync/launcher');
  port = await freePort();
  await start();
}, 2 * PATIENCE_MS);
afterAll(async () => {
  await stop();
  await Promise.all([plex.stop(), plexTv.stop()]);
  await nats.stop();
  await postgres.stop();
  await rm(dir, { recursive: true, force: true });
}, PATIENCE_MS);

describe('before a server is chosen', () => {
  it('everything runs, and one health issue says what to do', async () => {
    expect(await eventually(report, ({ state }) => state === 'unconfigured')).toMatchObject({ connectedTo: null, addressFrom: null });
    expect(await issues()).toContainEqual(expect.objectContaining({ code: 'media-server', level: 'warning' }));
  });

  it('only an admin may look at it', async () => {
    const { key } = await ask<{ key: string }>('POST', 'api-keys', { name: 'a script', scope: 'write' });
    answers.pop(); // the key itself, shown once
    await expect(ask('GET', 'media-server', undefined, { 'X-Api-Key': key })).rejects.toMatchObject({ status: 403 });
    await expect(ask('POST', 'media-server/test', {}, { 'X-Api-Key': key })).rejects.toMatchObject({ status: 403 });
  });

  it('a choice needs a sign-in', async () => {
    await expect(ask('POST', 'media-server/choose', { serverId: 'x' })).rejects.toThrow(/sign in with Plex first/i);
  });
});

describe('a sign-in', () => {
  it('that nobody approves in time expires', async () => {
    const { id, code } = await begin('short');
    expect(code).toMatch(/^[A-Z0-9]{4}$/);
    expect(
      await eventually(
        () => standing(id),
        ({ state }) => state !== 'waiting',
      ),
    ).toMatchObject({ state: 'expired', code: null });
  });

  it('can be given up', async () => {
    const { id } = await begin();
    expect(await ask<SignInReport>('DELETE', `media-server/sign-in/${id}`)).toMatchObject({ state: 'cancelled' });
    expect(await standing(id)).toMatchObject({ state: 'cancelled', link: null });
  });

  it('waits when plex.tv asks for patience, and says so', async () => {
    const { id } = await begin();
    await control(plexTv, 'trouble', { kind: 'too-often' });
    expect(
      await eventually(
        () => standing(id),
        ({ detail }) => detail !== null,
      ),
    ).toMatchObject({ state: 'waiting', detail: expect.stringMatching(/patience/) });
    await control(plexTv, 'trouble');
    await ask('DELETE', `media-server/sign-in/${id}`);
  });

  it('that is approved takes the only owned server, and its library is read', async () => {
    expect(await signIn()).toMatchObject({
      state: 'signed-in',
      account: 'ida',
      chosen: plexConfig.machineIdentifier,
      servers: [{ name: 'Attic NAS', owned: true }, { name: 'Of a friend' }],
    });
    expect(await report()).toMatchObject({
      state: 'connected',
      name: 'Attic NAS',
      connectedTo: plex.url,
      addressFrom: 'stored',
      tokenFrom: 'stored',
      variables: [],
      signedIn: true,
    });
    await eventually(tracks, (count) => count === TRACKS);
    expect((await issues()).filter(({ code }) => code === 'media-server')).toEqual([]);
  });

  it('does not help with a server the account may not use', async () => {
    await expect(ask('POST', 'media-server/choose', { serverId: 'friend' })).rejects.toThrow(/gives no token for it/);
    await expect(ask('POST', 'media-server/choose', { serverId: 'nobody' })).rejects.toMatchObject({ status: 404 });
  });
});

describe('a signed-in account', () => {
  it('shows its servers again without another sign-in', async () => {
    expect(await ask<OfferedServer[]>('GET', 'media-server/servers')).toMatchObject([{ name: 'Attic NAS' }, { name: 'Of a friend' }]);
  });
});

describe('a chosen server', () => {
  it('passes its test', async () => {
    const { steps } = await ask<ConnectionTestReport>('POST', 'media-server/test');
    expect(steps.filter(({ ok }) => ok !== true)).toEqual([]);
    expect(steps.map(({ step }) => step)).toEqual(
      expect.arrayContaining(['reachable', 'identity', 'token', 'admin', 'sections', 'version']),
    );
  });

  it(
    'is kept over a restart',
    async () => {
      await stop();
      await start();
      await eventually(report, ({ state }) => state === 'connected');
    },
    RESTART_MS,
  );

  it('may be given with an address of its own, which is tested like the others', async () => {
    const serverId = plexConfig.machineIdentifier;
    const choose = (address: string) => ask<MediaServerReport>('POST', 'media-server/choose', { serverId, address });
    await expect(choose('http://127.0.0.1:9')).rejects.toThrow(/nothing listens there/);
    await expect(choose('file:///etc/passwd')).rejects.toMatchObject({ status: 422 });
    await expect(choose('http://169.254.169.254/web/index.html')).rejects.toMatchObject({ status: 422 });
    expect(await choose(`${plex.url}/`)).toMatchObject({ address: plex.url, addresses: [{ reach: 'custom' }, { reach: 'local' }] });
  });
});

describe('a token that is no longer taken', () => {
  it('stops the work until a person signs in again; everything is kept', async () => {
    await control(plex, 'take-token', { token: SECOND_TOKEN });
    await ask('POST', 'library/sweep');
    await eventually(report, ({ state }) => state === 'needs-sign-in');
    const told = await eventually(issues, (list) => !list.some(({ code }) => code === 'library-unreadable'));
    expect(told).toContainEqual(expect.objectContaining({ code: 'media-server', level: 'error' }));
    expect(await tracks()).toBe(TRACKS);
    await control(plexTv, 'servers', { servers: [theServer({ accessToken: SECOND_TOKEN })] });
    expect(await signIn()).toMatchObject({ state: 'signed-in', chosen: plexConfig.machineIdentifier });
    expect(await report()).toMatchObject({ state: 'connected' });
  });

  it('can be pasted by hand instead, and is refused when the server does', async () => {
    await expect(ask('POST', 'media-server/token', { url: plex.url, token: 'no-good' })).rejects.toMatchObject({ status: 409 });
    await expect(ask('POST', 'media-server/token', { url: plex.url, token: 'two words' })).rejects.toMatchObject({ status: 422 });
    const copied = `${plex.url}/web/index.html?X-Plex-Token=${SECOND_TOKEN}#!/`;
    expect(await ask<MediaServerReport>('POST', 'media-server/token', { url: copied, token: ` ${SECOND_TOKEN}\n` })).toMatchObject({
      address: plex.url,
      state: 'connected',
      name: 'Demo Plex',
    });
  });
});

describe('another machine on the old address', () => {
  it('is told, and the mirror is not touched', async () => {
    await control(plex, 'become', { machineIdentifier: 'someone-else' });
    const { steps } = await ask<ConnectionTestReport>('POST', 'media-server/test');
    expect(steps.find(({ ok }) => ok === false)).toMatchObject({ step: 'identity', detail: expect.stringMatching(/another server/) });
    expect(await report()).toMatchObject({ state: 'other-server', foundServerId: 'someone-else' });
    await ask('POST', 'library/sweep');
    expect(await issues()).toContainEqual(
      expect.objectContaining({ code: 'media-server', message: expect.stringMatching(/another server/) }),
    );
    expect(await tracks()).toBe(TRACKS);
    await control(plex, 'become', { machineIdentifier: plexConfig.machineIdentifier });
    await ask('POST', 'media-server/test');
    expect(await report()).toMatchObject({ state: 'connected' });
  });
});

describe('variables of the environment', () => {
  it(
    'win over what is stored, and the answer says so',
    async () => {
      await stop();
      await start({ SOULSYNC_PLEX_URL: plex.url, SOULSYNC_PLEX_TOKEN: SECOND_TOKEN });
      expect(await eventually(report, ({ state }) => state === 'connected')).toMatchObject({
        addressFrom: 'environment',
        tokenFrom: 'environment',
        variables: ['SOULSYNC_PLEX_URL', 'SOULSYNC_PLEX_TOKEN'],
        serverId: plexConfig.machineIdentifier,
      });
    },
    RESTART_MS,
  );

  it('name a place, not a server: another one there is taken only when a person says so', async () => {
    await control(plex, 'become', { machineIdentifier: 'rebuilt' });
    await ask('POST', 'media-server/test');
    expect(await report()).toMatchObject({ state: 'other-server', foundServerId: 'rebuilt' });
    expect(await ask<MediaServerReport>('POST', 'media-server/choose', { serverId: 'rebuilt' })).toMatchObject({
      state: 'connected',
      serverId: 'rebuilt',
      name: 'Demo Plex',
    });
  });
});

describe('afterwards', () => {
  it('no event, no log line and no answer has held a token, a PIN or its code', async () => {
    const connection = await connect({ servers: nats.url });
    const events: string[] = [];
    for await (const commit of (await jetStreamEventStore({ connection })).readAll(null)) events.push(JSON.stringify(commit));
    await connection.close();
    const log = await readFile(join(dir, 'log'), 'utf8');
    const timeline = events.join('\n');
    expect(timeline).toContain('MediaServerChosen');
    expect(timeline).toContain('SecretSet');
    expect(log).toContain('a sign-in ended');
    expect(answers.length).toBeGreaterThan(30);
    for (const secret of secrets)
      for (const text of [timeline, log, answers.join('\n')])
        expect(text.includes(secret) ? `shows ${secret.slice(0, 12)}` : 'is clean').toBe('is clean');
    expect(log).not.toMatch(/12003400\d\d/); // ids of PINs
  });
});
