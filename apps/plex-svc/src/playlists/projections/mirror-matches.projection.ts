import { published } from '@soulsync/contracts';
import type { NotPlacedReason } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';

export interface MirrorMatchRow {
  readonly wantedRecordingId: string;
  /** null: none, and `reason` says why. */
  readonly libraryTrackId: string | null;
  readonly reason: NotPlacedReason | null;
}

/** Which library track each wanted recording is. */
export const mirrorMatchesProjection = projection<MirrorMatchRow>({
  name: 'mirror-matches',
  version: 1,
  key: 'wantedRecordingId',
  columns: { wantedRecordingId: 'text', libraryTrackId: 'text', reason: 'text' },
  keys: (event) => (event.aggregateType === 'match' ? [event.aggregateId] : []),
  evolve(row, envelope, wantedRecordingId) {
    const event = published(envelope);
    const none = (reason: NotPlacedReason): MirrorMatchRow => ({ wantedRecordingId, libraryTrackId: null, reason });
    switch (event.type) {
      case 'RecordingMatched':
      case 'MatchConfirmed':
        return { wantedRecordingId, libraryTrackId: event.data.libraryTrackId, reason: null };
      case 'RecordingMissing':
        return none('missing');
      case 'MatchNeedsReview':
        return none('needs-review');
      case 'MatchRejected':
        return none('rejected');
      case 'MatchLost':
        return none('left-the-library');
      default:
        return row;
    }
  },
});
