import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far the reading of each library went; no event, since it may be lost: then the next look is a whole sweep. */
export class MirrorMarks1764100000000 implements MigrationInterface {
  readonly name = 'MirrorMarks1764100000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE plex.mirror_mark ("libraryId" text PRIMARY KEY, "server" text NOT NULL, "stamp" text, "cursor" text, "lookedAt" timestamptz,
        "deltaAt" timestamptz, "sweptAt" timestamptz, "sweepDueAt" timestamptz, "problem" text,
        "sweepId" text, "sweepStartedAt" timestamptz, "sweepCursor" text, "sweepDone" integer NOT NULL DEFAULT 0, "sweepTotal" integer)`,
    );
    await runner.query(
      `CREATE TABLE plex.sweep_page ("libraryId" text NOT NULL, "page" integer NOT NULL, "mark" text NOT NULL, "serverKeys" text[] NOT NULL,
        "albumKeys" text[] NOT NULL, "unread" jsonb NOT NULL, PRIMARY KEY ("libraryId", "page"))`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['sweep_page', 'mirror_mark']) await runner.query(`DROP TABLE plex.${table}`);
  }
}
