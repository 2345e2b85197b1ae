import type { Instant, LibraryTrackId, MatchCandidate, MatchEvent, MatchFeatures, MatchRule, WantedRecordingId } from '@soulsync/contracts';

/** What the engine says of a wanted recording and the library as it is now. */
export type MatchOutcome =
  | {
      readonly kind: 'matched';
      readonly libraryTrackId: LibraryTrackId;
      readonly confidence: number;
      readonly features: MatchFeatures;
      readonly rule: MatchRule;
      readonly rivals: readonly MatchCandidate[];
    }
  | { readonly kind: 'review'; readonly confidence: number; readonly rule: MatchRule; readonly candidates: readonly MatchCandidate[] }
  | { readonly kind: 'missing'; readonly rule: MatchRule; readonly rivals: readonly MatchCandidate[] };

export type MatchCommand =
  /** `anew`: nothing was decided since it was last wanted. Who forgot it then has to hear how it stands, also when that is as before. */
  | {
      type: 'Decide';
      data: { wantedRecordingId: WantedRecordingId; outcome: MatchOutcome; restate: boolean; engineVersion: string; at: Instant };
    }
  | { type: 'ConfirmMatch'; data: { wantedRecordingId: WantedRecordingId; libraryTrackId: LibraryTrackId; by: string; at: Instant } }
  | {
      type: 'RejectMatch';
      data: { wantedRecordingId: WantedRecordingId; libraryTrackIds: readonly LibraryTrackId[]; by: string; at: Instant };
    }
  /** Without ids: what was said last. */
  | {
      type: 'UndoDecision';
      data: { wantedRecordingId: WantedRecordingId; libraryTrackIds: readonly LibraryTrackId[] | null; by: string; at: Instant };
    }
  | { type: 'LoseTrack'; data: { wantedRecordingId: WantedRecordingId; libraryTrackId: LibraryTrackId; at: Instant } };

export type Decision =
  | { readonly kind: 'none' }
  | { readonly kind: 'matched'; readonly libraryTrackId: LibraryTrackId }
  | { readonly kind: 'confirmed'; readonly libraryTrackId: LibraryTrackId; readonly by: string; readonly at: Instant }
  | { readonly kind: 'review'; readonly candidates: readonly LibraryTrackId[] }
  | { readonly kind: 'missing'; readonly rule: MatchRule };

export interface Match {
  readonly decision: Decision;
  /** Tracks a person said are not it: no score brings them back. */
  readonly rejected: ReadonlySet<LibraryTrackId>;
  /** Those of the last rejection, as long as nothing was confirmed or taken back since. */
  readonly lastRejected: readonly LibraryTrackId[];
}

export const undecided: Match = { decision: { kind: 'none' }, rejected: new Set(), lastRejected: [] };

export function evolve(state: Match, event: MatchEvent): Match {
  switch (event.type) {
    case 'RecordingMatched':
      return { ...state, decision: { kind: 'matched', libraryTrackId: event.data.libraryTrackId } };
    case 'MatchConfirmed': {
      const { libraryTrackId, by, at } = event.data;
      const rejected = new Set([...state.rejected].filter((id) => id !== libraryTrackId));
      return { decision: { kind: 'confirmed', libraryTrackId, by, at }, rejected, lastRejected: state.lastRejected };
    }
    case 'MatchNeedsReview':
      return { ...state, decision: { kind: 'review', candidates: event.data.candidates.map((candidate) => candidate.libraryTrackId) } };
    case 'RecordingMissing':
      return { ...state, decision: { kind: 'missing', rule: event.data.rule } };
    case 'MatchRejected':
      return {
        decision: { kind: 'none' },
        rejected: new Set([...state.rejected, ...event.data.libraryTrackIds]),
        lastRejected: event.data.libraryTrackIds,
      };
    case 'MatchDecisionUndone': {
      const { undone, libraryTrackIds } = event.data;
      if (undone === 'confirmation') return { ...state, decision: { kind: 'none' } };
      const rejected = new Set([...state.rejected].filter((id) => !libraryTrackIds.includes(id)));
      return { decision: { kind: 'none' }, rejected, lastRejected: [] };
    }
    case 'MatchLost':
      return { ...state, decision: { kind: 'none' } };
  }
}
