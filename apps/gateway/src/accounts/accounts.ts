import type { DataSource, EntityManager } from 'typeorm';
import type { AccountEvent, Actor, Role } from '@soulsync/contracts';
import { messageOf, newId } from '@soulsync/event-store';
import type { Logger } from '@soulsync/event-store';
import { NotFound, refused } from '@soulsync/service-kit';
import type { Clock } from '@soulsync/service-kit';
import type { AccountEvents } from './account-events.js';
import { changePassword } from './change-password.js';
import { hashPassword } from './passwords.js';

export interface Identity {
  readonly accountId: string;
  /** Of the account, or of the key. */
  readonly name: string;
  readonly role: Role;
  /** How the request proved who it is. */
  readonly by: 'session' | 'api-key';
}

export interface KnownAccount {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly createdAt: string;
  /** null: no session of it stands. */
  readonly lastSeenAt: string | null;
}

export interface Accounts {
  empty(): Promise<boolean>;
  /** The first account of all, an admin. Throws Refused when there is one already, also when two ask at the same moment. */
  createFirst(name: string, password: string, actor: Actor): Promise<string>;
  /** Throws Refused when the name is taken, however it is capitalised. */
  create(name: string, password: string, role: Role, actor: Actor): Promise<string>;
  /** null: no account of that name. */
  find(name: string): Promise<{ readonly identity: Identity; readonly passwordHash: string } | null>;
  /** By name. */
  list(): Promise<readonly KnownAccount[]>;
  /** Throws NotFound, and Refused for the last admin. Counts from the next request on. */
  changeRole(accountId: string, role: Role, actor: Actor): Promise<void>;
  /** Ends its sessions, but for that of `keptToken`. Throws NotFound. */
  setPassword(accountId: string, password: string, keptToken: string | null, actor: Actor): Promise<void>;
  /** With its sessions and keys. Throws NotFound, and Refused for the last admin. */
  remove(accountId: string, actor: Actor): Promise<void>;
}

/** Names and roles are events; hashes live in tables that are backed up with the log. */
export function accounts(dataSource: DataSource, events: AccountEvents, clock: Clock, logger: Logger): Accounts {
  /** One change at a time, so that of those who ask together each sees what the other did. Its event is recorded with it, or nothing is. */
  async function change(actor: Actor, make: (transaction: EntityManager, at: string) => Promise<AccountEvent | null>): Promise<void> {
    const at = clock.now();
    await dataSource.transaction(async (transaction) => {
      await transaction.query(`LOCK TABLE gateway.account IN SHARE ROW EXCLUSIVE MODE`);
      const event = await make(transaction, at);
      if (event) await events.record(transaction, event.type === 'AccountCreated' ? event.data.accountId : newId(), event, actor, at);
    });
    await announced(events, logger);
  }

  return {
    async empty() {
      const [row]: { n: string }[] = await dataSource.query('SELECT count(*) AS n FROM gateway.account');
      return Number(row?.n) === 0;
    },
    async createFirst(name, password, actor) {
      const id = newId();
      const passwordHash = await hashPassword(password);
      await change(actor, async (transaction, createdAt) => {
        const others: unknown[] = await transaction.query('SELECT FROM gateway.account LIMIT 1');
        if (others.length > 0) throw refused('set-up-done', {});
        return insert(transaction, { id, name, role: 'admin', createdAt }, passwordHash);
      });
      return id;
    },
    async create(name, password, role, actor) {
      const id = newId();
      const passwordHash = await hashPassword(password);
      await change(actor, async (transaction, createdAt) => {
        const alike: unknown[] = await transaction.query('SELECT FROM gateway.account WHERE lower("name") = lower($1)', [name]);
        if (alike.length > 0) throw refused('name-taken', { name });
        return insert(transaction, { id, name, role, createdAt }, passwordHash);
      });
      return id;
    },
    async find(name) {
      const [row]: { id: string; name: string; role: Role; password: string }[] = await dataSource.query(
        'SELECT "id", "name", "role", "password" FROM gateway.account WHERE "name" = $1',
        [name],
      );
      return row ? { identity: { accountId: row.id, name: row.name, role: row.role, by: 'session' }, passwordHash: row.password } : null;
    },
    async list() {
      const rows: (Omit<KnownAccount, 'createdAt' | 'lastSeenAt'> & { createdAt: Date; lastSeenAt: Date | null })[] =
        await dataSource.query(
          `SELECT a."id", a."name", a."role", a."createdAt", max(s."lastSeenAt") AS "lastSeenAt" FROM gateway.account a
           LEFT JOIN gateway.session s ON s."accountId" = a."id" AND s."expiresAt" > now() GROUP BY a."id" ORDER BY lower(a."name"), a."id"`,
        );
      return rows.map((row) => ({
        ...row,
        createdAt: row.createdAt.toISOString(),
        lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
      }));
    },
    changeRole: (accountId, role, actor) =>
      change(actor, async (transaction, changedAt) => {
        const account = await accountIn(transaction, accountId);
        if (account.role === role) return null;
        if (role !== 'admin') await refuseLastAdmin(transaction, account);
        await transaction.query('UPDATE gateway.account SET "role" = $2 WHERE "id" = $1', [accountId, role]);
        return { type: 'RoleChanged', data: { accountId, name: account.name, role, changedAt } };
      }),
    async setPassword(accountId, password, keptToken, actor) {
      await changePassword(dataSource, { accountId, password, keptToken, actor, at: clock.now() });
      await announced(events, logger);
    },
    remove: (accountId, actor) =>
      change(actor, async (transaction, removedAt) => {
        const account = await accountIn(transaction, accountId);
        await refuseLastAdmin(transaction, account);
        await transaction.query('DELETE FROM gateway.account WHERE "id" = $1', [accountId]);
        return { type: 'AccountRemoved', data: { accountId, name: account.name, removedAt } };
      }),
  };
}

/** What was recorded stands: if the log can't take it now, it is announced later. */
export const announced = (events: AccountEvents, logger: Logger): Promise<void> =>
  events.announce().catch((error: unknown) => logger.warn('events of accounts wait for the log', { error: messageOf(error) }));

interface Account {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
}

async function insert(transaction: EntityManager, account: Account & { readonly createdAt: string }, hash: string): Promise<AccountEvent> {
  const { id, name, role, createdAt } = account;
  await transaction.query(`INSERT INTO gateway.account ("id", "name", "role", "password", "createdAt") VALUES ($1, $2, $3, $4, $5)`, [
    id,
    name,
    role,
    hash,
    createdAt,
  ]);
  return { type: 'AccountCreated', data: { accountId: id, name, role, createdAt } };
}

async function accountIn(transaction: EntityManager, accountId: string): Promise<Account> {
  const [row]: Account[] = await transaction.query('SELECT "id", "name", "role" FROM gateway.account WHERE "id" = $1', [accountId]);
  if (!row) throw new NotFound('no account has this id');
  return row;
}

async function refuseLastAdmin(transaction: EntityManager, { id, role }: Account): Promise<void> {
  if (role !== 'admin') return;
  const others: unknown[] = await transaction.query(`SELECT FROM gateway.account WHERE "role" = 'admin' AND "id" <> $1 LIMIT 1`, [id]);
  if (others.length === 0) throw refused('last-admin', {});
}
