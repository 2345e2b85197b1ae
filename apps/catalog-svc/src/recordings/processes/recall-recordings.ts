import { published } from '@soulsync/contracts';
import { uuid5 } from '@soulsync/event-store';
import type { CommandContext, Reactor } from '@soulsync/event-store';
import type { Described } from '../domain/recording-identity/recording-identity.js';
import type { RecordingDescription } from '@soulsync/contracts';

/** Recalls one recording under the id that it has. */
export type RecallRecording = (recording: RecordingDescription, id: Described['ownId'], context: CommandContext) => Promise<unknown>;

/**
 * Recordings that were wanted before identities were kept are learnt under the ids that they have: what a source brings later is one of them,
 * and is not fetched again. A recording of today is known before it is wanted, and nothing comes of it.
 */
export const recallRecordings = (recall: RecallRecording): Reactor => ({
  name: 'recall-recordings',
  on: ['RecordingWanted'],
  concurrency: 8,
  async react(envelope) {
    const event = published(envelope);
    if (event.type !== 'RecordingWanted') return;
    const { wantedRecordingId, recording } = event.data;
    await recall(recording, wantedRecordingId, {
      commandId: uuid5(event.id, 'recall'),
      correlationId: event.correlationId,
      causationId: event.id,
      actor: { kind: 'process', id: 'recall-recordings' },
      traceparent: event.traceparent,
      time: event.time,
    });
  },
});
