import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Secrets and call budgets: what can't be rebuilt from the log, and what must survive a restart. */
export class ServiceKit1763900000001 implements MigrationInterface {
  readonly name = 'ServiceKit1763900000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE secret ("name" text PRIMARY KEY, "keyId" text NOT NULL, "nonce" bytea NOT NULL, "box" bytea NOT NULL, "tag" bytea NOT NULL, "setAt" timestamptz NOT NULL)`,
    );
    await runner.query(`CREATE TABLE outside_call_budget ("account" text PRIMARY KEY, "calls" jsonb NOT NULL, "blockedUntil" timestamptz)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE outside_call_budget');
    await runner.query('DROP TABLE secret');
  }
}
