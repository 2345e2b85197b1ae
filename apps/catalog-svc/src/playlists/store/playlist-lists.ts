import { columnsOf, Playlist, PlaylistEntry } from '@soulsync/contracts/rest';
import type { ResourceTable } from '@soulsync/service-kit';
import { matchedTrackOf } from '../../recordings/matched-track.js';
import { playlistEntriesProjection } from '../projections/playlist-entries.projection.js';

const playlists: ResourceTable = {
  ...columnsOf(Playlist),
  from: `(SELECT p.*, s."nextReadAt", i."rows" AS "importRows", i."stored" AS "importStored", i."problem" AS "importProblem",
            coalesce(cardinality(o."entryIds"), 0) AS "entryCount",
            c."owned", c."filed", c."review", c."missing", c."acquiring", c."wished", c."ignored", c."notRecordings", c."pending", c."other"
       FROM catalog.playlists p
       LEFT JOIN catalog.playlist_order o ON o."playlistId" = p."id"
       LEFT JOIN catalog.refresh_schedule s ON s."playlistId" = p."id"
       LEFT JOIN (
         SELECT "playlistId", sum("rows")::int AS "rows", sum("stored")::int AS "stored", max("problem") AS "problem"
           FROM catalog.playlist_import WHERE "doneAt" IS NULL GROUP BY "playlistId") i ON i."playlistId" = p."id"
      CROSS JOIN LATERAL (
         SELECT count(*) FILTER (WHERE r."state" = 'owned')::int AS "owned",
                count(*) FILTER (WHERE r."state" = 'filed')::int AS "filed",
                count(*) FILTER (WHERE r."state" = 'review')::int AS "review",
                count(*) FILTER (WHERE r."state" = 'missing')::int AS "missing",
                count(*) FILTER (WHERE r."state" = 'acquiring')::int AS "acquiring",
                count(*) FILTER (WHERE r."state" = 'wished')::int AS "wished",
                count(*) FILTER (WHERE r."state" = 'ignored')::int AS "ignored",
                count(*) FILTER (WHERE e."wantedRecordingId" IS NULL)::int AS "notRecordings",
                count(*) FILTER (WHERE e."wantedRecordingId" IS NOT NULL AND (r."state" IS NULL OR r."state" = 'pending'))::int AS "pending",
                count(*) FILTER (WHERE r."state" IS NULL OR r."state" IN ('pending', 'ignored'))::int AS "other"
           FROM unnest(o."entryIds") AS u("entryId")
           JOIN catalog.playlist_entries e ON e."id" = p."id" || '/' || u."entryId"
           LEFT JOIN catalog.recording_states r ON r."wantedRecordingId" = e."wantedRecordingId") c
      WHERE p."status" <> 'unfollowed')`,
  id: 'id',
  sortable: ['name', 'source', 'entryCount', 'lastReadAt', 'nextReadAt', 'followedAt', 'missing', 'owned'],
  filters: { source: 'text', status: 'text', name: 'text' },
  search: ['name'],
  defaultSort: { by: 'name', order: 'ASC' },
  projections: ['playlists', 'playlist-order', 'playlist-entries', 'recording-states'],
};

/** The playlist is the order's own: asked for one playlist, Postgres then takes no other one's order apart. */
const entryColumns = Object.keys(playlistEntriesProjection.columns)
  .filter((column) => column !== 'playlistId')
  .map((column) => `e."${column}"`)
  .join(', ');

const playlistEntries: ResourceTable = {
  ...columnsOf(PlaylistEntry),
  from: `(SELECT ${entryColumns}, o."playlistId", u."position"::int AS "position", array_to_string(e."artists", ', ') AS "artistNames",
            r."stage", r."confidence", r."libraryTrackId", r."path", r."candidates", ${matchedTrackOf('f')} AS "matched",
            CASE WHEN e."wantedRecordingId" IS NULL THEN 'not-a-recording' ELSE coalesce(r."state", 'pending') END AS "state",
            CASE WHEN e."wantedRecordingId" IS NULL THEN e."kind" ELSE coalesce(r."reason", 'not-compared-yet') END AS "reason"
       FROM catalog.playlist_order o
      CROSS JOIN LATERAL unnest(o."entryIds") WITH ORDINALITY AS u("entryId", "position")
       JOIN catalog.playlist_entries e ON e."id" = o."playlistId" || '/' || u."entryId"
       LEFT JOIN catalog.recording_states r ON r."wantedRecordingId" = e."wantedRecordingId"
       LEFT JOIN catalog.library_files f ON f."libraryTrackId" = r."libraryTrackId")`,
  id: 'id',
  sortable: ['position', 'title', 'album', 'state', 'reason', 'confidence', 'durationMs'],
  filters: { playlistId: 'text', wantedRecordingId: 'text', state: 'text', reason: 'text', kind: 'text' },
  search: ['title', 'album', 'artistNames'],
  defaultSort: { by: 'position', order: 'ASC' },
  projections: ['playlist-order', 'playlist-entries', 'recording-states', 'library-files'],
};

/** One row: all playlists taken together, however many there are (`PlaylistTotals`). */
const playlistTotals: ResourceTable = {
  from: `(SELECT 'all' AS "id", count(*)::int AS "playlists", coalesce(sum(p."entryCount"), 0)::int AS "entries",
            ${['owned', 'filed', 'review', 'missing', 'acquiring', 'wished']
              .map((state) => `coalesce(sum(p."${state}"), 0)::int AS "${state}"`)
              .join(', ')}
       FROM ${playlists.from} p)`,
  id: 'id',
  sortable: [],
  filters: {},
  defaultSort: { by: 'id', order: 'ASC' },
  projections: playlists.projections,
};

export const playlistLists = { playlists, 'playlist-totals': playlistTotals, 'playlist-entries': playlistEntries };
