import type { PlaylistId } from '@soulsync/contracts';
import type { UnfollowPreview } from '@soulsync/contracts/rest';
import type { DataSource } from 'typeorm';

/** What only this playlist wants, from the read models as they are now. */
export async function unfollowPreview(dataSource: DataSource, playlistId: PlaylistId): Promise<UnfollowPreview> {
  const [counts]: UnfollowPreview[] = await dataSource.query(
    `SELECT count(*)::int AS "recordings",
            count(*) FILTER (WHERE NOT "elsewhere")::int AS "stopBeingWanted",
            count(*) FILTER (WHERE NOT "elsewhere" AND "state" IN ('acquiring', 'wished'))::int AS "underWay"
       FROM (SELECT "state",
                    EXISTS (SELECT 1 FROM jsonb_array_elements("origins") one
                             WHERE one->'origin'->>'playlistId' IS DISTINCT FROM $1) AS "elsewhere"
               FROM catalog.recording_states
              WHERE "origins" @> jsonb_build_array(jsonb_build_object('origin', jsonb_build_object('playlistId', $1::text)))) wanted`,
    [playlistId],
  );
  return counts ?? { recordings: 0, stopBeingWanted: 0, underWay: 0 };
}
