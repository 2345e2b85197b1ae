import type { Instant, LibraryEvent, SuspectedLoss, UnreadFile } from '@soulsync/contracts';

export type LibraryCommand =
  | { type: 'StartFullSync'; data: { libraryId: string; sweepId: string; server: string; serverName: string; title: string; at: Instant } }
  | {
      type: 'FinishFullSync';
      data: {
        libraryId: string;
        sweepId: string;
        albums: number;
        tracks: number;
        unread: readonly UnreadFile[];
        missed: number;
        removed: number;
        loss: SuspectedLoss | null;
        at: Instant;
      };
    }
  /** Refused when nothing is suspected. */
  | { type: 'AcceptLoss'; data: { libraryId: string; by: string; at: Instant } }
  | { type: 'Retire'; data: { libraryId: string; server: string; at: Instant } };

/** So many are told by name; the rest is counted. */
const UNREAD_SHOWN = 200;

export interface Library {
  readonly sweepId: string | null;
  /** The last complete full sync missed too much; a person is asked. */
  readonly loss: SuspectedLoss | null;
  /** What a person said is really gone. */
  readonly accepted: SuspectedLoss | null;
}

const initialState: Library = { sweepId: null, loss: null, accepted: null };

function decide(command: LibraryCommand, state: Library): readonly LibraryEvent[] {
  switch (command.type) {
    case 'StartFullSync': {
      const { at, ...data } = command.data;
      return [{ type: 'LibrarySweepStarted', data: { ...data, startedAt: at } }];
    }
    case 'FinishFullSync': {
      const { unread, at, ...counts } = command.data;
      if (state.sweepId !== counts.sweepId) return [];
      const shown = { unread: unread.slice(0, UNREAD_SHOWN), unreadCount: unread.length };
      return [{ type: 'LibrarySweepFinished', data: { ...counts, ...shown, finishedAt: at } }];
    }
    case 'AcceptLoss': {
      const { libraryId, by, at } = command.data;
      return state.loss === null ? [] : [{ type: 'LibraryLossAccepted', data: { libraryId, loss: state.loss, by, at } }];
    }
    case 'Retire': {
      const { at, ...data } = command.data;
      return [{ type: 'LibraryRetired', data: { ...data, retiredAt: at } }];
    }
  }
}

function evolve(state: Library, event: LibraryEvent): Library {
  switch (event.type) {
    case 'LibrarySweepStarted':
      return { ...state, sweepId: event.data.sweepId };
    case 'LibrarySweepFinished': {
      const loss = event.data.loss ?? null;
      // Once the loss is believed in two full syncs, or over, the word of that time is spent.
      const spent = loss === null && (event.data.missed ?? 0) === 0;
      return { sweepId: null, loss, accepted: spent ? null : state.accepted };
    }
    case 'LibraryLossAccepted':
      return { ...state, loss: null, accepted: event.data.loss };
    case 'LibraryRetired':
      return initialState;
  }
}

export const library = { aggregateType: 'library', initialState, decide, evolve };
