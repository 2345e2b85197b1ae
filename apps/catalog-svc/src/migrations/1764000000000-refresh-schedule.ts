import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When each playlist is read next; no event and no projection, because an unchanged playlist makes no event. */
export class RefreshSchedule1764000000000 implements MigrationInterface {
  readonly name = 'RefreshSchedule1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE catalog.refresh_schedule ("playlistId" text PRIMARY KEY, "nextReadAt" timestamptz NOT NULL, "failures" integer NOT NULL)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE catalog.refresh_schedule');
  }
}
