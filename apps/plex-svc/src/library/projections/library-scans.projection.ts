import { published } from '@soulsync/contracts';
import type { LibraryScanRow } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';

/** Which scans were asked for, and how many of their files are proven indexed. */
export const libraryScansProjection = projection<LibraryScanRow>({
  name: 'library-scans',
  version: 2,
  key: 'id',
  columns: { id: 'text', folder: 'text', state: 'text', files: 'integer', indexed: 'integer', problem: 'text', requestedAt: 'timestamptz' },
  keys: (event) => (event.aggregateType === 'library-scan' ? [event.aggregateId] : []),
  evolve(row, envelope, id) {
    const event = published(envelope);
    switch (event.type) {
      case 'ScanRequested': {
        const { folder, files, requestedAt } = event.data;
        return { id, folder, state: 'requested', files: files.length, indexed: 0, problem: null, requestedAt };
      }
      case 'ScanStarted':
        return row && { ...row, state: 'started', problem: null };
      case 'FileIndexed':
        return row && { ...row, indexed: row.indexed + 1 };
      case 'ScanFinished':
        return row && { ...row, state: 'finished', problem: null };
      case 'ScanFailed':
        return row && { ...row, state: 'failed', problem: event.data.cause };
      default:
        return row;
    }
  },
});
