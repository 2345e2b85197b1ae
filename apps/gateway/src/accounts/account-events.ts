import type { DataSource, EntityManager } from 'typeorm';
import { actorOf, actorText } from '@soulsync/contracts';
import type { AccountEvent, Actor, Role } from '@soulsync/contracts';
import type { EventStore } from '@soulsync/event-store';

export interface AccountEvents {
  /** Within the transaction that changes the rows: both are there, or neither. The id is the commit's: the same one is stored once. */
  record(transaction: EntityManager, id: string, event: AccountEvent, actor: Actor, at: string): Promise<void>;
  /** Appends to the log what it does not have yet, in the order of recording. */
  announce(): Promise<void>;
  /** Accounts whose event the log does not have, although nothing waits to be announced: recorded again. Answers how many. */
  recordMissing(): Promise<number>;
  /** Ids of accounts that the log tells of, not as removed, and the database does not have. */
  withoutRow(): Promise<readonly string[]>;
}

interface Recorded {
  readonly id: string;
  readonly accountId: string;
  readonly type: string;
  readonly data: object;
  readonly actor: string;
  readonly at: Date;
}

/** As `AccountEvents` has it, also for a command that has the database alone. */
export async function recordAccountEvent(
  transaction: EntityManager,
  id: string,
  { type, data }: AccountEvent,
  actor: Actor,
  at: string,
): Promise<void> {
  await transaction.query(
    `INSERT INTO gateway.account_event ("id", "accountId", "type", "data", "actor", "at") VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT ("id") DO NOTHING`,
    [id, data.accountId, type, JSON.stringify(data), actorText(actor), at],
  );
}

/** Passwords and keys can't be rebuilt from events, so an account's row comes first and its event follows from here: docs/adr. */
export function accountEvents(dataSource: DataSource, store: EventStore): AccountEvents {
  let announcing: Promise<void> = Promise.resolve();

  async function announceAll(): Promise<void> {
    const recorded: Recorded[] = await dataSource.query(
      `SELECT "id", "accountId", "type", "data", "actor", "at" FROM gateway.account_event ORDER BY "seq"`,
    );
    // The next one is appended once this one is gone from here: what is appended twice is always the last of its account, and known again.
    for (const { id, accountId, type, data, actor, at } of recorded) {
      const context = { correlationId: id, causationId: null, actor: actorOf(actor), traceparent: null, time: at.toISOString() };
      await store.append({ aggregateType: 'account', aggregateId: accountId }, [{ type, data }], 'any', id, context);
      await dataSource.query(`DELETE FROM gateway.account_event WHERE "id" = $1`, [id]);
    }
  }

  return {
    record: recordAccountEvent,
    announce() {
      announcing = announcing.then(announceAll, announceAll); // one after the other, also after a failure
      return announcing;
    },
    async recordMissing() {
      const candidates: { id: string; name: string; role: Role; createdAt: Date }[] = await dataSource.query(
        `SELECT "id", "name", "role", "createdAt" FROM gateway.account a
         WHERE NOT EXISTS (SELECT 1 FROM gateway.activity e WHERE e."subjectId" = a."id" AND e."type" = 'AccountCreated')
           AND NOT EXISTS (SELECT 1 FROM gateway.account_event e WHERE e."accountId" = a."id" AND e."type" = 'AccountCreated')`,
      );
      let missing = 0;
      for (const { id, name, role, createdAt } of candidates) {
        const { commits } = await store.load({ aggregateType: 'account', aggregateId: id }); // the read model may only be behind
        if (commits.some(({ events }) => events.some(({ type }) => type === 'AccountCreated'))) continue;
        const at = createdAt.toISOString();
        const event: AccountEvent = { type: 'AccountCreated', data: { accountId: id, name, role, createdAt: at } };
        await this.record(dataSource.manager, id, event, { kind: 'process', id: 'gateway' }, at);
        missing += 1;
      }
      return missing;
    },
    async withoutRow() {
      const rows: { id: string }[] = await dataSource.query(
        `SELECT DISTINCT e."subjectId" AS "id" FROM gateway.activity e
         WHERE e."type" = 'AccountCreated' AND NOT EXISTS (SELECT 1 FROM gateway.account a WHERE a."id" = e."subjectId")
           AND NOT EXISTS (SELECT 1 FROM gateway.activity r WHERE r."subjectId" = e."subjectId" AND r."type" = 'AccountRemoved')
           AND NOT EXISTS (SELECT 1 FROM gateway.account_event r WHERE r."accountId" = e."subjectId" AND r."type" = 'AccountRemoved')`,
      );
      return rows.map(({ id }) => id);
    },
  };
}
