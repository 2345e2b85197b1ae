import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * By what a reader recognises the log it read, what was found when it was another one, and the rebuilds that were promised. Checkpoints of
 * earlier versions name no commit; they are given theirs at the first look.
 */
export class LogContinuity1764500000000 implements MigrationInterface {
  readonly name = 'LogContinuity1764500000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE checkpoint ADD COLUMN "commitId" text, ADD COLUMN "committedAt" text,
        ADD COLUMN "seenPosition" text, ADD COLUMN "seenCommitId" text, ADD COLUMN "seenCommittedAt" text`,
    );
    await runner.query(
      `CREATE TABLE log_trail ("position" text PRIMARY KEY, "commitId" text NOT NULL, "committedAt" text NOT NULL, "readAt" timestamptz NOT NULL)`,
    );
    await runner.query(
      `CREATE TABLE reactor_trail ("reader" text, "position" text, "commitId" text NOT NULL, "committedAt" text NOT NULL,
        "seenPosition" text NOT NULL, "readAt" timestamptz NOT NULL, PRIMARY KEY ("reader", "position"))`,
    );
    await runner.query(`CREATE TABLE log_identity ("only" boolean PRIMARY KEY CHECK ("only"), "identity" text NOT NULL)`);
    await runner.query(
      `CREATE TABLE log_incident ("id" uuid PRIMARY KEY, "foundAt" timestamptz NOT NULL, "kind" text NOT NULL, "agreedPosition" text, "agreedAt" text,
        "readPosition" text NOT NULL, "readAt" text, "endPosition" text, "lostAtLeast" integer NOT NULL, "lostAtMost" integer NOT NULL,
        "lost" jsonb NOT NULL, "acknowledgedAt" timestamptz, "acknowledgedBy" text)`,
    );
    await runner.query(`CREATE TABLE pending_rebuild ("name" text PRIMARY KEY, "reason" text NOT NULL, "askedAt" timestamptz NOT NULL)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['pending_rebuild', 'log_incident', 'log_identity', 'reactor_trail', 'log_trail'])
      await runner.query(`DROP TABLE ${table}`);
    await runner.query(`ALTER TABLE checkpoint DROP COLUMN "commitId", DROP COLUMN "committedAt",
      DROP COLUMN "seenPosition", DROP COLUMN "seenCommitId", DROP COLUMN "seenCommittedAt"`);
  }
}
