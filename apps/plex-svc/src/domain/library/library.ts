import type { Instant, LibraryEvent, UnreadFile } from '@soulsync/contracts';

export type LibraryCommand =
  | { type: 'StartSweep'; data: { libraryId: string; sweepId: string; at: Instant } }
  | {
      type: 'FinishSweep';
      data: { libraryId: string; sweepId: string; albums: number; tracks: number; unread: readonly UnreadFile[]; at: Instant };
    };

/** So many are told by name; the rest is counted. */
const UNREAD_TOLD = 200;

export interface Library {
  readonly sweepId: string | null;
}

const initialState: Library = { sweepId: null };

function decide(command: LibraryCommand, state: Library): readonly LibraryEvent[] {
  switch (command.type) {
    case 'StartSweep': {
      const { libraryId, sweepId, at } = command.data;
      return [{ type: 'LibrarySweepStarted', data: { libraryId, sweepId, startedAt: at } }];
    }
    case 'FinishSweep': {
      const { libraryId, sweepId, albums, tracks, unread, at } = command.data;
      if (state.sweepId !== sweepId) return [];
      const told = { unread: unread.slice(0, UNREAD_TOLD), unreadCount: unread.length };
      return [{ type: 'LibrarySweepFinished', data: { libraryId, sweepId, albums, tracks, ...told, finishedAt: at } }];
    }
  }
}

function evolve(state: Library, event: LibraryEvent): Library {
  switch (event.type) {
    case 'LibrarySweepStarted':
      return { sweepId: event.data.sweepId };
    case 'LibrarySweepFinished':
      return { ...state, sweepId: null };
  }
}

export const library = { aggregateType: 'library', initialState, decide, evolve };
