import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { Role } from '@soulsync/contracts';
import { hashed } from './accounts.js';
import type { Identity } from './accounts.js';

export interface Sessions {
  /** Answers its token, which is told once, here. */
  open(accountId: string): Promise<string>;
  end(token: string): Promise<void>;
  /** null: ended, expired, or its account is gone. A use on a new day prolongs it. */
  use(token: string): Promise<Identity | null>;
  /** The same, without being a use. */
  signedIn(token: string): Promise<Identity | null>;
  /** Told at once when the session is ended here. Answers how to listen no longer. */
  onEnd(token: string, listener: () => void): () => void;
  deleteExpired(): Promise<void>;
}

export const SESSION_DAYS = 14;
const DAY_MS = 86_400_000;
const TOKEN = /^[\w-]{43}$/;

interface Row {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly leftMs: number;
}

/** Times are the database's: one clock for all replicas. */
export function sessions(dataSource: DataSource): Sessions {
  const listeners = new Map<string, Set<() => void>>();

  async function row(token: string): Promise<Row | null> {
    if (!TOKEN.test(token)) return null;
    const [found]: Row[] = await dataSource.query(
      `SELECT a."id", a."name", a."role", (extract(epoch FROM s."expiresAt" - now()) * 1000)::float8 AS "leftMs"
       FROM gateway.session s JOIN gateway.account a ON a."id" = s."accountId" WHERE s."token" = $1 AND s."expiresAt" > now()`,
      [hashed(token)],
    );
    return found ?? null;
  }
  const identityOf = ({ id, name, role }: Row): Identity => ({ accountId: id, name, role, by: 'session' });

  return {
    async open(accountId) {
      const token = randomBytes(32).toString('base64url');
      await dataSource.query(
        `INSERT INTO gateway.session ("token", "accountId", "expiresAt") VALUES ($1, $2, now() + interval '${SESSION_DAYS} days')`,
        [hashed(token), accountId],
      );
      return token;
    },
    async end(token) {
      await dataSource.query('DELETE FROM gateway.session WHERE "token" = $1', [hashed(token)]);
      for (const listener of listeners.get(token) ?? []) listener();
    },
    async use(token) {
      const found = await row(token);
      if (!found) return null;
      if (found.leftMs < (SESSION_DAYS - 1) * DAY_MS)
        await dataSource.query(
          `UPDATE gateway.session SET "expiresAt" = now() + interval '${SESSION_DAYS} days' WHERE "token" = $1 AND "expiresAt" > now()`,
          [hashed(token)],
        );
      return identityOf(found);
    },
    async signedIn(token) {
      const found = await row(token);
      return found && identityOf(found);
    },
    onEnd(token, listener) {
      const known = listeners.get(token) ?? new Set();
      listeners.set(token, known.add(listener));
      return () => {
        known.delete(listener);
        if (known.size === 0 && listeners.get(token) === known) listeners.delete(token);
      };
    },
    async deleteExpired() {
      await dataSource.query('DELETE FROM gateway.session WHERE "expiresAt" <= now()');
    },
  };
}
