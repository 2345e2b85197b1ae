import type { DataSource } from 'typeorm';
import type { EntryId, LibraryTrackId, NotPlacedReason, PlaylistId } from '@soulsync/contracts';

/** One line of the followed playlist, in its order. */
export interface WantedEntry {
  readonly entryId: EntryId;
  readonly title: string;
  readonly artists: readonly string[];
  /** Its track on the server; null: none, and `reason` says why. */
  readonly serverKey: string | null;
  readonly reason: NotPlacedReason | null;
}

export interface FollowedList {
  readonly name: string;
  readonly followed: boolean;
  readonly entries: readonly WantedEntry[];
}

/** What followed playlists want on one server, by its libraries' ids. All from this service's own read models. */
export interface WantedLists {
  /** Its id, where it is or was followed. */
  playlist(id: string): Promise<PlaylistId | null>;
  find(playlistId: string, libraryIds: readonly string[]): Promise<FollowedList | null>;
  /** Another one than before: something changed of what is wanted or where it is. */
  fingerprint(playlistId: string, libraryIds: readonly string[]): Promise<string>;
  /** Is one of its entries filed and not yet shown by the server? */
  isBeingIndexed(playlistId: string, withinMs: number): Promise<boolean>;
  libraryIds(server: string): Promise<readonly string[]>;
  /** The server's own keys of the lists that other followed playlists are mirrored to. */
  listsOfOthers(server: string, mirrorId: string): Promise<ReadonlySet<string>>;
  /** Our ids of these tracks, and the server's key each of them has now. */
  known(serverKeys: readonly string[], libraryIds: readonly string[]): Promise<ReadonlyMap<string, LibraryTrackId>>;
  keysNow(tracks: readonly LibraryTrackId[], libraryIds: readonly string[]): Promise<ReadonlyMap<LibraryTrackId, string>>;
}

/** The read models all this is read from. */
export const WANTED_FROM = ['mirror-order', 'mirror-entries', 'mirror-matches', 'library-tracks', 'library-mirror', 'playlist-mirrors'];

/** The track the match names, or the same file in the library of this server, where the match is of another one. */
const wanted = `SELECT o."n", e."entryId", e."title", e."artists", coalesce(own."serverKey", duplicate."serverKey") AS "serverKey",
    CASE WHEN coalesce(own."serverKey", duplicate."serverKey") IS NOT NULL THEN NULL
      WHEN e."wantedRecordingId" IS NULL THEN 'not-a-recording'
      WHEN m."wantedRecordingId" IS NULL THEN 'not-compared-yet'
      WHEN m."libraryTrackId" IS NULL THEN m."reason"
      WHEN other."id" IS NULL THEN 'left-the-library'
      ELSE 'not-on-this-server' END AS "reason"
  FROM plex.mirror_order p
    CROSS JOIN LATERAL unnest(p."entryIds") WITH ORDINALITY AS o("entryId", "n")
    JOIN plex.mirror_entries e ON e."id" = p."playlistId" || '/' || o."entryId"
    LEFT JOIN plex.mirror_matches m ON m."wantedRecordingId" = e."wantedRecordingId"
    LEFT JOIN plex.library_tracks other ON other."id" = m."libraryTrackId"
    LEFT JOIN plex.library_tracks own ON own."id" = m."libraryTrackId" AND own."libraryId" = ANY($2)
    LEFT JOIN LATERAL (SELECT t."serverKey" FROM plex.library_tracks t
      WHERE own."id" IS NULL AND t."path" = other."path" AND t."libraryId" = ANY($2) ORDER BY t."id" LIMIT 1) duplicate ON true
  WHERE p."playlistId" = $1`;

export function wantedLists(dataSource: DataSource): WantedLists {
  return {
    async playlist(id) {
      const [row]: { playlistId: PlaylistId }[] = await dataSource.query(
        `SELECT "playlistId" FROM plex.mirror_order WHERE "playlistId" = $1`,
        [id],
      );
      return row?.playlistId ?? null;
    },
    async find(playlistId, libraryIds) {
      const [head]: { name: string; followed: boolean }[] = await dataSource.query(
        `SELECT "name", "followed" FROM plex.mirror_order WHERE "playlistId" = $1`,
        [playlistId],
      );
      if (!head) return null;
      const entries: WantedEntry[] = await dataSource.query(`${wanted} ORDER BY o."n"`, [playlistId, libraryIds]);
      return { ...head, entries };
    },
    async fingerprint(playlistId, libraryIds) {
      const [row]: { print: string }[] = await dataSource.query(
        `SELECT md5(coalesce(string_agg(concat_ws(' ', w."entryId", w."serverKey", w."reason"), E'\\n' ORDER BY w."n"), '')) AS "print"
         FROM (${wanted}) w`,
        [playlistId, libraryIds],
      );
      return row?.print ?? '';
    },
    async isBeingIndexed(playlistId, withinMs) {
      const rows: unknown[] = await dataSource.query(
        `SELECT 1 FROM plex.unindexed_files u JOIN plex.mirror_entries e ON e."wantedRecordingId" = u."recordingId"
         WHERE e."playlistId" = $1 AND u."publishedAt" BETWEEN now() - $2 * interval '1 millisecond' AND now() + interval '1 minute' LIMIT 1`,
        [playlistId, withinMs],
      );
      return rows.length > 0;
    },
    async libraryIds(server) {
      const rows: { id: string }[] = await dataSource.query(`SELECT "id" FROM plex.library_mirror WHERE "server" = $1`, [server]);
      return rows.map(({ id }) => id);
    },
    async listsOfOthers(server, mirrorId) {
      const rows: { key: string }[] = await dataSource.query(
        `SELECT "serverPlaylistKey" AS "key" FROM plex.playlist_mirrors
         WHERE "server" = $1 AND "id" <> $2 AND "state" <> 'off' AND "serverPlaylistKey" IS NOT NULL`,
        [server, mirrorId],
      );
      return new Set(rows.map(({ key }) => key));
    },
    async known(serverKeys, libraryIds) {
      const rows: { serverKey: string; id: LibraryTrackId }[] = await dataSource.query(
        `SELECT "serverKey", "id" FROM plex.library_tracks WHERE "libraryId" = ANY($2) AND "serverKey" = ANY($1)`,
        [serverKeys, libraryIds],
      );
      return new Map(rows.map(({ serverKey, id }) => [serverKey, id]));
    },
    async keysNow(tracks, libraryIds) {
      const rows: { serverKey: string; id: LibraryTrackId }[] = await dataSource.query(
        `SELECT "serverKey", "id" FROM plex.library_tracks WHERE "libraryId" = ANY($2) AND "id" = ANY($1)`,
        [tracks, libraryIds],
      );
      return new Map(rows.map(({ serverKey, id }) => [id, serverKey]));
    },
  };
}
