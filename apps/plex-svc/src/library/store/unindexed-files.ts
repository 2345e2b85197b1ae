import type { ScanId, ScannedFile } from '@soulsync/contracts';
import type { DataSource } from 'typeorm';
import type { SoughtFile } from '../ports/library-server.js';

/** A published file that the server was not yet seen to show. */
export interface UnindexedFile extends ScannedFile, SoughtFile {
  readonly publishedAt: string;
  readonly scanId: ScanId | null;
}

/** All of them, the oldest first. */
export async function unindexedFiles(dataSource: DataSource): Promise<readonly UnindexedFile[]> {
  const rows: (UnindexedFile & { publishedAt: unknown; sizeBytes: unknown })[] = await dataSource.query(
    `SELECT "filingId", "path", "title", "sizeBytes", "durationMs", "scanId", "publishedAt" FROM plex.unindexed_files
     WHERE "publishedAt" IS NOT NULL ORDER BY "publishedAt", "filingId"`,
  );
  return rows.map((row) => ({
    ...row,
    sizeBytes: row.sizeBytes === null ? null : Number(row.sizeBytes), // bigint comes as text
    publishedAt: new Date(String(row.publishedAt)).toISOString(),
  }));
}
