import { published } from '@soulsync/contracts';
import { uuid5 } from '@soulsync/event-store';
import type { CommandContext, Reactor } from '@soulsync/event-store';
import type { Described } from '../domain/recording-identity/recording-identity.js';
import type { RecordingDescription } from '@soulsync/contracts';

/** Recalls one recording under the id that it has. */
export type RecallRecording = (recording: RecordingDescription, id: Described['ownId'], context: CommandContext) => Promise<unknown>;

/** What was identified by this process of late: a list of 50,000 is wanted while it is still read. */
const REMEMBERED = 50_000;

export function identifiedOfLate() {
  const ids = new Set<string>();
  return {
    add(more: readonly string[]): void {
      for (const id of more) {
        ids.delete(id);
        ids.add(id);
        const [oldest] = ids;
        if (ids.size > REMEMBERED && oldest !== undefined) ids.delete(oldest);
      }
    },
    has: (id: string): boolean => ids.has(id),
  };
}

/**
 * Recordings that were wanted before identities were kept are learnt under the ids that they have: what a source brings later is one of them,
 * and is not fetched again. A recording of today is known before it is wanted, and nothing comes of it;
 * one that `isKnown` is not even looked up.
 */
export const recallRecordings = (recall: RecallRecording, isKnown: (id: string) => boolean): Reactor => ({
  name: 'recall-recordings',
  on: ['RecordingWanted'],
  concurrency: 8,
  async react(envelope) {
    const event = published(envelope);
    if (event.type !== 'RecordingWanted') return;
    const { wantedRecordingId, recording } = event.data;
    if (isKnown(wantedRecordingId)) return;
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
