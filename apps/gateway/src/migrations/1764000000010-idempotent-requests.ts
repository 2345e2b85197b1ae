import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Answers to requests with an idempotency key, for a day; key and body as hashes only. */
export class IdempotentRequests1764000000010 implements MigrationInterface {
  readonly name = 'IdempotentRequests1764000000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE gateway.idempotent_request ("id" text PRIMARY KEY, "fingerprint" text NOT NULL, "owner" text, "runningUntil" timestamptz,
        "status" integer, "answer" text, "createdAt" timestamptz NOT NULL DEFAULT now())`,
    );
    await runner.query(`CREATE INDEX ON gateway.idempotent_request ("createdAt")`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE gateway.idempotent_request`);
  }
}
