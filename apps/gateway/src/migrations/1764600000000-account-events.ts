import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Events of accounts, written with the rows they tell of, until the log has them. */
export class AccountEvents1764600000000 implements MigrationInterface {
  readonly name = 'AccountEvents1764600000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE gateway.account ADD COLUMN "createdAt" timestamptz NOT NULL DEFAULT now()`);
    await runner.query(
      `CREATE TABLE gateway.account_event ("seq" bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "id" text NOT NULL UNIQUE, "accountId" text NOT NULL,
        "type" text NOT NULL, "data" json NOT NULL, "actor" text NOT NULL, "at" timestamptz NOT NULL)`,
    );
    await runner.query(`CREATE INDEX session_expiry ON gateway.session ("expiresAt")`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX gateway.session_expiry`);
    await runner.query(`DROP TABLE gateway.account_event`);
    await runner.query(`ALTER TABLE gateway.account DROP COLUMN "createdAt"`);
  }
}
