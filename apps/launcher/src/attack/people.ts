import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Role } from '@soulsync/contracts';
import { SESSION_COOKIE } from './system-under-attack.js';
import type { SystemUnderAttack } from './system-under-attack.js';

type Headers = Readonly<Record<string, string>>;

const hashed = (token: string) => createHash('sha256').update(token).digest('hex');
const scopeOf: Readonly<Record<Role, string>> = { viewer: 'read', editor: 'write', admin: 'admin' };

/**
 * Accounts, sessions and keys of every kind. The API makes no second account yet, so they are written into the gateway's own tables, as the
 * owner of the database can: what is attacked is the door, not how one comes by a key.
 */
export interface People {
  account(role: Role): Promise<string>;
  session(accountId: string, endsIn?: string): Promise<{ readonly token: string; readonly headers: Headers }>;
  key(accountId: string, role: Role): Promise<{ readonly key: string; readonly headers: Headers }>;
  endSession(token: string): Promise<void>;
  expireSession(token: string): Promise<void>;
  revokeKey(key: string): Promise<void>;
  deleteAccount(accountId: string): Promise<void>;
}

export const sessionHeaders = (token: string): Headers => ({ Cookie: `${SESSION_COOKIE}=${token}`, 'Sec-Fetch-Site': 'same-origin' });

export function people({ owner }: Pick<SystemUnderAttack, 'owner'>): People {
  return {
    async account(role) {
      const id = randomUUID();
      await owner.query('INSERT INTO gateway.account ("id", "name", "role", "password") VALUES ($1, $2, $3, $4)', [
        id,
        `attacker-${role}-${id}`,
        role,
        'no password fits this',
      ]);
      return id;
    },
    async session(accountId, endsIn = '1 day') {
      const token = randomBytes(32).toString('base64url');
      await owner.query(`INSERT INTO gateway.session ("token", "accountId", "expiresAt") VALUES ($1, $2, now() + $3::interval)`, [
        hashed(token),
        accountId,
        endsIn,
      ]);
      return { token, headers: sessionHeaders(token) };
    },
    async key(accountId, role) {
      const key = `sk_${randomBytes(32).toString('base64url')}`;
      await owner.query('INSERT INTO gateway.api_key ("id", "accountId", "name", "scope", "hash") VALUES ($1, $2, $3, $4, $5)', [
        randomUUID(),
        accountId,
        'attack',
        scopeOf[role],
        hashed(key),
      ]);
      return { key, headers: { 'X-Api-Key': key } };
    },
    endSession: async (token) => void (await owner.query('DELETE FROM gateway.session WHERE "token" = $1', [hashed(token)])),
    expireSession: async (token) =>
      void (await owner.query(`UPDATE gateway.session SET "expiresAt" = now() - interval '1 second' WHERE "token" = $1`, [hashed(token)])),
    revokeKey: async (key) => void (await owner.query('DELETE FROM gateway.api_key WHERE "hash" = $1', [hashed(key)])),
    deleteAccount: async (accountId) => void (await owner.query('DELETE FROM gateway.account WHERE "id" = $1', [accountId])),
  };
}
