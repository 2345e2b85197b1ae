import type { FilingId, ScanId, ScannedFile } from '@soulsync/contracts';
import type { DataSource } from 'typeorm';
import type { SoughtFile } from '../ports/library-server.js';

/** A published file that the server was not yet seen to show. */
export interface UnindexedFile extends ScannedFile, SoughtFile {
  readonly publishedAt: string;
  readonly scanId: ScanId | null;
  /** The event that published it. */
  readonly causationId: string;
  readonly correlationId: string;
  readonly traceparent: string | null;
}

/** All of them, or those of these filings, the oldest first. */
export async function unindexedFiles(dataSource: DataSource, of: readonly FilingId[] | null = null): Promise<readonly UnindexedFile[]> {
  const rows: (UnindexedFile & { publishedAt: unknown; sizeBytes: unknown })[] = await dataSource.query(
    `SELECT "filingId", "path", "title", "sizeBytes", "durationMs", "scanId", "publishedAt",
       "causationId", "correlationId", "traceparent" FROM plex.unindexed_files
     WHERE "publishedAt" IS NOT NULL AND ($1::text[] IS NULL OR "filingId" = ANY($1)) ORDER BY "publishedAt", "filingId"`,
    [of],
  );
  return rows.map((row) => ({
    ...row,
    sizeBytes: row.sizeBytes === null ? null : Number(row.sizeBytes), // bigint comes as text
    publishedAt: new Date(String(row.publishedAt)).toISOString(),
  }));
}
