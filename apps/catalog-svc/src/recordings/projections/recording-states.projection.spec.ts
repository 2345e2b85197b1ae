import { describe, expect, it } from '@jest/globals';
import { unknownRecording } from '@soulsync/contracts';
import type { EventEnvelope } from '@soulsync/contracts';
import { recordingStatesProjection } from './recording-states.projection.js';

const at = '2026-11-30T12:00:00.000Z';
const id = 'r1';

/** The row after these events, which are about the one recording. */
const after = (...events: readonly (readonly [aggregateType: string, type: string, data?: object])[]) =>
  events.reduce<Record<string, unknown> | null>((row, [aggregateType, type, data = {}]) => {
    const envelope = {
      aggregateType,
      type,
      aggregateId: aggregateType === 'acquisition' ? 'a1' : id,
      data: { wantedRecordingId: id, recordingId: id, subject: { kind: 'recording', recordingId: id }, ...data },
    };
    const event = envelope as unknown as EventEnvelope; // all that a row reads of it
    return recordingStatesProjection.keys(event).includes(id) ? recordingStatesProjection.evolve(row, event, id) : row;
  }, null);

const wanted = [
  'wanted-recording',
  'RecordingWanted',
  { origin: { kind: 'playlist', playlistId: 'p', entryId: 'e' }, released: true, recording: unknownRecording },
] as const;
const dropped = ['wanted-recording', 'RecordingNoLongerWanted', { at }] as const;
const missing = ['match', 'RecordingMissing', { rule: 'no-candidate' }] as const;
const requested = ['acquisition', 'AcquisitionRequested'] as const;
const cancelled = (cause?: string) => ['acquisition', 'AcquisitionCancelled', { by: 'x', ...(cause ? { cause } : {}) }] as const;
const published = ['filing', 'FilePublished', { path: 'A/B.flac' }] as const;

describe('the state of a recording that nobody wants any more', () => {
  it('is none, and what was still under way changes nothing', () => {
    const row = { state: 'pending', reason: 'no-longer-wanted', origins: [] };
    expect(after(wanted, missing, requested, dropped)).toMatchObject(row);
    expect(after(wanted, missing, requested, dropped, cancelled('no-longer-wanted'), missing)).toMatchObject(row);
  });

  it('begins anew when it is wanted again, and remembers where it was filed', () => {
    expect(after(wanted, missing, dropped, wanted)).toMatchObject({ state: 'pending', reason: 'not-compared-yet' });
    expect(after(wanted, missing, dropped, wanted, missing)).toMatchObject({ state: 'missing' });
    const matched = ['match', 'RecordingMatched', { rule: 'filed', confidence: 1, libraryTrackId: 't' }] as const;
    expect(after(wanted, requested, dropped, published, wanted, matched)).toMatchObject({ state: 'filed', path: 'A/B.flac' });
  });
});

describe('a recording whose file was seen before its publishing was stored', () => {
  it('is filed all the same, with its path', () => {
    const matched = ['match', 'RecordingMatched', { rule: 'exact', confidence: 1, libraryTrackId: 't' }] as const;
    expect(after(wanted, missing, requested, matched, published)).toMatchObject({ state: 'filed', path: 'A/B.flac', libraryTrackId: 't' });
    expect(after(wanted, missing, requested, published, matched)).toMatchObject({ state: 'filed', path: 'A/B.flac' });
  });
});

describe('a cancelled recording that is wanted still', () => {
  it('is missing, with who ended it', () => {
    expect(after(wanted, missing, requested, cancelled())).toMatchObject({ state: 'missing', reason: 'cancelled' });
    expect(after(wanted, missing, requested, cancelled('by-person'))).toMatchObject({ state: 'missing', reason: 'cancelled' });
    expect(after(wanted, missing, requested, cancelled('not-started'))).toMatchObject({ state: 'missing', reason: 'not-started' });
  });
});

describe('the origins of a recording', () => {
  it('are those that stand', () => {
    const other = { origin: { kind: 'person' }, released: true };
    const row = after(
      wanted,
      ['wanted-recording', 'OriginAdded', other],
      ['wanted-recording', 'OriginRemoved', { origin: wanted[2].origin }],
    );
    expect(row).toMatchObject({ origins: [other] });
  });
});

describe('a recording that a person ignores', () => {
  const ignored = ['wanted-recording', 'RecordingIgnored', { by: 'account:ida', at }] as const;
  const unignored = ['wanted-recording', 'RecordingUnignored', { by: 'account:ida', at }] as const;

  it('is ignored whatever goes on, and in the state behind that once it is ignored no more', () => {
    const row = { state: 'ignored', reason: 'ignored-by-person', stage: null };
    expect(after(wanted, missing, requested, ignored, cancelled('ignored'))).toMatchObject(row);
    expect(after(wanted, ignored, missing)).toMatchObject(row);
    expect(after(wanted, ignored, missing, unignored)).toMatchObject({ state: 'missing', reason: 'no-candidate' });
  });

  it('is owned all the same when the library has it', () => {
    const matched = ['match', 'RecordingMatched', { rule: 'exact', confidence: 1, libraryTrackId: 't' }] as const;
    expect(after(wanted, ignored, matched)).toMatchObject({ state: 'owned', reason: 'exact' });
    expect(after(wanted, ignored, matched, ['match', 'MatchLost'])).toMatchObject({ state: 'ignored' });
  });
});

describe('a doubtful match', () => {
  const review = ['match', 'MatchNeedsReview', { rule: 'ambiguous', confidence: 0.7, candidates: [{}, {}] }] as const;
  const rejected = ['match', 'MatchRejected', { libraryTrackIds: ['t'] }] as const;
  const undone = ['match', 'MatchDecisionUndone', { undone: 'rejection' }] as const;
  const row = { state: 'review', reason: 'ambiguous', candidates: 2, confidence: 0.7 };

  it('says how many tracks are to be decided between, and nothing of them once it is decided', () => {
    expect(after(wanted, review)).toMatchObject(row);
    expect(after(wanted, review, rejected)).toMatchObject({ state: 'missing', reason: 'rejected', candidates: null });
  });

  it('is to be decided again when a rejection is taken back, whichever service is heard first', () => {
    const fetched = [wanted, review, rejected, missing, requested] as const;
    expect(after(...fetched, undone, review, cancelled('decision-undone'))).toMatchObject(row);
    expect(after(...fetched, undone, cancelled('decision-undone'), review)).toMatchObject(row);
    const searched = ['acquisition', 'SearchPerformed'] as const;
    expect(after(...fetched, undone, searched, review, cancelled('decision-undone'))).toMatchObject(row);
  });
});
