import type { FilingId } from '@soulsync/contracts';
import type { DataSource } from 'typeorm';

/** All but these, at most so many; those that are only to be tidied come last. */
export async function openFilings(
  dataSource: DataSource,
  except: readonly FilingId[] = [],
  most: number | null = null,
): Promise<readonly FilingId[]> {
  const rows: { id: FilingId }[] = await dataSource.query(
    `SELECT "id" FROM organize.filings
     WHERE ("state" IN ('started', 'verified', 'tagged', 'refused') OR ("state" = 'published' AND NOT "tidied")) AND NOT ("id" = ANY($1))
     ORDER BY "state" = 'published', "startedAt", "id" LIMIT $2`,
    [except, most],
  );
  return rows.map(({ id }) => id);
}

/** Whether the last filing that came to an end of looking ended because its file was nowhere. */
export async function lastWasGone(dataSource: DataSource): Promise<boolean> {
  const [last]: { gone: boolean }[] = await dataSource.query(
    `SELECT "state" = 'failed' AND "reasons" -> 0 ->> 'code' = 'not-found' AS "gone" FROM organize.filings
     WHERE "state" <> 'started' ORDER BY "updatedAt" DESC LIMIT 1`,
  );
  return last?.gone === true;
}
