import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What readers of the log keep beside their rows. Names without schema: the connection's search path is the service's own. */
export class EventReaders1763900000000 implements MigrationInterface {
  readonly name = 'EventReaders1763900000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE checkpoint ("name" text PRIMARY KEY, "version" integer NOT NULL, "position" text)`);
    await runner.query(
      `CREATE TABLE dead_letter ("id" uuid PRIMARY KEY, "reader" text NOT NULL, "position" text NOT NULL, "eventId" text NOT NULL, "event" jsonb NOT NULL,
        "error" text NOT NULL, "attempts" integer NOT NULL, "parkedAt" timestamptz NOT NULL, UNIQUE ("reader", "eventId"))`,
    );
    await runner.query(
      `CREATE TABLE deadline ("rule" text, "id" text, "dueAt" timestamptz NOT NULL, "data" jsonb NOT NULL, PRIMARY KEY ("rule", "id"))`,
    );
    await runner.query(`CREATE INDEX deadline_due ON deadline ("rule", "dueAt")`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['deadline', 'dead_letter', 'checkpoint']) await runner.query(`DROP TABLE ${table}`);
  }
}
