import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When work that comes round by itself last ran: no event, and nothing that is decided by; a lost table only means that nobody knows. */
export class TaskRuns1764800000000 implements MigrationInterface {
  readonly name = 'TaskRuns1764800000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE task_run ("id" text PRIMARY KEY, "startedAt" timestamptz NOT NULL, "endedAt" timestamptz NOT NULL, "problem" text)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE task_run');
  }
}
