import type { EntityManager } from 'typeorm';
import type { LostEvent, LostEvents } from '@soulsync/contracts';

/** So many are kept by name. */
const NAMED = 200;

/** Activity at or after `since` (null: ever) that the log no longer holds: the list of activity is the one place that remembers it. */
export async function lostEvents(manager: EntityManager, since: string | null, kept: readonly string[]): Promise<LostEvents> {
  const lost = `FROM gateway.activity a WHERE ($1::timestamptz IS NULL OR a."at" >= $1)
    AND NOT EXISTS (SELECT 1 FROM unnest($2::text[]) AS kept("id") WHERE kept."id" = a."id")`;
  const counts: { type: string; n: number }[] = await manager.query(`SELECT a."type", count(*)::integer AS n ${lost} GROUP BY a."type"`, [
    since,
    kept,
  ]);
  // An upgrade finds the table of before, which has a text and no parameters.
  const listed: (Omit<LostEvent, 'at'> & { at: Date })[] = await manager.query(
    `SELECT a."at", a."actor", a."type", a."subjectType", a."subjectId",
            to_jsonb(a) -> 'params' AS "params", to_jsonb(a) ->> 'text' AS "text" ${lost}
      ORDER BY a."actor" LIKE 'account:%' DESC, a."at" DESC, a."id" DESC LIMIT ${NAMED}`,
    [since, kept],
  );
  return {
    total: counts.reduce((sum, { n }) => sum + n, 0),
    byType: Object.fromEntries(counts.map(({ type, n }) => [type, n])),
    listed: listed.map((event) => ({ ...event, at: event.at.toISOString() })),
  };
}
