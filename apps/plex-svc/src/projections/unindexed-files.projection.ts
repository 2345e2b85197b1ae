import { published } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';

export interface UnindexedFileRow {
  readonly filingId: string;
  readonly acquisitionId: string;
  /** null until it is published. */
  readonly path: string | null;
  readonly title: string | null;
  readonly sizeBytes: number | null;
  readonly durationMs: number | null;
  /** The scan that looks for it; null: none yet. */
  readonly scanId: string | null;
  readonly publishedAt: string | null;
}

/** Files that are being filed, and published ones the server has not been seen to hold. */
export const unindexedFilesProjection = projection<UnindexedFileRow>({
  name: 'unindexed-files',
  version: 2,
  key: 'filingId',
  columns: {
    filingId: 'text',
    acquisitionId: 'text',
    path: 'text',
    title: 'text',
    sizeBytes: 'bigint',
    durationMs: 'integer',
    scanId: 'text',
    publishedAt: 'timestamptz',
  },
  keys(envelope) {
    const event = published(envelope);
    switch (event.type) {
      case 'FilingStarted':
      case 'FilingFailed':
      case 'FileRefused':
      case 'FilePublished':
      case 'FileIndexed':
        return [event.data.filingId];
      case 'ScanRequested':
        return event.data.files.map((file) => file.filingId);
      default:
        return [];
    }
  },
  evolve(row, envelope) {
    const event = published(envelope);
    switch (event.type) {
      case 'FilingStarted': {
        const { filingId, acquisitionId, recording } = event.data;
        return {
          filingId,
          acquisitionId,
          path: null,
          title: recording.title,
          sizeBytes: null,
          durationMs: null,
          scanId: null,
          publishedAt: null,
        };
      }
      case 'FilePublished': {
        const { filingId, acquisitionId, path, sizeBytes, quality, publishedAt } = event.data;
        const { durationMs } = quality;
        return { filingId, acquisitionId, path, title: row?.title ?? null, sizeBytes, durationMs, scanId: null, publishedAt };
      }
      case 'ScanRequested':
        return row && { ...row, scanId: event.data.scanId };
      case 'FilingFailed':
      case 'FileRefused':
      case 'FileIndexed':
        return null;
      default:
        return row;
    }
  },
});
