import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When each mirrored playlist was last run, and over what; may be lost: then it is looked at once more. */
export class PlaylistMirrorMarks1764400000000 implements MigrationInterface {
  readonly name = 'PlaylistMirrorMarks1764400000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE plex.playlist_mirror_mark ("mirrorId" text PRIMARY KEY, "ranAt" timestamptz, "fingerprint" text, "problem" text,
        "askedAt" timestamptz)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE plex.playlist_mirror_mark');
  }
}
