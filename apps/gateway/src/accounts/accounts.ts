import { createHash, randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { Actor, Role } from '@soulsync/contracts';
import { messageOf, newId } from '@soulsync/event-store';
import type { Logger } from '@soulsync/event-store';
import { NotFound, refused } from '@soulsync/service-kit';
import type { Clock } from '@soulsync/service-kit';
import type { AccountEvents } from './account-events.js';
import { hashPassword } from './passwords.js';

export interface Identity {
  readonly accountId: string;
  readonly name: string;
  readonly role: Role;
  /** How the request proved who it is. */
  readonly by: 'session' | 'api-key';
}

export interface KnownApiKey {
  readonly id: string;
  readonly name: string;
  readonly scope: 'read' | 'write' | 'admin';
  /** null: never. */
  readonly lastUsedAt: string | null;
}

export interface Accounts {
  empty(): Promise<boolean>;
  /** The first account of all, an admin. Throws Refused when there is one already, also when two ask at the same moment. */
  createFirst(name: string, password: string, actor: Actor): Promise<string>;
  /** null: no account of that name. */
  find(name: string): Promise<{ readonly identity: Identity; readonly passwordHash: string } | null>;
  byApiKey(key: string): Promise<Identity | null>;
  /** The key is told once, here. */
  issueApiKey(
    accountId: string,
    name: string,
    scope: 'read' | 'write' | 'admin',
    actor: Actor,
  ): Promise<{ readonly apiKeyId: string; readonly key: string }>;
  /** By name; without what would open anything. */
  apiKeys(): Promise<readonly KnownApiKey[]>;
  /** From now on it opens nothing. Throws NotFound. */
  revokeApiKey(apiKeyId: string, actor: Actor): Promise<void>;
}

export const hashed = (token: string) => createHash('sha256').update(token).digest('hex');
const roleOf = { read: 'viewer', write: 'editor', admin: 'admin' } as const;
const API_KEY = /^sk_[\w-]{43}$/;

/** Names and roles are events; hashes live in tables that are backed up with the log. */
export function accounts(dataSource: DataSource, events: AccountEvents, clock: Clock, logger: Logger): Accounts {
  /** What was recorded stands: if the log can't take it now, it is announced later. */
  const announce = () =>
    events.announce().catch((error: unknown) => logger.warn('events of accounts wait for the log', { error: messageOf(error) }));

  return {
    async empty() {
      const [row]: { n: string }[] = await dataSource.query('SELECT count(*) AS n FROM gateway.account');
      return Number(row?.n) === 0;
    },
    async createFirst(name, password, actor) {
      const id = newId();
      const passwordHash = await hashPassword(password);
      const createdAt = clock.now();
      await dataSource.transaction(async (transaction) => {
        await transaction.query(`LOCK TABLE gateway.account IN SHARE ROW EXCLUSIVE MODE`); // of those who ask together, one finds it empty
        const rows: unknown[] = await transaction.query(
          `INSERT INTO gateway.account ("id", "name", "role", "password", "createdAt")
           SELECT $1, $2, 'admin', $3, $4 WHERE NOT EXISTS (SELECT 1 FROM gateway.account) RETURNING "id"`,
          [id, name, passwordHash, createdAt],
        );
        if (rows.length === 0) throw refused('set-up-done', {});
        await events.record(
          transaction,
          id,
          { type: 'AccountCreated', data: { accountId: id, name, role: 'admin', createdAt } },
          actor,
          createdAt,
        );
      });
      await announce();
      return id;
    },
    async find(name) {
      const [row]: { id: string; name: string; role: Role; password: string }[] = await dataSource.query(
        'SELECT "id", "name", "role", "password" FROM gateway.account WHERE "name" = $1',
        [name],
      );
      return row ? { identity: { accountId: row.id, name: row.name, role: row.role, by: 'session' }, passwordHash: row.password } : null;
    },
    async byApiKey(key) {
      if (!API_KEY.test(key)) return null;
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
      const issuedAt = clock.now();
      await dataSource.transaction(async (transaction) => {
        await transaction.query(`INSERT INTO gateway.api_key ("id", "accountId", "name", "scope", "hash") VALUES ($1, $2, $3, $4, $5)`, [
          apiKeyId,
          accountId,
          name,
          scope,
          hashed(key),
        ]);
        await events.record(
          transaction,
          newId(),
          { type: 'ApiKeyIssued', data: { accountId, apiKeyId, name, scope, issuedAt } },
          actor,
          issuedAt,
        );
      });
      await announce();
      return { apiKeyId, key };
    },
    async apiKeys() {
      const rows: (Omit<KnownApiKey, 'lastUsedAt'> & { lastUsedAt: Date | null })[] = await dataSource.query(
        'SELECT "id", "name", "scope", "lastUsedAt" FROM gateway.api_key ORDER BY "name", "id"',
      );
      return rows.map((row) => ({ ...row, lastUsedAt: row.lastUsedAt?.toISOString() ?? null }));
    },
    async revokeApiKey(apiKeyId, actor) {
      const revokedAt = clock.now();
      await dataSource.transaction(async (transaction) => {
        const [[row]]: [{ accountId: string }[], number] = await transaction.query(
          'DELETE FROM gateway.api_key WHERE "id" = $1 RETURNING "accountId"',
          [apiKeyId],
        ); // TypeORM answers [rows, count]
        if (!row) throw new NotFound('no API key has this id');
        const { accountId } = row;
        await events.record(transaction, newId(), { type: 'ApiKeyRevoked', data: { accountId, apiKeyId, revokedAt } }, actor, revokedAt);
      });
      await announce();
    },
  };
}
