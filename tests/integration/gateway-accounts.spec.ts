import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { ADMIN, ask, callers, runningGateway, signedIn } from '../support/gateway.js';
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
      expect(Object.keys(write ?? {}).sort()).toEqual(['id', 'lastUsedAt', 'name', 'scope']);
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
