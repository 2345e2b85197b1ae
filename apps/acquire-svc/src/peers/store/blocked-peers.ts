import type { Instant } from '@soulsync/contracts';
import type { DataSource } from 'typeorm';

/** Those of these peers that are blocked now. */
export async function blockedAmong(dataSource: DataSource, usernames: readonly string[], now: Instant): Promise<ReadonlySet<string>> {
  const blocked: { id: string }[] = await dataSource.query(
    `SELECT "id" FROM acquire.blocked_peers WHERE "id" = ANY($1) AND ("until" IS NULL OR "until" > $2)`,
    [usernames, now],
  );
  return new Set(blocked.map(({ id }) => id));
}
