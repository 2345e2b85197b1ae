import { published } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';

export interface LibraryFullSyncRow {
  readonly libraryId: string;
  readonly finishedAt: string;
}

/** Which libraries were read from end to end, and when last: before the first nothing can be called missing. */
export const libraryFullSyncsProjection = projection<LibraryFullSyncRow>({
  name: 'library-sweeps',
  version: 1,
  key: 'libraryId',
  columns: { libraryId: 'text', finishedAt: 'timestamptz' },
  keys(envelope) {
    const event = published(envelope);
    return event.type === 'LibrarySweepFinished' ? [event.data.libraryId] : [];
  },
  evolve(row, envelope) {
    const event = published(envelope);
    return event.type === 'LibrarySweepFinished' ? { libraryId: event.data.libraryId, finishedAt: event.data.finishedAt } : row;
  },
});
