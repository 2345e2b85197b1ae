import { createHash, randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { Role } from '@soulsync/contracts';
import { newId } from '@soulsync/event-store';
import type { EventStore } from '@soulsync/event-store';
import { Refused } from '@soulsync/service-kit';
import type { Clock } from '@soulsync/service-kit';
import { decoyHash, hashPassword, passwordFits } from './passwords.js';

export interface Identity {
  readonly accountId: string;
  readonly name: string;
  readonly role: Role;
  /** How the request proved who it is. */
  readonly by: 'session' | 'api-key';
}

export interface Accounts {
  empty(): Promise<boolean>;
  create(name: string, password: string, role: Role, actor: string): Promise<string>;
  /** null: name or password is wrong. */
  logIn(name: string, password: string): Promise<{ readonly token: string; readonly identity: Identity } | null>;
  logOut(token: string): Promise<void>;
  bySession(token: string): Promise<Identity | null>;
  byApiKey(key: string): Promise<Identity | null>;
  /** The key is told once, here. */
  issueApiKey(
    accountId: string,
    name: string,
    scope: 'read' | 'write' | 'admin',
    actor: string,
  ): Promise<{ readonly apiKeyId: string; readonly key: string }>;
}

export const SESSION_DAYS = 14;
const hashed = (token: string) => createHash('sha256').update(token).digest('hex');
const roleOf = { read: 'viewer', write: 'editor', admin: 'admin' } as const;

/** Names and roles are events; hashes live in tables that are backed up with the log. */
export function accounts(dataSource: DataSource, store: EventStore, clock: Clock): Accounts {
  const tell = (accountId: string, type: string, data: object, actor: string) => {
    const id = newId();
    return store.append({ aggregateType: 'account', aggregateId: accountId }, [{ type, data }], 'any', id, {
      correlationId: id,
      causationId: null,
      actor,
      traceparent: null,
      time: clock.now(),
    });
  };

  return {
    async empty() {
      const [row]: { n: string }[] = await dataSource.query('SELECT count(*) AS n FROM gateway.account');
      return Number(row?.n) === 0;
    },
    async create(name, password, role, actor) {
      const id = newId();
      const rows: unknown[] = await dataSource.query(
        `INSERT INTO gateway.account ("id", "name", "role", "password") VALUES ($1, $2, $3, $4) ON CONFLICT ("name") DO NOTHING RETURNING "id"`,
        [id, name, role, await hashPassword(password)],
      );
      if (rows.length === 0) throw new Refused('name-taken', `there already is an account named ${name}`);
      await tell(id, 'AccountCreated', { accountId: id, name, role, createdAt: clock.now() }, actor);
      return id;
    },
    async logIn(name, password) {
      const [row]: { id: string; name: string; role: Role; password: string }[] = await dataSource.query(
        'SELECT "id", "name", "role", "password" FROM gateway.account WHERE "name" = $1',
        [name],
      );
      const fits = await passwordFits(password, row?.password ?? (await decoyHash));
      if (!row || !fits) return null;
      const token = randomBytes(32).toString('base64url');
      await dataSource.query(
        `INSERT INTO gateway.session ("token", "accountId", "expiresAt") VALUES ($1, $2, now() + interval '${SESSION_DAYS} days')`,
        [hashed(token), row.id],
      );
      return { token, identity: { accountId: row.id, name: row.name, role: row.role, by: 'session' } };
    },
    async logOut(token) {
      await dataSource.query('DELETE FROM gateway.session WHERE "token" = $1', [hashed(token)]);
    },
    async bySession(token) {
      const [row]: { id: string; name: string; role: Role; expiresAt: Date }[] = await dataSource.query(
        `SELECT a."id", a."name", a."role", s."expiresAt" FROM gateway.session s JOIN gateway.account a ON a."id" = s."accountId" WHERE s."token" = $1 AND s."expiresAt" > now()`,
        [hashed(token)],
      );
      if (!row) return null;
      const dayGone = row.expiresAt.getTime() < Date.now() + (SESSION_DAYS - 1) * 86_400_000;
      if (dayGone)
        await dataSource.query(`UPDATE gateway.session SET "expiresAt" = now() + interval '${SESSION_DAYS} days' WHERE "token" = $1`, [
          hashed(token),
        ]);
      return { accountId: row.id, name: row.name, role: row.role, by: 'session' };
    },
    async byApiKey(key) {
      const [row]: { id: string; name: string; scope: keyof typeof roleOf }[] = await dataSource
        .query(`UPDATE gateway.api_key SET "lastUsedAt" = now() WHERE "hash" = $1 RETURNING "accountId" AS "id", "name", "scope"`, [
          hashed(key),
        ])
        .then((answer: [{ id: string; name: string; scope: keyof typeof roleOf }[], number]) => answer[0]); // TypeORM answers [rows, count]
      return row ? { accountId: row.id, name: row.name, role: roleOf[row.scope], by: 'api-key' } : null;
    },
    async issueApiKey(accountId, name, scope, actor) {
      const apiKeyId = newId();
      const key = `sk_${randomBytes(32).toString('base64url')}`;
      await dataSource.query(`INSERT INTO gateway.api_key ("id", "accountId", "name", "scope", "hash") VALUES ($1, $2, $3, $4, $5)`, [
        apiKeyId,
        accountId,
        name,
        scope,
        hashed(key),
      ]);
      await tell(accountId, 'ApiKeyIssued', { accountId, apiKeyId, name, scope, issuedAt: clock.now() }, actor);
      return { apiKeyId, key };
    },
  };
}
