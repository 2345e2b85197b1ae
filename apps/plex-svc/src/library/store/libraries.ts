import type { DataSource } from 'typeorm';
import type { KnownLibrary } from '../domain/library/left-libraries.js';

/** The libraries that were ever read on this kind of server. */
export const librariesOn = (
  dataSource: DataSource,
  server: string,
): Promise<readonly { readonly id: string; readonly title: string | null }[]> =>
  dataSource.query(`SELECT "id", "title" FROM plex.library_mirror WHERE "server" = $1`, [server]);

/**
 * All that are listed, whoever reads them, where one of them is of another server than these; else none. Those of very old logs do not say their
 * server and are left alone.
 */
export const knownLibraries = (dataSource: DataSource, read: readonly string[]): Promise<readonly KnownLibrary[]> =>
  dataSource.query(
    `SELECT "id", "server", "title", "lastCompleteSweepAt" IS NOT NULL AS "isComplete",
       (SELECT count(*)::integer FROM plex.library_tracks WHERE "libraryId" = mirror."id" AND "missedIn" IS NULL) AS "tracks"
     FROM plex.library_mirror AS mirror WHERE "server" IS NOT NULL
       AND EXISTS (SELECT 1 FROM plex.library_mirror WHERE "server" <> ALL($1))`,
    [read],
  );

/** Rows of a first full sync that find the lists' indexes there would pay for each of them. */
export async function isFullySynced(dataSource: DataSource): Promise<boolean> {
  const rows: object[] = await dataSource.query('SELECT 1 FROM plex.library_mirror WHERE "lastCompleteSweepAt" IS NOT NULL LIMIT 1');
  return rows.length > 0;
}
