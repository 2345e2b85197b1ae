import type { Instant, LibraryEvent } from '@soulsync/contracts';

export type LibraryCommand =
  | { type: 'StartSweep'; data: { libraryId: string; sweepId: string; at: Instant } }
  | { type: 'FinishSweep'; data: { libraryId: string; sweepId: string; albums: number; tracks: number; at: Instant } };

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
      const { libraryId, sweepId, albums, tracks, at } = command.data;
      return state.sweepId === sweepId
        ? [{ type: 'LibrarySweepFinished', data: { libraryId, sweepId, albums, tracks, finishedAt: at } }]
        : [];
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
