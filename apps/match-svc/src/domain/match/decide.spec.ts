import { describe, expect, it } from '@jest/globals';
import type { LibraryTrackId, MatchEvent, WantedRecordingId } from '@soulsync/contracts';
import { match } from './decide.js';
import type { MatchCommand, MatchOutcome } from './match.js';

const at = '2026-11-24T12:00:00.000Z';
const wantedRecordingId = 'w' as WantedRecordingId;
const track = (id: string) => id as LibraryTrackId;
const features = { title: 1, artist: 1, album: null, durationDeltaMs: 0, versionEqual: true, isrcEqual: null };
const found = (id: string): MatchOutcome => ({
  kind: 'matched',
  libraryTrackId: track(id),
  confidence: 0.99,
  features,
  rule: 'exact',
  rivals: [],
});
const missing: MatchOutcome = { kind: 'missing', rule: 'no-candidate', rivals: [] };
const decideOn = (outcome: MatchOutcome, restate = false): MatchCommand => ({
  type: 'Decide',
  data: { wantedRecordingId, outcome, restate, engineVersion: '1', at },
});
const confirmed: MatchEvent = { type: 'MatchConfirmed', data: { wantedRecordingId, libraryTrackId: track('a'), by: 'person:ida', at } };
const rejected: MatchEvent = { type: 'MatchRejected', data: { wantedRecordingId, libraryTrackIds: [track('a')], by: 'person:ida', at } };

const wasMissing: MatchEvent = {
  type: 'RecordingMissing',
  data: { wantedRecordingId, rule: 'no-candidate', engineVersion: '1', decidedAt: at, rivals: [] },
};

const given = (...events: MatchEvent[]) => ({
  when: (command: MatchCommand) =>
    match
      .decide(
        command,
        events.reduce((state, event) => match.evolve(state, event), match.initialState),
      )
      .map((event) => event.type),
  /** The events whole. */
  says: (command: MatchCommand) =>
    match.decide(
      command,
      events.reduce((state, event) => match.evolve(state, event), match.initialState),
    ),
});

describe('what a person said of a match', () => {
  it('outranks every score: a confirmed match is not decided again', () => {
    expect(given(confirmed).when(decideOn(found('b')))).toEqual([]);
    expect(given(confirmed).when(decideOn({ kind: 'missing', rule: 'no-candidate', rivals: [] }))).toEqual([]);
  });

  it('stays said: a rejected track is never matched again, another one may be', () => {
    expect(given(rejected).when(decideOn(found('a')))).toEqual([]);
    expect(given(rejected).when(decideOn(found('b')))).toEqual(['RecordingMatched']);
  });
});

describe('a decision that says nothing new', () => {
  it('makes no event', () => {
    expect(given().when(decideOn(missing))).toEqual(['RecordingMissing']);
    expect(given(wasMissing).when(decideOn(missing))).toEqual([]);
  });
});

describe('a recording that is wanted anew', () => {
  it('has its decision stated again, also when that is the one that stands', () => {
    expect(given(wasMissing).when(decideOn(missing, true))).toEqual(['RecordingMissing']);
    expect(given(wasMissing).when(decideOn(found('a'), true))).toEqual(['RecordingMatched']);
  });

  it('has stated again what a person said of it, as it was said', () => {
    expect(given(confirmed).says(decideOn(missing, true))).toEqual([confirmed]);
    expect(given(rejected).when(decideOn(found('a'), true))).toEqual([]);
  });
});

const rejectBoth: MatchEvent = {
  type: 'MatchRejected',
  data: { wantedRecordingId, libraryTrackIds: [track('b'), track('c')], by: 'account:ida', at },
};
const undo = (...ids: string[]): MatchCommand => ({
  type: 'UndoDecision',
  data: { wantedRecordingId, libraryTrackIds: ids.length > 0 ? ids.map(track) : null, by: 'account:ben', at },
});
const undone = (kind: 'confirmation' | 'rejection', ...ids: string[]): MatchEvent => ({
  type: 'MatchDecisionUndone',
  data: { wantedRecordingId, undone: kind, libraryTrackIds: ids.map(track), by: 'account:ben', at },
});

describe('what a person takes back', () => {
  it('is what was said last: a confirmation, or all that was rejected with it', () => {
    expect(given(confirmed).says(undo())).toEqual([undone('confirmation', 'a')]);
    expect(given(rejected, rejectBoth).says(undo())).toEqual([undone('rejection', 'b', 'c')]);
    expect(given(rejected, rejectBoth).says(undo('a'))).toEqual([undone('rejection', 'a')]);
  });

  it('is nothing where nothing was said, or it was taken back before', () => {
    expect(given(wasMissing).when(undo())).toEqual([]);
    expect(given(confirmed, undone('confirmation', 'a')).when(undo())).toEqual([]);
    expect(given(rejected).when(undo('b'))).toEqual([]);
  });

  it('is decided by the engine again, with the tracks that may be it again', () => {
    expect(given(confirmed, undone('confirmation', 'a')).when(decideOn(missing))).toEqual(['RecordingMissing']);
    expect(given(rejected, undone('rejection', 'a')).when(decideOn(found('a')))).toEqual(['RecordingMatched']);
  });

  it('leaves a confirmation of another track standing, and says so behind it', () => {
    expect(given(rejectBoth, confirmed).says(undo('b'))).toEqual([undone('rejection', 'b'), confirmed]);
  });
});
