import type { Instant, PlaylistId } from '@soulsync/contracts';
import type { DataSource, EntityManager } from 'typeorm';

/** When a playlist was to be read next, and how often that failed in a row. */
export interface RefreshTimes {
  /** null: never read. */
  readonly nextReadAt: Date | null;
  readonly failures: number | null;
}

export interface ScheduledPlaylist extends RefreshTimes {
  readonly id: PlaylistId;
  readonly name: string;
  /** null: as often as most are. */
  readonly refreshEveryMinutes: number | null;
}

/** A playlist that is followed again has a time of before, and no read since: it is due. */
const SCHEDULED = `SELECT p."id", p."name", p."refreshEveryMinutes", s."failures",
       CASE WHEN p."lastReadAt" IS NULL AND s."failures" = 0 THEN NULL ELSE s."nextReadAt" END AS "nextReadAt"
  FROM catalog.playlists p LEFT JOIN catalog.refresh_schedule s ON s."playlistId" = p."id" WHERE p."source" = 'spotify'`;

/** The times are no events: a lost table only means one early look. */
export const refreshSchedule = (dataSource: Pick<DataSource, 'query'>) => ({
  /** Those that a service is asked for. */
  scheduled: (): Promise<readonly ScheduledPlaylist[]> =>
    dataSource.query(`${SCHEDULED} AND p."status" <> 'unfollowed' AND NOT p."paused" ORDER BY "nextReadAt" NULLS FIRST`),
  async timesOf(id: PlaylistId): Promise<RefreshTimes> {
    const [known]: RefreshTimes[] = await dataSource.query(`${SCHEDULED} AND p."id" = $1`, [id]);
    return known ?? { nextReadAt: null, failures: null };
  },
  async keep(id: PlaylistId, nextReadAt: Instant, failures: number): Promise<void> {
    await dataSource.query(
      `INSERT INTO catalog.refresh_schedule ("playlistId", "nextReadAt", "failures") VALUES ($1, $2, $3)
       ON CONFLICT ("playlistId") DO UPDATE SET "nextReadAt" = excluded."nextReadAt", "failures" = excluded."failures"`,
      [id, nextReadAt, failures],
    );
  },
  /** The next read comes then, whenever it stood. */
  async readAt(id: PlaylistId, at: Instant): Promise<void> {
    await dataSource.query(`UPDATE catalog.refresh_schedule SET "nextReadAt" = $2 WHERE "playlistId" = $1`, [id, at]);
  },
  /** The next read of each comes then, when it stood later. */
  async allReadAt(at: Instant): Promise<void> {
    await dataSource.query(`UPDATE catalog.refresh_schedule SET "nextReadAt" = $1 WHERE "nextReadAt" > $1`, [at]);
  },
  /** Those that could not be read are read then. */
  async readFailedAt(at: Instant): Promise<void> {
    await dataSource.query(`UPDATE catalog.refresh_schedule SET "nextReadAt" = $1 WHERE "failures" > 0`, [at]);
  },
  /** The next read comes then, when it stood later. */
  async bringForward(id: PlaylistId, at: Instant): Promise<void> {
    await dataSource.query(`UPDATE catalog.refresh_schedule SET "nextReadAt" = $2 WHERE "playlistId" = $1 AND "nextReadAt" > $2`, [id, at]);
  },
});

export async function forgetRefreshSchedule(manager: EntityManager): Promise<void> {
  await manager.query('TRUNCATE catalog.refresh_schedule');
}
