import type { MatchEvent, WantedRecordingId } from '@soulsync/contracts';
import { evolve, undecided } from './match.js';
import type { Decision, Match, MatchCommand, MatchOutcome } from './match.js';

export function decide(command: MatchCommand, state: Match): readonly MatchEvent[] {
  switch (command.type) {
    case 'Decide': {
      const { outcome, wantedRecordingId, restate, engineVersion, at } = command.data;
      if (state.decision.kind === 'confirmed') return restate ? [restated(wantedRecordingId, state.decision)] : [];
      if ((says(outcome, state.decision) && !restate) || contradicts(outcome, state)) return [];
      return [toEvent(outcome, { wantedRecordingId, engineVersion, decidedAt: at })];
    }
    case 'ConfirmMatch': {
      const { libraryTrackId } = command.data;
      const known = state.decision.kind === 'confirmed' && state.decision.libraryTrackId === libraryTrackId;
      return known ? [] : [{ type: 'MatchConfirmed', data: command.data }];
    }
    case 'RejectMatch': {
      const { libraryTrackIds, wantedRecordingId } = command.data;
      const fresh = libraryTrackIds.filter((id) => !state.rejected.has(id));
      if (fresh.length === 0) return [];
      const rejected: MatchEvent = { type: 'MatchRejected', data: { ...command.data, libraryTrackIds: fresh } };
      const { decision } = state;
      // Whoever reads a rejection takes the decision for open: a confirmation of another track is stated again behind it.
      const stands = decision.kind === 'confirmed' && !fresh.includes(decision.libraryTrackId);
      return stands ? [rejected, restated(wantedRecordingId, decision)] : [rejected];
    }
    case 'UndoDecision': {
      const { libraryTrackIds, ...said } = command.data;
      const { decision } = state;
      if (decision.kind === 'confirmed' && (libraryTrackIds?.includes(decision.libraryTrackId) ?? true))
        return [{ type: 'MatchDecisionUndone', data: { ...said, undone: 'confirmation', libraryTrackIds: [decision.libraryTrackId] } }];
      const named = libraryTrackIds ?? (state.lastRejected.length > 0 ? state.lastRejected : [...state.rejected]);
      const undone = named.filter((id) => state.rejected.has(id));
      if (undone.length === 0) return [];
      const event: MatchEvent = { type: 'MatchDecisionUndone', data: { ...said, undone: 'rejection', libraryTrackIds: undone } };
      return decision.kind === 'confirmed' ? [event, restated(said.wantedRecordingId, decision)] : [event];
    }
    case 'LoseTrack': {
      const { decision } = state;
      const held =
        (decision.kind === 'matched' || decision.kind === 'confirmed') && decision.libraryTrackId === command.data.libraryTrackId;
      return held ? [{ type: 'MatchLost', data: command.data }] : [];
    }
  }
}

/** The outcome repeats the standing decision. */
function says(outcome: MatchOutcome, decision: Decision): boolean {
  switch (outcome.kind) {
    case 'matched':
      return decision.kind === 'matched' && decision.libraryTrackId === outcome.libraryTrackId;
    case 'missing':
      return decision.kind === 'missing' && decision.rule === outcome.rule;
    case 'review':
      return (
        decision.kind === 'review' &&
        decision.candidates.length === outcome.candidates.length &&
        outcome.candidates.every((candidate, place) => candidate.libraryTrackId === decision.candidates[place])
      );
  }
}

/** The engine looked before a person rejected this very track. */
const contradicts = (outcome: MatchOutcome, state: Match) => outcome.kind === 'matched' && state.rejected.has(outcome.libraryTrackId);

/** What a person said, with who and when as it was said. */
const restated = (
  wantedRecordingId: WantedRecordingId,
  { libraryTrackId, by, at }: Extract<Decision, { kind: 'confirmed' }>,
): MatchEvent => ({ type: 'MatchConfirmed', data: { wantedRecordingId, libraryTrackId, by, at } });

function toEvent(
  outcome: MatchOutcome,
  decision: { wantedRecordingId: WantedRecordingId; engineVersion: string; decidedAt: string },
): MatchEvent {
  switch (outcome.kind) {
    case 'matched': {
      const { libraryTrackId, confidence, features, rule, rivals } = outcome;
      return { type: 'RecordingMatched', data: { ...decision, libraryTrackId, confidence, features, rule, rivals } };
    }
    case 'missing':
      return { type: 'RecordingMissing', data: { ...decision, rule: outcome.rule, rivals: outcome.rivals } };
    case 'review':
      return {
        type: 'MatchNeedsReview',
        data: { ...decision, rule: outcome.rule, confidence: outcome.confidence, candidates: outcome.candidates },
      };
  }
}

export const match = { aggregateType: 'match', initialState: undecided, decide, evolve };
