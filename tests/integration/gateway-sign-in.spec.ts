import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ADMIN, asAdmin, ask, callers, cookiesOf, runningGateway, signedIn } from '../support/gateway.js';
import type { Gateway } from '../support/gateway.js';

const PATIENCE_MS = 120_000;
const OWNER_MS = 3_000;

/** 200 clients who try to sign in again and again, each on a connection that it keeps; `over` tells how often each status was answered. */
async function flood(url: string, password: string, name: string): Promise<{ over(): Promise<Record<number, number>> }> {
  const script = join(import.meta.dirname, '../support/login-flood.mjs');
  const child = spawn(process.execPath, [script, url, '200', '5000', password, name], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  const over = new Promise<Record<number, number>>((done) =>
    child.once('close', () => done(JSON.parse(said.split('\n').at(-1) ?? '') as Record<number, number>)),
  );
  await new Promise<void>((begun) =>
    child.stdout.on('data', (piece: Buffer) => {
      said += piece.toString();
      if (said.includes('begun')) begun();
    }),
  );
  return { over: () => over };
}

describe('signing in', () => {
  let gateway: Gateway;
  const logIn = (credentials: object, headers: Record<string, string> = {}) => gateway.post('/api/v1/session', credentials, headers);
  const wrong = { name: ADMIN.name, password: 'wrong' };

  beforeAll(async () => {
    gateway = await runningGateway(asAdmin);
  }, PATIENCE_MS);
  afterAll(() => gateway.stop(), 60_000);
  /** Nothing is remembered of the tries before. */
  const afresh = () => gateway.restart();

  it.each([
    ['guess at their password', '*', ADMIN.name, false],
    ['guess at their password, in the browser that they use', '*', ADMIN.name, true],
    ['repeat one wrong password', 'wrong', ADMIN.name, false],
    ['try any names', '*', '*', false],
  ])(
    'takes its owner less than 3 s while 200 others from the same address %s',
    async (_what, password, name, withDevice) => {
      await afresh();
      const alone = await logIn(ADMIN);
      const flooding = await flood(gateway.url, password, name);
      const mine = await logIn(ADMIN, withDevice ? { cookie: cookiesOf(alone) } : {});
      const answers = await flooding.over();
      // On a machine that has nothing else to do one hash takes 0.3 s.
      expect([mine.status, mine.tookMs < Math.max(OWNER_MS, 8 * alone.tookMs)]).toEqual([200, true]);
      expect(answers[200]).toBeUndefined();
      expect(Object.keys(answers).every((status) => ['401', '429', '503'].includes(status))).toBe(true);
    },
    PATIENCE_MS,
  );

  it(
    'says how long to wait, and lets a known browser in meanwhile',
    async () => {
      await afresh();
      const device = (await signedIn(gateway)).split('; ').find((cookie) => cookie.startsWith('soulsync_device=')) ?? '';
      await afresh();
      const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => logIn({ name: ADMIN.name, password: `no ${n}` })));
      const refused = answers.filter(({ status }) => status === 429);
      expect(refused.length).toBeGreaterThanOrEqual(5);
      for (const { headers } of refused) expect(Number(headers['retry-after'])).toBeGreaterThan(0);
      expect((await logIn(ADMIN, { cookie: device })).status).toBe(200);
      expect((await logIn(ADMIN, { cookie: device.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')) })).status).not.toBe(500);
    },
    PATIENCE_MS,
  );

  it(
    'says the same of an unknown name and of a wrong password',
    async () => {
      await afresh();
      const [unknown, known] = [await logIn({ name: 'nobody', password: 'wrong' }), await logIn(wrong)];
      const told = ({ text, status }: typeof unknown) => [status, text.replace(/"correlationId":"[^"]*"/, '')];
      expect(told(unknown)).toEqual(told(known));
      expect(unknown.tookMs).toBeGreaterThan(known.tookMs / 10); // both were hashed
      expect(known.tookMs).toBeGreaterThan(unknown.tookMs / 10);
    },
    PATIENCE_MS,
  );

  it('believes no header about where a try comes from', async () => {
    await afresh();
    const tries = Array.from({ length: 40 }, (_, n) =>
      logIn({ name: `n${n}`, password: 'guess' }, { 'x-forwarded-for': `10.0.0.${n}`, forwarded: `for=10.0.0.${n}` }),
    );
    expect((await Promise.all(tries)).filter(({ status }) => status === 429).length).toBeGreaterThan(0);
  }, 60_000);

  it(
    'begins a new session each time and ends the one before; of two in one request neither counts',
    async () => {
      await afresh();
      const me = (cookie: string) => ask(`${gateway.url}/api/v1/session`, { headers: { cookie } });
      const first = await signedIn(gateway);
      const second = await signedIn(gateway, { cookie: first, 'sec-fetch-site': 'same-origin' });
      expect(second).not.toBe(first);
      expect([(await me(first)).status, (await me(second)).status]).toEqual([401, 200]);
      expect((await me(`soulsync_session=planted; ${second}`)).status).toBe(401);
      expect((await me(`other=soulsync_session=planted; ${second}`)).status).toBe(200);
    },
    PATIENCE_MS,
  );

  it('marks its cookies as for this site, for no script, and for https where the request came by it', async () => {
    const lines = async (headers: Record<string, string>) => [(await logIn(ADMIN, headers)).headers['set-cookie'] ?? []].flat();
    for (const line of await lines({})) expect(line).toMatch(/^(?!.*Secure).*HttpOnly.*SameSite=Lax/);
    // Nobody who is trusted says so.
    for (const line of await lines({ 'x-forwarded-proto': 'https' })) expect(line).not.toContain('Secure');
    await gateway.restart({ SOULSYNC_TRUSTED_PROXIES: '127.0.0.0/8' });
    for (const line of await lines({ 'x-forwarded-proto': 'https' })) expect(line).toMatch(/HttpOnly; Secure; SameSite=Lax/);
  }, 60_000);

  it('is refused to another site, whatever it sends', async () => {
    const cookie = cookiesOf(await logIn(ADMIN));
    const post = (headers: Record<string, string>, body?: string) =>
      ask(`${gateway.url}/api/v1/library/sweep`, { method: 'POST', headers: { cookie, ...headers }, ...(body ? { body } : {}) });
    expect((await post({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await post({ origin: 'http://elsewhere' })).status).toBe(403);
    expect((await post({ 'content-type': 'text/plain', 'sec-fetch-site': 'same-origin' }, '{}')).status).toBe(415);
    expect((await post({ 'transfer-encoding': 'chunked', 'content-type': 'text/plain' }, 'a=1')).status).toBe(415);
  }, 60_000);

  it('is described as it is asked for: each operation says which role it needs', async () => {
    await afresh();
    const strength: Readonly<Record<string, number>> = { anonymous: -1, nobody: -1, viewer: 0, editor: 1, admin: 2 };
    const who = await callers(gateway);
    const document = JSON.parse((await ask(`${gateway.url}/api/v1/openapi.json`, { headers: who['viewer']! })).text) as {
      paths: Record<string, Record<string, { 'x-role': string; security?: object[] }>>; // OpenAPI 3
    };
    const all = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, { 'x-role': role, security }]) => ({ path, method, role, security })),
    );
    expect(new Set(all.map(({ role }) => role))).toEqual(new Set(['nobody', 'viewer', 'editor', 'admin']));
    for (const { path, method, role, security } of all) {
      expect([path, security]).toEqual([path, role === 'nobody' ? [] : undefined]);
      for (const [caller, headers] of Object.entries(who)) {
        const url = gateway.url + path.replaceAll(/\{\w+\}/g, 'nothing');
        const { status } = await ask(url, { method: path.endsWith('/live') ? 'HEAD' : method.toUpperCase(), headers });
        const isRefused = status === 403 || (status === 401 && !headers['x-api-key'] && role !== 'nobody');
        expect([method, path, caller, isRefused]).toEqual([method, path, caller, strength[caller]! < strength[role]!]);
      }
    }
  }, 120_000);

  it('serves the files of the console and none beside them', async () => {
    const folder = join(gateway.dataDir, 'console');
    await mkdir(folder);
    await writeFile(join(folder, 'index.html'), 'the page');
    await writeFile(join(folder, 'app.js'), 'the script');
    await writeFile(join(folder, '.hidden'), 'the secret');
    await writeFile(join(gateway.dataDir, 'beside.txt'), 'the secret');
    await gateway.restart({ SOULSYNC_CONSOLE_DIR: folder });
    const text = async (path: string) => (await ask(gateway.url + path)).text;
    expect([await text('/'), await text('/app.js')]).toEqual(['the page', 'the script']);
    for (const path of [
      '/../beside.txt',
      '/..%2fbeside.txt',
      '/%2e%2e/beside.txt',
      '/..%5cbeside.txt',
      '//..//beside.txt',
      '/.hidden',
      '/%00',
      '/%ff',
    ])
      expect(await text(path)).not.toContain('the secret');
  }, 60_000);

  it('sends what was compressed beforehand to whoever takes it, and says how long it is good for', async () => {
    const folder = join(gateway.dataDir, 'compressed');
    await mkdir(join(folder, 'assets'), { recursive: true });
    await writeFile(join(folder, 'index.html'), 'the page');
    await writeFile(join(folder, 'assets', 'app-Hash.js'), 'the script');
    await writeFile(join(folder, 'assets', 'app-Hash.js.gz'), 'its bytes, compressed');
    await gateway.restart({ SOULSYNC_CONSOLE_DIR: folder });
    const script = `${gateway.url}/assets/app-Hash.js`;
    const plain = await ask(script, { headers: { 'accept-encoding': 'identity' } });
    expect([plain.text, plain.headers['content-encoding'], plain.headers['cache-control']]).toEqual([
      'the script',
      undefined,
      'public, max-age=31536000, immutable',
    ]);
    const zipped = await ask(script, { headers: { 'accept-encoding': 'gzip' } });
    expect([zipped.text, zipped.headers['content-encoding'], zipped.headers['vary']]).toEqual([
      'its bytes, compressed',
      'gzip',
      'Accept-Encoding',
    ]);
    const asked = await ask(gateway.url, { method: 'HEAD' });
    expect([asked.status, asked.headers['cache-control'], asked.text]).toEqual([200, 'no-store', '']);
  }, 60_000);

  it('keeps answers out of caches, and stacks out of answers; knows no TRACE', async () => {
    const headers = { cookie: cookiesOf(await logIn(ADMIN)) };
    expect((await ask(`${gateway.url}/api/v1/session`, { headers })).headers['cache-control']).toBe('no-store');
    const none = await ask(`${gateway.url}/api/v1/nothing-here`, { headers });
    expect([none.status, /\bat \S+ \(/.test(none.text)]).toEqual([404, false]);
    expect((await ask(`${gateway.url}/api/v1/session`, { method: 'TRACE', headers })).status).toBe(404);
    expect((await ask(`${gateway.url}/api/v1/live`, { method: 'HEAD', headers, withinMs: 5_000 })).status).toBe(200);
    const huge = await ask(`${gateway.url}/ping`, { headers: { 'x-much': 'x'.repeat(40_000) } });
    expect(huge.status).toBe(431);
  }, 60_000);
});
