import { actorText, published, recordingIdOf, timelineItem } from '@soulsync/contracts';
import type { EventEnvelope, RecordingTimelineRow } from '@soulsync/contracts';
import { projection } from '@soulsync/event-store';

export interface TimelineRow {
  /** A recording, or a filing of one. */
  readonly id: string;
  /** null: a filing of which it is not known yet. */
  readonly recordingId: string | null;
  readonly items: readonly RecordingTimelineRow[];
}

/** The newest ones; a wish of many months keeps its row small, the log holds the rest. */
const KEPT = 120;

/** What happened to each recording, as the log has it, and to each file that was filed for it: a filing's own events name no recording. */
export const recordingTimelinesProjection = projection<TimelineRow>({
  name: 'recording-timelines',
  version: 1,
  key: 'id',
  columns: { id: 'text', recordingId: 'text', items: 'jsonb' },
  indexes: ['("recordingId")'],
  keys(envelope) {
    const event = published(envelope);
    switch (event.aggregateType) {
      case 'wanted-recording':
      case 'match': // they share their id
      case 'filing':
        return [event.aggregateId];
      case 'acquisition':
        return 'subject' in event.data ? some(recordingIdOf(event.data.subject)) : [];
      case 'library-scan':
        if (event.type === 'ScanRequested') return event.data.files.map(({ filingId }) => filingId);
        return event.type === 'FileIndexed' ? [event.data.filingId] : [];
      default:
        return [];
    }
  },
  evolve(row, envelope, id) {
    const items = [...(row?.items ?? []), itemOf(envelope)].slice(-KEPT);
    return { id, recordingId: row?.recordingId ?? ownerOf(envelope, id), items };
  },
});

const some = (id: string | null): readonly string[] => (id === null ? [] : [id]);

function ownerOf(envelope: EventEnvelope, id: string): string | null {
  const event = published(envelope);
  if (event.aggregateType === 'library-scan') return null;
  if (event.aggregateType !== 'filing') return id;
  return 'recordingId' in event.data ? event.data.recordingId : null;
}

const itemOf = (envelope: EventEnvelope): RecordingTimelineRow => ({
  id: envelope.id,
  ...timelineItem(envelope),
  by: actorText(envelope.actor),
  causeId: envelope.causationId,
});
