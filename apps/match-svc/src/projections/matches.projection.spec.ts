import { describe, expect, it } from '@jest/globals';
import { creditsOf, unknownRecording } from '@soulsync/contracts';
import type { EventEnvelope } from '@soulsync/contracts';
import { matchesProjection } from './matches.projection.js';

const at = '2026-12-01T12:00:00.000Z';
const after = (...events: readonly (readonly [type: string, data: object])[]) =>
  events.reduce<Record<string, unknown> | null>((row, [type, data]) => {
    const envelope = { aggregateType: 'match', aggregateId: 'w', type, data: { wantedRecordingId: 'w', ...data } };
    return matchesProjection.evolve(row, envelope as unknown as EventEnvelope, 'w'); // all that a row reads of it
  }, null);

const wanted = [
  'RecordingWanted',
  { recording: { ...unknownRecording, title: 'Long Division', artists: creditsOf(['Even Odds']) } },
] as const;
const candidate = (id: string) => ({ libraryTrackId: id, title: 'Long Division', artist: 'Even Odds', album: 'Remainders' });
const review = ['MatchNeedsReview', { rule: 'ambiguous', candidates: ['a', 'b'].map(candidate) }] as const;
const none = ['MatchRejected', { libraryTrackIds: ['a', 'b', 'elsewhere'], by: 'account:ida', at }] as const;
const missing = ['RecordingMissing', { rule: 'candidates-rejected', rivals: [] }] as const;
const ids = (row: object | null) =>
  (row as { rejected: { libraryTrackId: string }[] }).rejected.map(({ libraryTrackId }) => libraryTrackId);

describe('candidates that a person rejected', () => {
  it('stay listed, by whom and when, also once the engine has decided again', () => {
    const row = after(wanted, review, none, missing);
    expect(row).toMatchObject({ state: 'missing', rule: 'candidates-rejected', candidates: [] });
    expect(row?.['rejected']).toEqual([
      { libraryTrackId: 'a', title: 'Long Division', artist: 'Even Odds', album: 'Remainders', by: 'account:ida', at },
      { libraryTrackId: 'b', title: 'Long Division', artist: 'Even Odds', album: 'Remainders', by: 'account:ida', at },
      { libraryTrackId: 'elsewhere', title: null, artist: null, album: null, by: 'account:ida', at },
    ]);
  });

  it('are no longer listed when that is taken back, or one of them is confirmed', () => {
    const undone = ['MatchDecisionUndone', { undone: 'rejection', libraryTrackIds: ['a', 'elsewhere'] }] as const;
    expect(ids(after(wanted, review, none, missing, undone))).toEqual(['b']);
    expect(ids(after(wanted, review, none, ['MatchConfirmed', { libraryTrackId: 'b', by: 'account:ida', at }]))).toEqual([
      'a',
      'elsewhere',
    ]);
  });
});
