import type { DataSource } from 'typeorm';

/** Backups of a mirrored playlist that are older than the newest `kept`. */
export async function olderBackups(dataSource: DataSource, mirrorId: string, kept: number): Promise<readonly string[]> {
  const old: { id: string }[] = await dataSource.query(
    `SELECT "id" FROM plex.mirror_backups WHERE "mirrorId" = $1 ORDER BY "at" DESC, "id" OFFSET $2`,
    [mirrorId, kept],
  );
  return old.map(({ id }) => id);
}
