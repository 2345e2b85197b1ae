import { published, summaryOf } from '@soulsync/contracts';
import type { LibraryTrackId, RecordingSummary, WantedRecordingId } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';
import { evolve, undecided } from '../domain/match/match.js';
import type { Decision, Match } from '../domain/match/match.js';

/** What is remembered of a recording, also of one that nobody wants at present: what a person said of it holds when it is wanted again. */
export interface MatchMemoryRow {
  readonly wantedRecordingId: WantedRecordingId;
  /** null: nobody wants it. */
  readonly recording: RecordingSummary | null;
  readonly decision: Decision;
  /** Nothing was decided since it was last wanted: `decision` is of an earlier time, and who forgot it then has not heard it again. */
  readonly anew: boolean;
  readonly rejected: readonly LibraryTrackId[];
  readonly lastRejected: readonly LibraryTrackId[];
  /** The track it was last, whether or not that is still in the library; null once a person rejected it. */
  readonly lastTrackId: LibraryTrackId | null;
  /** Where we filed it, relative to the music folder. */
  readonly filedPath: string | null;
}

/** What is wanted, what was decided and said of it, and where it was filed; fills the match index when the service starts. */
export const matchMemoryProjection = projection<MatchMemoryRow>({
  name: 'match-memory',
  version: 4,
  key: 'wantedRecordingId',
  columns: {
    wantedRecordingId: 'text',
    recording: 'jsonb',
    decision: 'jsonb',
    anew: 'boolean',
    rejected: 'text[]',
    lastRejected: 'text[]',
    lastTrackId: 'text',
    filedPath: 'text',
  },
  keys(envelope) {
    const event = published(envelope);
    switch (event.type) {
      case 'RecordingWanted':
      case 'DescriptionEnriched':
      case 'RecordingNoLongerWanted':
      case 'RecordingMatched':
      case 'RecordingMissing':
      case 'MatchNeedsReview':
      case 'MatchConfirmed':
      case 'MatchRejected':
      case 'MatchDecisionUndone':
      case 'MatchLost':
        return [event.data.wantedRecordingId];
      case 'FilePublished':
        return event.data.recordingId === null ? [] : [event.data.recordingId];
      default:
        return [];
    }
  },
  evolve(known, envelope, id) {
    const event = published(envelope);
    const row = known ?? nothingKnown(id as WantedRecordingId); // one of `keys`
    switch (event.type) {
      case 'RecordingWanted':
        return { ...row, recording: summaryOf(event.data.recording), anew: true };
      case 'DescriptionEnriched':
        return row.recording === null ? known : { ...row, recording: summaryOf(event.data.recording) };
      case 'RecordingNoLongerWanted':
        return { ...row, recording: null, anew: false };
      case 'FilePublished':
        return { ...row, filedPath: event.data.path };
      case 'RecordingMatched':
      case 'MatchConfirmed':
        return { ...row, ...decided(evolve(matchOf(row), event)), lastTrackId: event.data.libraryTrackId };
      case 'MatchRejected':
        return { ...row, ...decided(evolve(matchOf(row), event)), lastTrackId: null };
      case 'RecordingMissing':
      case 'MatchNeedsReview':
      case 'MatchDecisionUndone':
      case 'MatchLost':
        return { ...row, ...decided(evolve(matchOf(row), event)) };
      default:
        return known;
    }
  },
});

export const matchOf = ({ decision, rejected, lastRejected }: Pick<MatchMemoryRow, 'decision' | 'rejected' | 'lastRejected'>): Match => ({
  decision,
  rejected: new Set(rejected),
  lastRejected,
});

const decided = ({ decision, rejected, lastRejected }: Match) => ({ decision, rejected: [...rejected], lastRejected, anew: false });

const nothingKnown = (wantedRecordingId: WantedRecordingId): MatchMemoryRow => ({
  wantedRecordingId,
  recording: null,
  ...decided(undecided),
  lastTrackId: null,
  filedPath: null,
});
