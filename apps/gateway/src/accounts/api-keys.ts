import type { DataSource } from 'typeorm';
import type { Actor, ApiKeyScope, Role } from '@soulsync/contracts';
import { newId } from '@soulsync/event-store';
import type { Logger } from '@soulsync/event-store';
import { NotFound } from '@soulsync/service-kit';
import type { Clock } from '@soulsync/service-kit';
import type { AccountEvents } from './account-events.js';
import { announced } from './accounts.js';
import type { Identity } from './accounts.js';
import { hashed, newToken } from './tokens.js';

export interface KnownApiKey {
  readonly id: string;
  readonly name: string;
  readonly scope: ApiKeyScope;
  /** Name of its account. */
  readonly account: string;
  /** null: of a version that did not note it. */
  readonly createdAt: string | null;
  /** null: never. */
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
}

export interface NewApiKey {
  readonly accountId: string;
  readonly name: string;
  readonly scope: ApiKeyScope;
  /** null: until it is revoked. */
  readonly expiresAt: string | null;
}

export interface ApiKeys {
  /** null: revoked, expired, or there never was one. It may what its scope says, and never more than its account. */
  byKey(key: string): Promise<Identity | null>;
  /** The key is told once, here. */
  issue(key: NewApiKey, actor: Actor): Promise<{ readonly apiKeyId: string; readonly key: string }>;
  /** By name; without what would open anything. Those that expired are among them. */
  list(): Promise<readonly KnownApiKey[]>;
  /** From now on it opens nothing. Throws NotFound. */
  revoke(apiKeyId: string, actor: Actor): Promise<void>;
}

const roleOf: Readonly<Record<ApiKeyScope, Role>> = { read: 'viewer', write: 'editor', admin: 'admin' };
const strength: Readonly<Record<Role, number>> = { viewer: 0, editor: 1, admin: 2 };
const API_KEY = /^sk_[\w-]{43}$/;

/** Whoever lost a role has no key that is stronger than the role. */
export const roleOfKey = (scope: ApiKeyScope, account: Role): Role =>
  strength[roleOf[scope]] < strength[account] ? roleOf[scope] : account;

/** Stored as SHA-256. */
export function apiKeys(dataSource: DataSource, events: AccountEvents, clock: Clock, logger: Logger): ApiKeys {
  return {
    async byKey(key) {
      if (!API_KEY.test(key)) return null;
      const [[row]]: [{ id: string; name: string; scope: ApiKeyScope; role: Role }[], number] = await dataSource.query(
        `UPDATE gateway.api_key k SET "lastUsedAt" = now() FROM gateway.account a
         WHERE a."id" = k."accountId" AND k."hash" = $1 AND (k."expiresAt" IS NULL OR k."expiresAt" > now())
         RETURNING a."id", k."name", k."scope", a."role"`,
        [hashed(key)],
      ); // TypeORM answers [rows, count]
      return row ? { accountId: row.id, name: row.name, role: roleOfKey(row.scope, row.role), by: 'api-key' } : null;
    },
    async issue({ accountId, name, scope, expiresAt }, actor) {
      const apiKeyId = newId();
      const key = `sk_${newToken()}`;
      const issuedAt = clock.now();
      await dataSource.transaction(async (transaction) => {
        await transaction.query(
          `INSERT INTO gateway.api_key ("id", "accountId", "name", "scope", "hash", "createdAt", "expiresAt") VALUES ($1, $2, $3, $4, $5, $6, $7)`,
          [apiKeyId, accountId, name, scope, hashed(key), issuedAt, expiresAt],
        );
        const data = { accountId, apiKeyId, name, scope, issuedAt, ...(expiresAt === null ? {} : { expiresAt }) };
        await events.record(transaction, newId(), { type: 'ApiKeyIssued', data }, actor, issuedAt);
      });
      await announced(events, logger);
      return { apiKeyId, key };
    },
    async list() {
      type Times = 'createdAt' | 'expiresAt' | 'lastUsedAt';
      const rows: (Omit<KnownApiKey, Times> & Record<Times, Date | null>)[] = await dataSource.query(
        `SELECT k."id", k."name", k."scope", a."name" AS "account", k."createdAt", k."expiresAt", k."lastUsedAt"
         FROM gateway.api_key k JOIN gateway.account a ON a."id" = k."accountId" ORDER BY k."name", k."id"`,
      );
      const textOf = (at: Date | null) => at?.toISOString() ?? null;
      return rows.map((row) => ({
        ...row,
        createdAt: textOf(row.createdAt),
        expiresAt: textOf(row.expiresAt),
        lastUsedAt: textOf(row.lastUsedAt),
      }));
    },
    async revoke(apiKeyId, actor) {
      const revokedAt = clock.now();
      await dataSource.transaction(async (transaction) => {
        const [[row]]: [{ accountId: string }[], number] = await transaction.query(
          'DELETE FROM gateway.api_key WHERE "id" = $1 RETURNING "accountId"',
          [apiKeyId],
        );
        if (!row) throw new NotFound('no API key has this id');
        const { accountId } = row;
        await events.record(transaction, newId(), { type: 'ApiKeyRevoked', data: { accountId, apiKeyId, revokedAt } }, actor, revokedAt);
      });
      await announced(events, logger);
    },
  };
}
