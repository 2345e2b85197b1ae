import { actorOf, published, recordingIdOf } from '@soulsync/contracts';
import type { Instant } from '@soulsync/contracts';
import { uuid5 } from '@soulsync/event-store';
import type { CommandContext, Reactor } from '@soulsync/event-store';
import type { WantedRecordingCommand } from '../domain/wanted-recording/wanted-recording.js';
import type { WantedRecordings } from './want-entries.js';

/**
 * Whoever has a recording tried again by hand asks for it: no playlist that goes takes that back. It ends by hand too, when the same
 * recording is cancelled or ignored.
 */
export function wantByHand(wanted: WantedRecordings, now: () => Instant): Reactor {
  return {
    name: 'want-by-hand',
    on: ['WishRetried', 'WishIgnored', 'AcquisitionCancelled'],
    concurrency: 4,
    async react(envelope) {
      const event = published(envelope);
      if (event.type !== 'WishRetried' && event.type !== 'WishIgnored' && event.type !== 'AcquisitionCancelled') return;
      const actor = actorOf(event.data.by);
      if (actor.kind !== 'account') return;
      const recordingId = recordingIdOf(event.data.subject);
      if (recordingId === null) return;
      const command: WantedRecordingCommand = {
        type: event.type === 'WishRetried' ? 'AskByHand' : 'WithdrawAsking',
        data: { at: now() },
      };
      const context: CommandContext = {
        commandId: uuid5(event.id, 'by-hand'),
        correlationId: event.correlationId,
        causationId: event.id,
        actor,
        traceparent: event.traceparent,
        time: command.data.at,
      };
      await wanted(recordingId, command, context);
    },
  };
}
