import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What no event may hold: hashes of passwords, sessions and keys. */
export class Accounts1764000000001 implements MigrationInterface {
  readonly name = 'Accounts1764000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE gateway.account ("id" text PRIMARY KEY, "name" text NOT NULL UNIQUE, "role" text NOT NULL, "password" text NOT NULL)`,
    );
    await runner.query(
      `CREATE TABLE gateway.session ("token" text PRIMARY KEY, "accountId" text NOT NULL REFERENCES gateway.account ("id") ON DELETE CASCADE, "expiresAt" timestamptz NOT NULL)`,
    );
    await runner.query(
      `CREATE TABLE gateway.api_key ("id" text PRIMARY KEY, "accountId" text NOT NULL REFERENCES gateway.account ("id") ON DELETE CASCADE, "name" text NOT NULL,
        "scope" text NOT NULL, "hash" text NOT NULL UNIQUE, "lastUsedAt" timestamptz)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['api_key', 'session', 'account']) await runner.query(`DROP TABLE gateway.${table}`);
  }
}
