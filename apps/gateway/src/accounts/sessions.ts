import type { DataSource } from 'typeorm';
import type { Role } from '@soulsync/contracts';
import { NotFound } from '@soulsync/service-kit';
import type { Identity } from './accounts.js';
import { hashed, newToken } from './tokens.js';

export interface KnownSession {
  readonly id: string;
  /** In words; null: not known. */
  readonly device: string | null;
  readonly createdAt: string;
  /** To the minute. */
  readonly lastSeenAt: string;
  readonly expiresAt: string;
  /** That of the token. */
  readonly isCurrent: boolean;
}

export interface Sessions {
  /** Answers its token, which is told once, here. */
  open(accountId: string, device: string | null): Promise<string>;
  end(token: string): Promise<void>;
  /** Of this account, the last used first. */
  list(accountId: string, token: string | null): Promise<readonly KnownSession[]>;
  /** One of this account's. Throws NotFound. */
  endOne(accountId: string, sessionId: string): Promise<void>;
  /** null: ended, expired, or its account is gone. A use a minute after the last one prolongs it. */
  use(token: string): Promise<Identity | null>;
  /** The same, without being a use. */
  signedIn(token: string): Promise<Identity | null>;
  /** Told at once when the session is ended here. Answers how to listen no longer. */
  onEnd(token: string, listener: () => void): () => void;
  deleteExpired(): Promise<void>;
}

export const SESSION_DAYS = 14;
const NOTED_EVERY_MS = 60_000;
/** As the ids of sessions are made. */
const SESSION_ID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;
const TOKEN = /^[\w-]{43}$/;

interface Row {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly unseenMs: number;
}

/** Times are the database's: one clock for all replicas. */
export function sessions(dataSource: DataSource): Sessions {
  /** By the hash of their token. */
  const listeners = new Map<string, Set<() => void>>();
  const tellEnded = (hash: string) => listeners.get(hash)?.forEach((listener) => listener());

  async function row(token: string): Promise<Row | null> {
    if (!TOKEN.test(token)) return null;
    const [found]: Row[] = await dataSource.query(
      `SELECT a."id", a."name", a."role", (extract(epoch FROM now() - s."lastSeenAt") * 1000)::float8 AS "unseenMs"
       FROM gateway.session s JOIN gateway.account a ON a."id" = s."accountId" WHERE s."token" = $1 AND s."expiresAt" > now()`,
      [hashed(token)],
    );
    return found ?? null;
  }
  const identityOf = ({ id, name, role }: Row): Identity => ({ accountId: id, name, role, by: 'session' });

  return {
    async open(accountId, device) {
      const token = newToken();
      await dataSource.query(
        `INSERT INTO gateway.session ("token", "accountId", "device", "expiresAt") VALUES ($1, $2, $3, now() + interval '${SESSION_DAYS} days')`,
        [hashed(token), accountId, device],
      );
      return token;
    },
    async end(token) {
      await dataSource.query('DELETE FROM gateway.session WHERE "token" = $1', [hashed(token)]);
      tellEnded(hashed(token));
    },
    async list(accountId, token) {
      type Times = 'createdAt' | 'lastSeenAt' | 'expiresAt';
      const rows: (Omit<KnownSession, Times> & Record<Times, Date>)[] = await dataSource.query(
        `SELECT "id", "device", "createdAt", "lastSeenAt", "expiresAt", "token" IS NOT DISTINCT FROM $2 AS "isCurrent"
         FROM gateway.session WHERE "accountId" = $1 AND "expiresAt" > now() ORDER BY "lastSeenAt" DESC, "id"`,
        [accountId, token === null ? null : hashed(token)],
      );
      return rows.map((row) => ({
        ...row,
        createdAt: row.createdAt.toISOString(),
        lastSeenAt: row.lastSeenAt.toISOString(),
        expiresAt: row.expiresAt.toISOString(),
      }));
    },
    async endOne(accountId, sessionId) {
      const [[row]]: [{ token: string }[], number] = SESSION_ID.test(sessionId)
        ? await dataSource.query('DELETE FROM gateway.session WHERE "id" = $1 AND "accountId" = $2 RETURNING "token"', [
            sessionId,
            accountId,
          ]) // TypeORM answers [rows, count]
        : [[], 0];
      if (!row) throw new NotFound('no session has this id');
      tellEnded(row.token);
    },
    async use(token) {
      const found = await row(token);
      if (!found) return null;
      if (found.unseenMs > NOTED_EVERY_MS)
        await dataSource.query(
          `UPDATE gateway.session SET "lastSeenAt" = now(), "expiresAt" = now() + interval '${SESSION_DAYS} days' WHERE "token" = $1 AND "expiresAt" > now()`,
          [hashed(token)],
        );
      return identityOf(found);
    },
    async signedIn(token) {
      const found = await row(token);
      return found && identityOf(found);
    },
    onEnd(token, listener) {
      const hash = hashed(token);
      const known = listeners.get(hash) ?? new Set();
      listeners.set(hash, known.add(listener));
      return () => {
        known.delete(listener);
        if (known.size === 0 && listeners.get(hash) === known) listeners.delete(hash);
      };
    },
    async deleteExpired() {
      await dataSource.query('DELETE FROM gateway.session WHERE "expiresAt" <= now()');
    },
  };
}
