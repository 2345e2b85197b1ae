import type { DataSource } from 'typeorm';
import type { StoredEdit } from '../projections/metadata-edits.projection.js';

/** An artist or an album that the server shows. */
export interface Target {
  readonly key: string;
  /** Some of its files. */
  readonly paths: readonly string[];
}

export interface TargetWish {
  readonly libraries: readonly string[];
  readonly kind: StoredEdit['kind'];
  /** Behind this key; null: from the first one on. */
  readonly after: string | null;
  /** Only these; null: all there are. */
  readonly keys: readonly string[] | null;
}

/** In the order of their keys. */
export function editTargets(dataSource: DataSource, { libraries, kind, after, keys }: TargetWish): Promise<readonly Target[]> {
  const key = kind === 'artists' ? '"artistKey"' : '"albumKey"';
  return dataSource.query(
    `SELECT ${key} AS "key", (array_agg("path" ORDER BY "path") FILTER (WHERE "path" IS NOT NULL))[1:3] AS "paths"
       FROM plex.library_tracks
      WHERE "libraryId" = ANY($1) AND ${key} IS NOT NULL AND "missedIn" IS NULL
        AND ($2::text IS NULL OR ${key} COLLATE "C" > $2) AND ($3 OR ${key} = ANY($4))
      GROUP BY ${key} ORDER BY ${key} COLLATE "C"`,
    [libraries, after, keys === null, keys ?? []],
  );
}
