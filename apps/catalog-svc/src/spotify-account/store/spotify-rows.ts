import type { Instant, PlaylistId } from '@soulsync/contracts';
import type { DataSource } from 'typeorm';

const DAY_MS = 86_400_000;
/** Spotify's usual patience is half a minute: a wait that is longer is the quota. */
const USUAL_WAIT_MS = 60_000;

export interface CallsOfDay {
  readonly used: number;
  /** null: it asked for no more than its usual patience. */
  readonly quotaExceededUntil: Instant | null;
}

/** What an app spent of its budget, as it is kept over restarts. */
export async function callsOfDay(dataSource: Pick<DataSource, 'query'>, clientId: string, now: Instant): Promise<CallsOfDay> {
  const [row]: { calls: readonly number[]; blockedUntil: Date | null }[] = await dataSource.query(
    `SELECT "calls", "blockedUntil" FROM outside_call_budget WHERE "account" = $1`,
    [clientId],
  );
  const nowMs = Date.parse(now);
  const until = row?.blockedUntil ?? null;
  return {
    used: (row?.calls ?? []).filter((call) => call > nowMs - DAY_MS).length,
    quotaExceededUntil: until && until.getTime() > nowMs + USUAL_WAIT_MS ? until.toISOString() : null,
  };
}

export interface FollowedHere {
  readonly playlistId: PlaylistId;
  readonly sourceRef: string;
  /** What the last read said of its contents; null: it was not read yet. */
  readonly isReadable: boolean | null;
}

/** Those of Spotify that are followed here. */
export const followedHere = (dataSource: Pick<DataSource, 'query'>): Promise<readonly FollowedHere[]> =>
  dataSource.query(
    `SELECT "id" AS "playlistId", "sourceRef",
            CASE WHEN "problem" = 'forbidden' THEN false WHEN "lastReadAt" IS NOT NULL THEN true END AS "isReadable"
       FROM catalog.playlists WHERE "source" = 'spotify' AND "status" <> 'unfollowed'`,
  );
