import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was read of the music folder's files; no event, since it may be lost: then every file is opened once more. */
export class FileNotes1764200000000 implements MigrationInterface {
  readonly name = 'FileNotes1764200000000';

  async up(runner: QueryRunner): Promise<void> {
    // Keys are hashes: a path may be longer than an index takes. Its collation is the byte order that paging by it needs.
    await runner.query(
      `CREATE TABLE plex.file_note ("key" text COLLATE "C" PRIMARY KEY, "folderKey" text COLLATE "C" NOT NULL, "path" text NOT NULL,
        "mtimeMs" double precision NOT NULL, "ctimeMs" double precision NOT NULL, "sizeBytes" bigint NOT NULL, "reader" integer NOT NULL,
        "read" jsonb NOT NULL)`,
    );
    await runner.query(`CREATE INDEX file_note_folder ON plex.file_note ("folderKey")`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE plex.file_note`);
  }
}
