import type { IndexedTrack, LibraryAlbumId, LibraryTrackId } from '@soulsync/contracts';
import type { DataSource } from 'typeorm';

const ROWS_READ_AT_ONCE = 5_000;

/** A track as it is known. */
export type StoredTrack = IndexedTrack & {
  readonly id: LibraryTrackId;
  readonly libraryAlbumId: LibraryAlbumId;
  readonly missedIn: string | null;
};

/** All of a library, in the order of their ids. */
export async function* storedTracks(dataSource: DataSource, libraryId: string): AsyncGenerator<StoredTrack> {
  for (let after = ''; ;) {
    const rows: (StoredTrack & { sizeBytes: unknown })[] = await dataSource.query(
      `SELECT "id", "libraryAlbumId", "missedIn", "serverKey", "albumKey", "artistKey", "title", "artist", "albumArtist", "album", "year",
         "discNumber", "trackNumber", "durationMs", "isrc", "mbid", "guid", "hasArt", "path", "sizeBytes", "format", "bitrateKbps",
         "sampleRateHz", "bitDepth", "otherFiles"
       FROM plex.library_tracks WHERE "libraryId" = $1 AND "id" > $2 ORDER BY "id" LIMIT ${ROWS_READ_AT_ONCE}`,
      [libraryId, after],
    );
    for (const row of rows) yield { ...row, sizeBytes: row.sizeBytes === null ? null : Number(row.sizeBytes) }; // bigint comes as text
    const last = rows.at(-1);
    if (!last || rows.length < ROWS_READ_AT_ONCE) return;
    after = last.id;
  }
}

/** Where the files of these tracks lie. */
export const pathsOf = (
  dataSource: DataSource,
  tracks: readonly LibraryTrackId[],
): Promise<readonly { readonly id: LibraryTrackId; readonly path: string | null }[]> =>
  dataSource.query(`SELECT "id", "path" FROM plex.library_tracks WHERE "id" = ANY($1)`, [tracks]);
