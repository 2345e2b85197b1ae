import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a parked event failed last, and what a person decided about it; and how often a deadline could not be met. */
export class ParkedEvents1764700000000 implements MigrationInterface {
  readonly name = 'ParkedEvents1764700000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE dead_letter ADD COLUMN "lastFailedAt" timestamptz, ADD COLUMN "skippedAt" timestamptz, ADD COLUMN "skippedBy" text`,
    );
    await runner.query(`UPDATE dead_letter SET "lastFailedAt" = "parkedAt"`);
    await runner.query(`ALTER TABLE dead_letter ALTER COLUMN "lastFailedAt" SET NOT NULL`);
    await runner.query(
      `ALTER TABLE deadline ADD COLUMN "setBy" jsonb, ADD COLUMN "failures" integer NOT NULL DEFAULT 0, ADD COLUMN "firstFailedAt" timestamptz,
        ADD COLUMN "isParked" boolean NOT NULL DEFAULT false`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE deadline DROP COLUMN "setBy", DROP COLUMN "failures", DROP COLUMN "firstFailedAt", DROP COLUMN "isParked"`,
    );
    await runner.query(`ALTER TABLE dead_letter DROP COLUMN "lastFailedAt", DROP COLUMN "skippedAt", DROP COLUMN "skippedBy"`);
  }
}
