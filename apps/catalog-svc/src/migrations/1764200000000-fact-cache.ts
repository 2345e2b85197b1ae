import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What catalogues said of artists and albums; no event, since it may be lost and asked again. */
export class FactCache1764200000000 implements MigrationInterface {
  readonly name = 'FactCache1764200000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE catalog.fact_cache ("source" text NOT NULL, "subject" text NOT NULL, "found" jsonb NOT NULL, "askedAt" timestamptz NOT NULL,
        "expiresAt" timestamptz NOT NULL, PRIMARY KEY ("source", "subject"))`,
    );
    await runner.query(`CREATE INDEX ON catalog.fact_cache ("source", "askedAt")`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE catalog.fact_cache`);
  }
}
