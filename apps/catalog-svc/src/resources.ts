import type { ResourceTable } from '@soulsync/service-kit';

const playlists: ResourceTable = {
  from: `(SELECT p."id", p."name", p."source", p."sourceRef", p."started", p."status", p."problem", p."lastReadAt", p."followedAt",
            s."nextReadAt", coalesce(cardinality(o."entryIds"), 0) AS "entryCount",
            coalesce(c."owned", 0) AS "owned", coalesce(c."filed", 0) AS "filed", coalesce(c."review", 0) AS "review",
            coalesce(c."missing", 0) AS "missing", coalesce(c."acquiring", 0) AS "acquiring", coalesce(c."wished", 0) AS "wished",
            coalesce(c."other", 0) AS "other"
       FROM catalog.playlists p
       LEFT JOIN catalog.playlist_order o ON o."playlistId" = p."id"
       LEFT JOIN catalog.refresh_schedule s ON s."playlistId" = p."id"
       LEFT JOIN (
         SELECT e."playlistId",
                count(*) FILTER (WHERE r."state" = 'owned')::int AS "owned",
                count(*) FILTER (WHERE r."state" = 'filed')::int AS "filed",
                count(*) FILTER (WHERE r."state" = 'review')::int AS "review",
                count(*) FILTER (WHERE r."state" = 'missing')::int AS "missing",
                count(*) FILTER (WHERE r."state" = 'acquiring')::int AS "acquiring",
                count(*) FILTER (WHERE r."state" = 'wished')::int AS "wished",
                count(*) FILTER (WHERE r."state" IS NULL OR r."state" IN ('pending', 'ignored'))::int AS "other"
           FROM catalog.playlist_entries e LEFT JOIN catalog.recording_states r ON r."wantedRecordingId" = e."wantedRecordingId"
          GROUP BY e."playlistId") c ON c."playlistId" = p."id"
      WHERE p."status" <> 'unfollowed')`,
  id: 'id',
  sortable: ['name', 'source', 'entryCount', 'lastReadAt', 'nextReadAt', 'followedAt', 'missing', 'owned'],
  filters: { source: 'text', status: 'text', name: 'text' },
  search: ['name'],
  defaultSort: { by: 'name', order: 'ASC' },
  projections: ['playlists', 'playlist-order', 'playlist-entries', 'recording-states'],
};

const playlistEntries: ResourceTable = {
  from: `(SELECT e."id", e."playlistId", u."position"::int AS "position", e."kind", e."wantedRecordingId", e."title", e."artists", e."album",
            e."durationMs", e."isrc", e."uri", r."stage", r."confidence", r."libraryTrackId", r."path",
            CASE WHEN e."wantedRecordingId" IS NULL THEN 'not-a-recording' ELSE coalesce(r."state", 'pending') END AS "state",
            CASE WHEN e."wantedRecordingId" IS NULL THEN e."kind" ELSE coalesce(r."reason", 'not-compared-yet') END AS "reason"
       FROM catalog.playlist_order o
      CROSS JOIN LATERAL unnest(o."entryIds") WITH ORDINALITY AS u("entryId", "position")
       JOIN catalog.playlist_entries e ON e."id" = o."playlistId" || '/' || u."entryId"
       LEFT JOIN catalog.recording_states r ON r."wantedRecordingId" = e."wantedRecordingId")`,
  id: 'id',
  sortable: ['position', 'title', 'album', 'state', 'reason', 'confidence', 'durationMs'],
  filters: { playlistId: 'text', wantedRecordingId: 'text', state: 'text', reason: 'text', kind: 'text' },
  search: ['title', 'album'],
  defaultSort: { by: 'position', order: 'ASC' },
  projections: ['playlist-order', 'playlist-entries', 'recording-states'],
};

export const catalogResources = { playlists, 'playlist-entries': playlistEntries };
