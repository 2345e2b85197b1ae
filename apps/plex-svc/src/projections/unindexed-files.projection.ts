import { published } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';

export interface UnindexedFileRow {
  readonly filingId: string;
  readonly acquisitionId: string;
  readonly path: string;
  /** The scan that looks for it; null: none yet. */
  readonly scanId: string | null;
  readonly publishedAt: string;
}

/** Published files the server has not been seen to hold. */
export const unindexedFilesProjection = projection<UnindexedFileRow>({
  name: 'unindexed-files',
  version: 1,
  key: 'filingId',
  columns: { filingId: 'text', acquisitionId: 'text', path: 'text', scanId: 'text', publishedAt: 'timestamptz' },
  keys(envelope) {
    const event = published(envelope);
    switch (event.type) {
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
      case 'FilePublished': {
        const { filingId, acquisitionId, path, publishedAt } = event.data;
        return { filingId, acquisitionId, path, scanId: null, publishedAt };
      }
      case 'ScanRequested':
        return row && { ...row, scanId: event.data.scanId };
      case 'FileIndexed':
        return null;
      default:
        return row;
    }
  },
});
