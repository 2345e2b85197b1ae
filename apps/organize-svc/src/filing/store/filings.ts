import type { FilingId } from '@soulsync/contracts';
import type { DataSource } from 'typeorm';

export interface OpenFiling {
  readonly id: FilingId;
  /** It is only to be tidied. */
  readonly published: boolean;
}

export function openFilings(dataSource: DataSource): Promise<readonly OpenFiling[]> {
  return dataSource.query(
    `SELECT "id", "state" = 'published' AS "published" FROM organize.filings
     WHERE "state" IN ('started', 'verified', 'tagged', 'refused') OR ("state" = 'published' AND NOT "tidied")
     ORDER BY "startedAt", "id"`,
  );
}

/** Whether the last filing that came to an end of looking ended because its file was nowhere. */
export async function lastWasGone(dataSource: DataSource): Promise<boolean> {
  const [last]: { gone: boolean }[] = await dataSource.query(
    `SELECT "state" = 'failed' AND "reasons" -> 0 ->> 'code' = 'not-found' AS "gone" FROM organize.filings
     WHERE "state" <> 'started' ORDER BY "updatedAt" DESC LIMIT 1`,
  );
  return last?.gone === true;
}
