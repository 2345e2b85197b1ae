import { describe, expect, it } from '@jest/globals';
import type { LibraryTrackId, MatchCandidate, MatchEvent, WantedRecordingId } from '@soulsync/contracts';
import { deciding } from '@soulsync/event-store/testing';
import { match } from './decide.js';
import type { MatchCommand, MatchOutcome } from './match.js';

const at = '2026-11-30T12:00:00.000Z';
const wantedRecordingId = 'w' as WantedRecordingId; // the test's own
const [a, b] = ['a', 'b'] as LibraryTrackId[] as [LibraryTrackId, LibraryTrackId];
const features = { title: 1, artist: 1, album: null, durationDeltaMs: 0, versionEqual: true, isrcEqual: null };
const decision = { wantedRecordingId, rule: 'exact' as const, engineVersion: '1', decidedAt: at };
const candidate = (libraryTrackId: LibraryTrackId): MatchCandidate => ({
  libraryTrackId,
  title: libraryTrackId,
  artist: 'Someone',
  album: null,
  durationMs: 180_000,
  confidence: 0.7,
  features,
  vetoes: [],
});
const matched = (libraryTrackId: LibraryTrackId): MatchEvent => ({
  type: 'RecordingMatched',
  data: { ...decision, libraryTrackId, confidence: 0.9, features, rivals: [] },
});
const reviewed = (...ids: LibraryTrackId[]): MatchEvent => ({
  type: 'MatchNeedsReview',
  data: { ...decision, confidence: 0.7, candidates: ids.map(candidate) },
});
const confirmed = (libraryTrackId: LibraryTrackId): MatchEvent => ({
  type: 'MatchConfirmed',
  data: { wantedRecordingId, libraryTrackId, by: 'person:ida', at },
});
const lost = (libraryTrackId: LibraryTrackId): MatchEvent => ({ type: 'MatchLost', data: { wantedRecordingId, libraryTrackId, at } });
const rejected = (...libraryTrackIds: LibraryTrackId[]): MatchEvent => ({
  type: 'MatchRejected',
  data: { wantedRecordingId, libraryTrackIds, by: 'person:ida', at },
});

const decideOn = (outcome: MatchOutcome): MatchCommand => ({
  type: 'Decide',
  data: { wantedRecordingId, outcome, restate: false, engineVersion: '1', at },
});
const isTrack = (libraryTrackId: LibraryTrackId): MatchOutcome => ({
  kind: 'matched',
  libraryTrackId,
  confidence: 0.9,
  features,
  rule: 'exact',
  rivals: [],
});
const inReview = (...ids: LibraryTrackId[]): MatchOutcome => ({
  kind: 'review',
  rule: 'exact',
  confidence: 0.7,
  candidates: ids.map(candidate),
});
const confirm = (libraryTrackId: LibraryTrackId): MatchCommand => ({ type: 'ConfirmMatch', data: { ...confirmedData(libraryTrackId) } });
const confirmedData = (libraryTrackId: LibraryTrackId) => ({ wantedRecordingId, libraryTrackId, by: 'person:ida', at });
const reject = (...libraryTrackIds: LibraryTrackId[]): MatchCommand => ({
  type: 'RejectMatch',
  data: { wantedRecordingId, libraryTrackIds, by: 'person:ida', at },
});
const lose = (libraryTrackId: LibraryTrackId): MatchCommand => ({ type: 'LoseTrack', data: { wantedRecordingId, libraryTrackId, at } });

const { given } = deciding(match);

describe('an undecided recording', () => {
  it('is matched with all that was said of it', () => {
    given()
      .when(decideOn(isTrack(a)))
      .then(matched(a));
  });

  it('is put before a person where that is the outcome', () => {
    given()
      .when(decideOn(inReview(a, b)))
      .then(reviewed(a, b));
  });
});

describe('a recording in review', () => {
  it('is not put before a person again with the same candidates', () => {
    given(reviewed(a, b))
      .when(decideOn(inReview(a, b)))
      .then();
  });

  it('is, with others, with fewer, or in another order', () => {
    for (const ids of [[a], [b, a]] as const)
      given(reviewed(a, b))
        .when(decideOn(inReview(...ids)))
        .then(reviewed(...ids));
  });
});

describe('a matched recording', () => {
  it('goes to the better track', () => {
    given(matched(a))
      .when(decideOn(isTrack(b)))
      .then(matched(b));
  });

  it('is lost with its track, once, and with no other', () => {
    given(matched(a)).when(lose(a)).then(lost(a));
    given(matched(a)).when(lose(b)).then();
    given(matched(a), lost(a)).when(lose(a)).then();
  });

  it('is matched again once its track is back', () => {
    given(matched(a), lost(a))
      .when(decideOn(isTrack(a)))
      .then(matched(a));
  });
});

describe('a person who confirms', () => {
  it('says so once, and may say another one', () => {
    given(reviewed(a, b)).when(confirm(a)).then(confirmed(a));
    given(confirmed(a)).when(confirm(a)).then();
    given(confirmed(a)).when(confirm(b)).then(confirmed(b));
  });

  it('may confirm what was rejected before; it then is no longer', () => {
    expect(given(rejected(a, b), confirmed(a)).state.rejected).toEqual(new Set([b]));
  });

  it('has confirmed nothing any more once that track is gone, and the engine decides again', () => {
    given(confirmed(a)).when(lose(a)).then(lost(a));
    given(confirmed(a), lost(a))
      .when(decideOn(isTrack(b)))
      .then(matched(b));
  });
});

describe('a person who rejects', () => {
  it('rejects only what was not rejected before', () => {
    given().when(reject(a, b)).then(rejected(a, b));
    given(rejected(a)).when(reject(a, b)).then(rejected(b));
    given(rejected(a, b)).when(reject(b)).then();
  });

  it('another track leaves standing what was confirmed', () => {
    given(confirmed(a)).when(reject(b)).then(rejected(b), confirmed(a));
    expect(given(confirmed(a), rejected(b), confirmed(a)).state).toEqual({
      decision: { kind: 'confirmed', libraryTrackId: a, by: 'person:ida', at },
      rejected: new Set([b]),
      lastRejected: [b],
    });
    given(confirmed(a)).when(reject(a, b)).then(rejected(a, b));
  });

  it('outlives that the track is lost and found', () => {
    given(rejected(a), matched(b), lost(b))
      .when(decideOn(isTrack(a)))
      .then();
  });
});
