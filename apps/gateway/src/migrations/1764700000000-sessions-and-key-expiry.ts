import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people need to tell their sessions and keys apart, and an end for keys. */
export class SessionsAndKeyExpiry1764700000000 implements MigrationInterface {
  readonly name = 'SessionsAndKeyExpiry1764700000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE gateway.session ADD COLUMN "id" uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE, ADD COLUMN "device" text,
        ADD COLUMN "createdAt" timestamptz NOT NULL DEFAULT now(), ADD COLUMN "lastSeenAt" timestamptz NOT NULL DEFAULT now()`,
    );
    await runner.query(`CREATE INDEX session_account ON gateway.session ("accountId")`);
    await runner.query(`ALTER TABLE gateway.api_key ADD COLUMN "createdAt" timestamptz, ADD COLUMN "expiresAt" timestamptz`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE gateway.api_key DROP COLUMN "createdAt", DROP COLUMN "expiresAt"`);
    await runner.query(`DROP INDEX gateway.session_account`);
    await runner.query(
      `ALTER TABLE gateway.session DROP COLUMN "id", DROP COLUMN "device", DROP COLUMN "createdAt", DROP COLUMN "lastSeenAt"`,
    );
  }
}
