import { columnsOf, Recording } from '@soulsync/contracts/rest';
import type { ResourceTable } from '@soulsync/service-kit';
import { matchedTrackOf } from '../matched-track.js';

/** Several entries of one playlist are one of those who want it. */
const WANTED_BY = `(SELECT coalesce(jsonb_agg(jsonb_build_object('kind', w."kind", 'playlistId', w."playlistId", 'name', p."name", 'released', w."released")
                             ORDER BY p."name"), '[]')
     FROM (SELECT o->'origin'->>'kind' AS "kind", o->'origin'->>'playlistId' AS "playlistId", bool_or((o->>'released')::boolean) AS "released"
             FROM jsonb_array_elements(r."origins") o GROUP BY 1, 2) w
     LEFT JOIN catalog.playlists p ON p."id" = w."playlistId")`;

const recordings: ResourceTable = {
  ...columnsOf(Recording),
  from: `(SELECT r.*, r."wantedRecordingId" AS "id", array_to_string(r."artists", ', ') AS "artistNames",
            ${matchedTrackOf('f')} AS "matched", ${WANTED_BY} AS "wantedBy"
       FROM catalog.recording_states r
       LEFT JOIN catalog.library_files f ON f."libraryTrackId" = r."libraryTrackId"
      WHERE r."title" <> '')`,
  id: 'id',
  sortable: ['title', 'album', 'state', 'reason', 'confidence', 'durationMs'],
  filters: { state: 'text', reason: 'text', libraryTrackId: 'text' },
  search: ['title', 'album', 'artistNames'],
  defaultSort: { by: 'title', order: 'ASC' },
  projections: ['recording-states', 'library-files', 'playlists'],
};

export const recordingLists = { recordings };
