import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { resetPassword } from '@soulsync/gateway';
import { ADMIN, ask, cookiesOf, callers, runningGateway, signedIn } from '../support/gateway.js';
import type { Gateway } from '../support/gateway.js';
import { eventually } from '../support/running-demo.js';

const PATIENCE_MS = 120_000;

describe('accounts', () => {
  let gateway: Gateway;
  const query = <Row>(sql: string, values: readonly unknown[] = []) => gateway.ground.query<Row>(sql, values);
  const accountEvents = async () => (await gateway.ground.events()).filter(({ aggregateType }) => aggregateType === 'account');
  const codeFile = () => join(gateway.dataDir, 'run', 'setup-code');

  beforeAll(async () => {
    gateway = await runningGateway();
  }, PATIENCE_MS);
  afterAll(() => gateway.stop(), 60_000);

  it(
    'begin with one, however many come with the right code at once',
    async () => {
      const code = (await readFile(codeFile(), 'utf8')).trim();
      expect((await stat(codeFile())).mode & 0o777).toBe(0o600);
      expect((await gateway.post('/api/v1/setup', { code: 'not it', name: 'x', password: 'long enough, really' })).status).toBe(409);
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, n) =>
          gateway.post('/api/v1/setup', { code, name: n === 0 ? ADMIN.name : `other ${n}`, password: ADMIN.password }),
        ),
      );
      expect(answers.map(({ status }) => status).filter((status) => status === 200)).toHaveLength(1);
      expect(await query('SELECT "id" FROM gateway.account')).toHaveLength(1);
      expect(await eventually(accountEvents, (events) => events.length > 0)).toHaveLength(1);
      expect(existsSync(codeFile())).toBe(false);
      await query(`UPDATE gateway.account SET "name" = $1`, [ADMIN.name]); // whoever was first
      expect((await gateway.post('/api/v1/setup', { code, name: 'late', password: ADMIN.password })).status).toBeGreaterThanOrEqual(400);
      await gateway.restart();
      expect(JSON.parse((await ask(`${gateway.url}/api/v1/setup`)).text)).toEqual({ needed: false });
    },
    PATIENCE_MS,
  );

  it(
    'are told to the log when a crash came between the row and its event, once',
    async () => {
      const before = (await accountEvents()).length;
      const at = new Date().toISOString();
      const created = (id: string) => JSON.stringify({ accountId: id, name: id, role: 'viewer', createdAt: at });
      // As a crash leaves them: announced to nobody; announced and not yet crossed off; a row that nothing tells of.
      for (const id of ['crashed-1', 'crashed-2', 'crashed-3'])
        await query(`INSERT INTO gateway.account ("id", "name", "role", "password") VALUES ($1, $1, 'viewer', 'none')`, [id]);
      const record = () =>
        query(
          `INSERT INTO gateway.account_event ("id", "accountId", "type", "data", "actor", "at") VALUES ('crashed-1', 'crashed-1', 'AccountCreated', $1, 'person:set-up', $2)`,
          [created('crashed-1'), at],
        );
      await record();
      await gateway.restart();
      const told = async () =>
        (await accountEvents())
          .map(({ aggregateId }) => aggregateId)
          .filter((id) => id.startsWith('crashed'))
          .sort();
      expect(await eventually(told, (ids) => ids.length >= 3)).toEqual(['crashed-1', 'crashed-2', 'crashed-3']);
      await record();
      await gateway.restart();
      await eventually(
        () => query('SELECT 1 FROM gateway.account_event'),
        (rows) => rows.length === 0,
      );
      expect(await told()).toEqual(['crashed-1', 'crashed-2', 'crashed-3']);
      expect((await accountEvents()).length).toBe(before + 3);
    },
    PATIENCE_MS,
  );

  it(
    'that the log tells of and the database does not have are named',
    async () => {
      await query(`DELETE FROM gateway.account WHERE "id" = 'crashed-3'`);
      await gateway.restart();
      const issues = await eventually(
        async () => (await gateway.ground.status('gateway')).healthIssues,
        (found) => found.length > 0,
      );
      expect(issues.map(({ code }) => code)).toEqual(['accounts-not-in-database']);
      expect(issues[0]?.message).toContain('crashed-3');
    },
    PATIENCE_MS,
  );

  it(
    'have API keys that are listed without what they open, and open nothing once they are revoked',
    async () => {
      const { admin = {}, editor = {} } = await callers(gateway);
      const keys = `${gateway.url}/api/v1/api-keys`;
      expect((await ask(keys, { headers: editor })).status).toBe(403);
      const listed = JSON.parse((await ask(keys, { headers: admin })).text) as readonly Record<string, unknown>[]; // as the API describes it
      const write = listed.find(({ scope }) => scope === 'write');
      expect(Object.keys(write ?? {}).sort()).toEqual(['account', 'createdAt', 'expiresAt', 'id', 'lastUsedAt', 'name', 'scope']);
      const revoke = () => ask(`${keys}/${String(write?.['id'])}`, { method: 'DELETE', headers: admin });
      expect([(await revoke()).status, (await revoke()).status]).toEqual([200, 404]);
      expect((await ask(`${gateway.url}/api/v1/session`, { headers: editor })).status).toBe(401);
      const types = (await gateway.ground.events()).filter(({ type }) => type === 'ApiKeyRevoked');
      expect(types.map(({ actor, data }) => [actor, data])).toEqual([
        [{ kind: 'account', id: 'admin' }, expect.objectContaining({ apiKeyId: write?.['id'] })],
      ]);
      await query('DELETE FROM gateway.api_key');
    },
    PATIENCE_MS,
  );

  it(
    'change their own password with the one of now, which ends their other sessions',
    async () => {
      const [mine, other] = [await signedIn(gateway), await signedIn(gateway)];
      const change = (current: string, next: string) =>
        gateway.post('/api/v1/session/password', { current, next }, { cookie: mine, 'sec-fetch-site': 'same-origin' });
      const isIn = async (cookie: string) => (await ask(`${gateway.url}/api/v1/session`, { headers: { cookie } })).status === 200;
      const wrong = await change('not the password', 'another good password');
      expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining('is not your password')]);
      expect([(await change(ADMIN.password, 'short')).status, await isIn(other)]).toEqual([422, true]);
      expect((await change(ADMIN.password, 'another good password')).status).toBe(200);
      expect([await isIn(mine), await isIn(other)]).toEqual([true, false]);
      expect((await gateway.post('/api/v1/session', ADMIN)).status).toBe(401);
      expect((await change('another good password', ADMIN.password)).status).toBe(200);
      expect((await accountEvents()).filter(({ type }) => type === 'PasswordChanged')).toHaveLength(2);
    },
    PATIENCE_MS,
  );

  it(
    'see where they are signed in, and end their own sessions there',
    async () => {
      const [mine, phone] = [
        await signedIn(gateway, { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' }),
        await signedIn(gateway),
      ];
      const asMe = { cookie: mine, 'sec-fetch-site': 'same-origin' };
      const listed = async () =>
        JSON.parse((await ask(`${gateway.url}/api/v1/sessions`, { headers: asMe })).text) as readonly {
          id: string;
          device: string | null;
          isCurrent: boolean;
        }[]; // as the API describes it
      const before = await listed();
      expect(before.find(({ isCurrent }) => isCurrent)?.device).toBe('Firefox on Linux');
      const [theirs] = await query<{ id: string }>(`SELECT "id" FROM gateway.session ORDER BY "createdAt" DESC LIMIT 1`);
      const end = (id: string) => ask(`${gateway.url}/api/v1/sessions/${id}`, { method: 'DELETE', headers: asMe });
      expect([(await end(theirs?.id ?? '')).status, (await end(theirs?.id ?? '')).status, (await end('no-id')).status]).toEqual([
        200, 404, 404,
      ]);
      expect((await ask(`${gateway.url}/api/v1/session`, { headers: { cookie: phone } })).status).toBe(401);
      expect((await listed()).map(({ id }) => id)).toEqual(before.map(({ id }) => id).filter((id) => id !== theirs?.id));
      expect((await gateway.post('/api/v1/users', { name: 'stranger', password: 'long enough, really' }, asMe)).status).toBe(200);
      await query(
        `UPDATE gateway.session SET "accountId" = (SELECT "id" FROM gateway.account WHERE "name" = 'stranger') WHERE "id" <> $1`,
        [before.find(({ isCurrent }) => isCurrent)?.id],
      );
      await gateway.post('/api/v1/session', { name: 'stranger', password: 'long enough, really' });
      const [strangers] = await query<{ id: string }>(
        `SELECT s."id" FROM gateway.session s JOIN gateway.account a ON a."id" = s."accountId" WHERE a."name" = 'stranger'`,
      );
      expect((await end(strangers?.id ?? '')).status).toBe(404);
    },
    PATIENCE_MS,
  );

  it(
    'are created, given a role and removed by an admin, of whom one always stays',
    async () => {
      const asAdmin = { cookie: await signedIn(gateway), 'sec-fetch-site': 'same-origin' };
      const post = (path: string, body: object) => gateway.post(`/api/v1/users${path}`, body, asAdmin);
      const remove = (id: string) => ask(`${gateway.url}/api/v1/users/${id}`, { method: 'DELETE', headers: asAdmin });
      const created = await post('', { name: 'Ann', password: 'long enough, really', role: 'editor' });
      const { id } = JSON.parse(created.text) as { id: string }; // as the API describes it
      expect((await post('', { name: 'ann', password: 'long enough, really' })).status).toBe(409);
      expect((await post('', { name: ' ann', password: 'long enough, really' })).status).toBe(422);
      const asAnn = { cookie: cookiesOf(await gateway.post('/api/v1/session', { name: 'Ann', password: 'long enough, really' })) };
      const annSees = async () => (await ask(`${gateway.url}/api/v1/users`, { headers: asAnn })).status;
      expect(await annSees()).toBe(403);
      expect((await post(`/${id}/role`, { role: 'admin' })).status).toBe(200);
      expect(await annSees()).toBe(200); // at once

      const [admin] = await query<{ id: string }>(`SELECT "id" FROM gateway.account WHERE "name" = $1`, [ADMIN.name]);
      const both = await Promise.all([
        post(`/${id}/role`, { role: 'viewer' }),
        ask(`${gateway.url}/api/v1/users/${admin?.id ?? ''}/role`, {
          method: 'POST',
          headers: { ...asAnn, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
          body: JSON.stringify({ role: 'viewer' }),
        }),
      ]);
      expect(both.filter(({ status }) => status === 200)).toHaveLength(1); // whoever came second is no admin, or the last one
      expect(await query(`SELECT 1 FROM gateway.account WHERE "role" = 'admin'`)).toHaveLength(1);
      await query(`UPDATE gateway.account SET "role" = CASE WHEN "id" = $1 THEN 'admin' ELSE 'viewer' END`, [admin?.id]);
      expect([(await remove(admin?.id ?? '')).status, (await post(`/${admin?.id ?? ''}/role`, { role: 'editor' })).status]).toEqual([
        409, 409,
      ]);

      expect((await post(`/${id}/password`, { password: 'set by the admin' })).status).toBe(200);
      expect(await annSees()).toBe(401);
      expect([(await remove(id)).status, (await remove(id)).status]).toEqual([200, 404]);
      const types = (await accountEvents()).filter(({ aggregateId }) => aggregateId === id).map(({ type }) => type);
      expect([types[0], types.at(-2), types.at(-1)]).toEqual(['AccountCreated', 'PasswordChanged', 'AccountRemoved']);
      expect(types).toContain('RoleChanged');
      await query(`DELETE FROM gateway.session`);
      await gateway.restart();
      await eventually(
        () => query(`SELECT 1 FROM gateway.activity WHERE "type" = 'AccountRemoved'`),
        (rows) => rows.length === 1,
      );
      const issues = await eventually(
        async () => (await gateway.ground.status('gateway')).healthIssues,
        (found) => found.length > 0,
      );
      expect(issues[0]?.message).not.toContain(id); // removed is not lost; crashed-3, from above, is
    },
    PATIENCE_MS,
  );

  it(
    'have API keys that end by themselves and are never stronger than their account',
    async () => {
      const { admin = {} } = await callers(gateway);
      const issue = (body: object) => gateway.post('/api/v1/api-keys', { name: 'script', scope: 'admin', ...body }, admin);
      expect((await issue({ expiresAt: '2020-01-01T00:00:00Z' })).status).toBe(422);
      const issued = await issue({ expiresAt: new Date(Date.now() + 3_600_000).toISOString() });
      const script = { 'x-api-key': (JSON.parse(issued.text) as { key: string }).key }; // as the API describes it
      const sees = async (path: string) => (await ask(`${gateway.url}/api/v1/${path}`, { headers: script })).status;
      expect([await sees('users'), await sees('session')]).toEqual([200, 200]);
      expect((await gateway.post('/api/v1/session/password', { current: 'x', next: 'long enough, really' }, script)).status).toBe(409);
      await query(`UPDATE gateway.account SET "role" = 'viewer' WHERE "name" = $1`, [ADMIN.name]);
      expect([await sees('users'), await sees('session')]).toEqual([403, 200]);
      await query(`UPDATE gateway.account SET "role" = 'admin' WHERE "name" = $1`, [ADMIN.name]);
      await query(`UPDATE gateway.api_key SET "expiresAt" = now() - interval '1 second' WHERE "name" = 'script'`);
      expect(await sees('session')).toBe(401);
      await query('DELETE FROM gateway.api_key');
    },
    PATIENCE_MS,
  );

  it(
    'are recovered by whoever may read the database, with a new password that is told once',
    async () => {
      const cookie = await signedIn(gateway);
      const url = (await gateway.ground.envOf('gateway'))['SOULSYNC_DATABASE_URL'] ?? '';
      expect(await resetPassword(url, 'nobody')).toEqual({ password: null, names: expect.arrayContaining([ADMIN.name]) });
      const password = (await resetPassword(url, ADMIN.name)).password ?? '';
      expect((await ask(`${gateway.url}/api/v1/session`, { headers: { cookie } })).status).toBe(401);
      expect((await gateway.post('/api/v1/session', ADMIN)).status).toBe(401);
      const back = cookiesOf(await gateway.post('/api/v1/session', { name: ADMIN.name, password }));
      const change = { current: password, next: ADMIN.password };
      expect((await gateway.post('/api/v1/session/password', change, { cookie: back, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
      expect(JSON.stringify(await query('SELECT * FROM gateway.account_event'))).not.toContain(password);
    },
    PATIENCE_MS,
  );

  it(
    'have sessions that do not count once they are over, and are fully synced',
    async () => {
      const cookie = await signedIn(gateway);
      await query(`UPDATE gateway.session SET "expiresAt" = now() - interval '1 second'`);
      expect((await ask(`${gateway.url}/api/v1/session`, { headers: { cookie } })).status).toBe(401);
      expect(await query('SELECT 1 FROM gateway.session')).not.toEqual([]);
      await gateway.restart();
      await eventually(
        () => query('SELECT 1 FROM gateway.session'),
        (rows) => rows.length === 0,
      );
    },
    PATIENCE_MS,
  );

  it(
    'have live streams that end with their session, key or account',
    async () => {
      const who = await callers(gateway);
      const [first, second] = [await signedIn(gateway), await signedIn(gateway)];
      const streams = {
        signedOut: await stream({ cookie: first }),
        expired: await stream({ cookie: second }),
        revoked: await stream(who['viewer']!),
        deleted: await stream(who['editor']!),
      };
      await gateway.post('/api/v1/session/end', {}, { cookie: first, 'sec-fetch-site': 'same-origin' });
      await eventually(async () => streams.signedOut.over(), Boolean, 5_000);
      expect([streams.expired, streams.revoked, streams.deleted].map(({ over }) => over())).toEqual([false, false, false]);
      await query('UPDATE gateway.session SET "expiresAt" = now()');
      await query(`DELETE FROM gateway.api_key WHERE "name" = 'read'`);
      await eventually(async () => streams.expired.over() && streams.revoked.over(), Boolean);
      expect(streams.deleted.over()).toBe(false);
      await query('DELETE FROM gateway.account');
      await eventually(async () => streams.deleted.over(), Boolean);
    },
    PATIENCE_MS,
  );

  function stream(headers: Readonly<Record<string, string>>): Promise<{ over(): boolean }> {
    let over = false;
    return new Promise((resolve, reject) => {
      httpRequest(`${gateway.url}/api/v1/live`, { headers, agent: false }, (response) => {
        response.resume().on('close', () => (over = true));
        if (response.statusCode === 200) resolve({ over: () => over });
        else reject(new Error(`live: ${response.statusCode}`));
      })
        .on('error', reject)
        .end();
    });
  }
});
