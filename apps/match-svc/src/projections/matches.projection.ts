import { published, summaryOf } from '@soulsync/contracts';
import type { EventOf, MatchRow } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';

/** What is said of a recording, beside the decisions. */
const descriptions: ReadonlySet<string> = new Set(['RecordingWanted', 'DescriptionEnriched', 'RecordingNoLongerWanted']);

/** Which library track each wanted recording is, how sure that is, and what else was looked at. */
export const matchesProjection = projection<MatchRow>({
  name: 'matches',
  version: 2,
  key: 'id',
  columns: {
    id: 'text',
    state: 'text',
    title: 'text',
    artists: 'text[]',
    album: 'text',
    durationMs: 'integer',
    isrc: 'text',
    libraryTrackId: 'text',
    confidence: 'double precision',
    features: 'jsonb',
    rule: 'text',
    candidates: 'jsonb',
    rejected: 'jsonb',
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
        const { title, artists, album, durationMs, isrc } = summaryOf(event.data.recording);
        return row
          ? { ...row, title, artists, album, durationMs, isrc }
          : { id: event.data.wantedRecordingId, state: 'pending', title, artists, album, durationMs, isrc, ...undecided, rejected: [] };
      }
      case 'DescriptionEnriched': {
        const { title, artists, album, durationMs, isrc } = summaryOf(event.data.recording);
        return row && { ...row, title, artists, album, durationMs, isrc };
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
        return (
          row && {
            ...row,
            state: 'matched',
            libraryTrackId,
            confidence: 1,
            features: null,
            rule: 'confirmed',
            rejected: without(row.rejected, [libraryTrackId]),
            decidedBy: by,
            decidedAt: at,
          }
        );
      }
      case 'MatchRejected':
        return (
          row && {
            ...row,
            ...undecided,
            state: 'pending',
            rule: 'rejected',
            rejected: rejectedAfter(row, event.data),
            decidedBy: event.data.by,
            decidedAt: event.data.at,
          }
        );
      case 'MatchDecisionUndone': {
        const { undone, libraryTrackIds } = event.data;
        if (!row) return row;
        const rejected = undone === 'rejection' ? without(row.rejected, libraryTrackIds) : row.rejected;
        return { ...row, ...undecided, state: 'pending', rejected };
      }
      case 'MatchLost':
        return row && { ...row, ...undecided, state: 'pending', rule: 'left-the-library', decidedAt: event.data.at };
      default:
        return row;
    }
  },
});

const without = (rejected: MatchRow['rejected'], ids: readonly string[]) =>
  rejected.filter(({ libraryTrackId }) => !ids.includes(libraryTrackId));

/** Described as they stood among the candidates. */
function rejectedAfter(
  { rejected, candidates }: MatchRow,
  { libraryTrackIds, by, at }: EventOf<'MatchRejected'>['data'],
): MatchRow['rejected'] {
  const fresh = libraryTrackIds.map((libraryTrackId) => {
    const { title = null, artist = null, album = null } = candidates.find((one) => one.libraryTrackId === libraryTrackId) ?? {};
    return { libraryTrackId, title, artist, album, by, at };
  });
  return [...without(rejected, libraryTrackIds), ...fresh];
}
