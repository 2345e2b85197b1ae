import type { DataSource } from 'typeorm';

export const artworkKinds = ['albums', 'artists'] as const;
export type ArtworkKind = (typeof artworkKinds)[number];

/** The first few files of an album, or of an artist's newest one; none where nobody has this id. */
export async function artworkFiles(dataSource: Pick<DataSource, 'query'>, kind: ArtworkKind, id: string): Promise<readonly string[]> {
  const rows: { path: string }[] = await dataSource.query(
    kind === 'albums'
      ? `SELECT "path" FROM plex.library_tracks WHERE "libraryAlbumId" = $1 ORDER BY "discNumber", "trackNumber", "id" LIMIT 4`
      : `SELECT t."path" FROM plex.library_albums a JOIN plex.library_tracks t ON t."libraryAlbumId" = a."id"
          WHERE a."artistFold" = $1 ORDER BY a."year" DESC NULLS LAST, a."id", t."trackNumber" LIMIT 4`,
    [id],
  );
  return rows.map(({ path }) => path);
}

/** A picture on a media server. */
export interface PictureKey {
  readonly server: string;
  readonly key: string;
}

/** How the servers call this album, or this artist: each once, by one of its tracks. */
export const pictureKeys = (dataSource: Pick<DataSource, 'query'>, kind: ArtworkKind, id: string): Promise<readonly PictureKey[]> =>
  dataSource.query(
    kind === 'albums'
      ? `SELECT m."server", min(t."albumKey") AS "key" FROM plex.library_tracks t JOIN plex.library_mirror m ON m."id" = t."libraryId"
           WHERE t."libraryAlbumId" = $1 AND t."albumKey" IS NOT NULL AND m."server" IS NOT NULL GROUP BY 1`
      : `SELECT m."server", min(t."artistKey") AS "key" FROM plex.library_albums a JOIN plex.library_tracks t ON t."libraryAlbumId" = a."id"
           JOIN plex.library_mirror m ON m."id" = t."libraryId"
           WHERE a."artistFold" = $1 AND t."artistKey" IS NOT NULL AND m."server" IS NOT NULL GROUP BY 1`,
    [id],
  );
