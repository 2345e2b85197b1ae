import { published } from '@soulsync/contracts';
import type { FilingEvent, FilingId } from '@soulsync/contracts';
import { SOULSYNC_NAMESPACE, uuid5 } from '@soulsync/event-store';
import type { CommandHandler, Reactor } from '@soulsync/event-store';
import type { Filing, FilingCommand } from '../domain/filing/filing.js';

/** Each file that arrived is filed once. */
export function startFiling(filings: CommandHandler<FilingCommand, Filing, FilingEvent>, now: () => string): Reactor {
  return {
    name: 'start-filing',
    on: ['FileArrived', 'TransferFinished'],
    async react(envelope) {
      const event = published(envelope);
      if (event.type !== 'FileArrived' && event.type !== 'TransferFinished') return;
      const { acquisitionId, transferId, offer, recording, localFilename } = event.data;
      const filingId = uuid5(SOULSYNC_NAMESPACE, 'filing', transferId) as FilingId; // branded here, where it is made
      const transfer = {
        transferId,
        username: offer.username,
        filename: offer.filename,
        sizeBytes: offer.sizeBytes,
        localFilename,
        ...(event.type === 'FileArrived' ? { path: event.data.path, destination: null } : { destination: event.data.destination }),
      };
      await filings(
        filingId,
        { type: 'StartFiling', data: { filingId, acquisitionId, recording, transfer, at: now() } },
        {
          commandId: uuid5(event.id, 'start-filing'),
          correlationId: event.correlationId,
          causationId: event.id,
          actor: 'process:start-filing',
          traceparent: event.traceparent,
          time: now(),
        },
      );
    },
  };
}
