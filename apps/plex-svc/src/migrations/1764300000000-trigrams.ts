import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Trigram indexes for the text search; the extension is a trusted one, so the owner of the database may create it. */
export class Trigrams1764300000000 implements MigrationInterface {
  readonly name = 'Trigrams1764300000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public');
  }

  /** The extension stays: others in this database may use it. */
  async down(): Promise<void> {}
}
