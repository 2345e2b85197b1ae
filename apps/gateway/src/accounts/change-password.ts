import type { DataSource } from 'typeorm';
import type { Actor } from '@soulsync/contracts';
import { newId } from '@soulsync/event-store';
import { NotFound } from '@soulsync/service-kit';
import { recordAccountEvent } from './account-events.js';
import { hashPassword } from './passwords.js';
import { hashed } from './tokens.js';

export interface PasswordChange {
  readonly accountId: string;
  readonly password: string;
  /** Of the one session that goes on; null: all end. */
  readonly keptToken: string | null;
  readonly actor: Actor;
  readonly at: string;
}

/** The password, the end of the sessions and the event that says so: all or nothing. Throws NotFound. */
export async function changePassword(dataSource: DataSource, { accountId, password, keptToken, actor, at }: PasswordChange): Promise<void> {
  const passwordHash = await hashPassword(password);
  await dataSource.transaction(async (transaction) => {
    const [rows]: [unknown[], number] = await transaction.query(
      'UPDATE gateway.account SET "password" = $2 WHERE "id" = $1 RETURNING "id"',
      [accountId, passwordHash],
    ); // TypeORM answers [rows, count]
    if (rows.length === 0) throw new NotFound('no account has this id');
    await transaction.query('DELETE FROM gateway.session WHERE "accountId" = $1 AND "token" IS DISTINCT FROM $2', [
      accountId,
      keptToken === null ? null : hashed(keptToken),
    ]);
    await recordAccountEvent(transaction, newId(), { type: 'PasswordChanged', data: { accountId, changedAt: at } }, actor, at);
  });
}
