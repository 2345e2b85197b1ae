import { published, summaryOf } from '@soulsync/contracts';
import type { MatchRow } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';

/** What is said of a recording, beside the decisions. */
const descriptions: ReadonlySet<string> = new Set(['RecordingWanted', 'DescriptionEnriched', 'RecordingNoLongerWanted']);

/** Which library track each wanted recording is, how sure that is, and what else was looked at. */
export const matchesProjection = projection<MatchRow>({
  name: 'matches',
  version: 1,
  key: 'id',
  columns: {
    id: 'text',
    state: 'text',
    title: 'text',
    artists: 'text[]',
    album: 'text',
    durationMs: 'integer',
    libraryTrackId: 'text',
    confidence: 'double precision',
    features: 'jsonb',
    rule: 'text',
    candidates: 'jsonb',
    decidedBy: 'text',
    engineVersion: 'text',
    decidedAt: 'timestamptz',
  },
  indexes: ['("state")'],
  keys: (event) => (event.aggregateType === 'match' || descriptions.has(event.type) ? [event.aggregateId] : []),
  evolve(row, envelope) {
    const event = published(envelope);
    const undecided = {
      libraryTrackId: null,
      confidence: null,
      features: null,
      rule: null,
      candidates: [],
      decidedBy: null,
      engineVersion: null,
      decidedAt: null,
    };
    switch (event.type) {
      case 'RecordingWanted': {
        const { title, artists, album, durationMs } = summaryOf(event.data.recording);
        return row
          ? { ...row, title, artists, album, durationMs }
          : { id: event.data.wantedRecordingId, state: 'pending', title, artists, album, durationMs, ...undecided };
      }
      case 'DescriptionEnriched': {
        const { title, artists, album, durationMs } = summaryOf(event.data.recording);
        return row && { ...row, title, artists, album, durationMs };
      }
      case 'RecordingNoLongerWanted':
        return null;
      case 'RecordingMatched': {
        const { libraryTrackId, confidence, features, rule, rivals, engineVersion, decidedAt } = event.data;
        return (
          row && {
            ...row,
            state: 'matched',
            libraryTrackId,
            confidence,
            features,
            rule,
            candidates: rivals,
            decidedBy: null,
            engineVersion,
            decidedAt,
          }
        );
      }
      case 'MatchNeedsReview': {
        const { confidence, rule, candidates, engineVersion, decidedAt } = event.data;
        return row && { ...row, ...undecided, state: 'review', confidence, rule, candidates, engineVersion, decidedAt };
      }
      case 'RecordingMissing': {
        const { rule, rivals, engineVersion, decidedAt } = event.data;
        return row && { ...row, ...undecided, state: 'missing', rule, candidates: rivals, engineVersion, decidedAt };
      }
      case 'MatchConfirmed': {
        const { libraryTrackId, by, at } = event.data;
        return row && { ...row, state: 'matched', libraryTrackId, confidence: 1, rule: 'confirmed', decidedBy: by, decidedAt: at };
      }
      case 'MatchRejected':
        return row && { ...row, ...undecided, state: 'pending', rule: 'rejected', decidedBy: event.data.by, decidedAt: event.data.at };
      case 'MatchLost':
        return row && { ...row, ...undecided, state: 'pending', rule: 'left-the-library', decidedAt: event.data.at };
      default:
        return row;
    }
  },
});
