import { published } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';

export interface PlacedFileRow {
  /** Relative to the music folder. */
  readonly path: string;
  readonly filingId: string;
  readonly publishedAt: string;
}

/** Which files in the music folder are our own doing. */
export const placedFilesProjection = projection<PlacedFileRow>({
  name: 'placed-files',
  version: 1,
  key: 'path',
  columns: { path: 'text', filingId: 'text', publishedAt: 'timestamptz' },
  keys(envelope) {
    const event = published(envelope);
    return event.type === 'FilePublished' ? [event.data.path] : [];
  },
  evolve(row, envelope, path) {
    const event = published(envelope);
    return event.type === 'FilePublished' ? { path, filingId: event.data.filingId, publishedAt: event.data.publishedAt } : row;
  },
});
