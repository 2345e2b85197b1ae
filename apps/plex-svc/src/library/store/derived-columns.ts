import type { DataSource } from 'typeorm';

/** Rows that were written since the last vacuum, beside a share of all. */
const TIDY_FROM = 500;
const TIDY_SHARE = 0.01;

/**
 * Two tracks of a library are copies when they have the same ISRC or MusicBrainz recording, or say the same artist, title and version and
 * are next to each other within 3 s. What the last full sync missed is no copy of anything.
 */
const TRACK_COLUMNS = `
  WITH present AS MATERIALIZED (
    SELECT "id", "libraryId", "libraryAlbumId", "recordingKey", "durationMs", "isrc", "mbid" FROM plex.library_tracks WHERE "missedIn" IS NULL
  ), copy AS (
    SELECT "id", false AS "onAlbum" FROM (
      SELECT "id", "durationMs" - lag("durationMs") OVER w AS "before", lead("durationMs") OVER w - "durationMs" AS "after"
      FROM present WHERE "recordingKey" IS NOT NULL AND "durationMs" IS NOT NULL
      WINDOW w AS (PARTITION BY "libraryId", "recordingKey" ORDER BY "durationMs")) AS near WHERE least("before", "after") <= 3000
    UNION ALL
    SELECT "id", true FROM (
      SELECT "id", "durationMs" - lag("durationMs") OVER w AS "before", lead("durationMs") OVER w - "durationMs" AS "after"
      FROM present WHERE "recordingKey" IS NOT NULL AND "durationMs" IS NOT NULL
      WINDOW w AS (PARTITION BY "libraryAlbumId", "recordingKey" ORDER BY "durationMs")) AS near WHERE least("before", "after") <= 3000
    UNION ALL
    SELECT "id", "onAlbum" > 1 FROM (
      SELECT "id", count(*) OVER (PARTITION BY "libraryId", "isrc") AS n, count(*) OVER (PARTITION BY "libraryAlbumId", "isrc") AS "onAlbum"
      FROM present WHERE "isrc" IS NOT NULL) AS same WHERE n > 1
    UNION ALL
    SELECT "id", "onAlbum" > 1 FROM (
      SELECT "id", count(*) OVER (PARTITION BY "libraryId", "mbid") AS n, count(*) OVER (PARTITION BY "libraryAlbumId", "mbid") AS "onAlbum"
      FROM present WHERE "mbid" IS NOT NULL) AS same WHERE n > 1
  ), copies AS (
    SELECT "id", CASE WHEN bool_or("onAlbum") THEN 'same-file-twice-on-album' ELSE 'same-recording-elsewhere' END AS "copies" FROM copy GROUP BY "id"
  )
  SELECT t."id", c."copies", p."path" IS NOT NULL AS "placedByUs"
  FROM plex.library_tracks t LEFT JOIN copies c ON c."id" = t."id" LEFT JOIN plex.placed_files p ON p."path" = t."path"
  WHERE t."copies" IS DISTINCT FROM c."copies" OR t."placedByUs" <> (p."path" IS NOT NULL)`;

const ALBUM_COLUMNS = `
  SELECT a."id", coalesce(t."copies", 0)::integer AS "copies", coalesce(t."placed", 0)::integer AS "placed"
  FROM plex.library_albums a LEFT JOIN (
    SELECT "libraryAlbumId", count("copies") AS "copies", count(*) FILTER (WHERE "placedByUs") AS "placed"
    FROM plex.library_tracks GROUP BY "libraryAlbumId") t ON t."libraryAlbumId" = a."id"
  WHERE (a."copies", a."placed") IS DISTINCT FROM (coalesce(t."copies", 0), coalesce(t."placed", 0))`;

/** Fills the derived columns of every track and album; answers how many rows changed. */
export const fillDerivedColumns = async (dataSource: DataSource): Promise<number> =>
  (await fill(dataSource, 'plex.library_tracks', TRACK_COLUMNS, ['copies', 'placedByUs'])) +
  (await fill(dataSource, 'plex.library_albums', ALBUM_COLUMNS, ['copies', 'placed']));

async function fill(dataSource: DataSource, table: string, differing: string, columns: readonly string[]): Promise<number> {
  return dataSource.transaction(async (manager) => {
    await manager.query(`CREATE TEMPORARY TABLE new_mark ON COMMIT DROP AS ${differing}`);
    const [found]: { n: string }[] = await manager.query('SELECT count(*) AS n FROM new_mark');
    const changed = Number(found?.n ?? 0);
    if (changed === 0) return 0;
    // The projection stores rows in another order; who locks them one by one may wait for the other for ever.
    await manager.query(`LOCK TABLE ${table} IN SHARE ROW EXCLUSIVE MODE`);
    const set = columns.map((column) => `"${column}" = m."${column}"`).join(', ');
    await manager.query(`UPDATE ${table} t SET ${set} FROM new_mark m WHERE m."id" = t."id"`);
    return changed;
  });
}

/**
 * Lists are read from indexes alone only where a vacuum has seen the page of the table, and searches read whole what no vacuum has sorted into
 * their index: that comes sooner here than by itself.
 */
export async function tidy(dataSource: DataSource): Promise<void> {
  const due: { name: string }[] = await dataSource.query(
    `SELECT relid::regclass::text AS name FROM pg_stat_user_tables
     WHERE schemaname = 'plex' AND relname IN ('library_tracks', 'library_albums')
       AND n_dead_tup + n_ins_since_vacuum > ${TIDY_FROM} + ${TIDY_SHARE} * n_live_tup`,
  );
  for (const { name } of due) await dataSource.query(`VACUUM (ANALYZE) ${name}`);
}
