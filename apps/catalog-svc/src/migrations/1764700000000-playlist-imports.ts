import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Imports that were accepted, with their rows until all of these are in the log; a finished one stays as its id, so that it is not done again. */
export class PlaylistImports1764700000000 implements MigrationInterface {
  readonly name = 'PlaylistImports1764700000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE catalog.playlist_import ("importId" text PRIMARY KEY, "n" bigserial, "playlistId" text NOT NULL, "follow" jsonb,
        "context" jsonb NOT NULL, "rows" integer NOT NULL, "stored" integer NOT NULL DEFAULT 0, "problem" text, "doneAt" timestamptz)`,
    );
    await runner.query(`CREATE INDEX ON catalog.playlist_import ("playlistId") WHERE "doneAt" IS NULL`);
    await runner.query(
      `CREATE TABLE catalog.playlist_import_rows ("importId" text REFERENCES catalog.playlist_import ON DELETE CASCADE, "part" integer,
        "entries" jsonb NOT NULL, PRIMARY KEY ("importId", "part"))`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE catalog.playlist_import_rows, catalog.playlist_import');
  }
}
