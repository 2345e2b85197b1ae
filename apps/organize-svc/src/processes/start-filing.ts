import { published } from '@soulsync/contracts';
import type { FilingId } from '@soulsync/contracts';
import { SOULSYNC_NAMESPACE, uuid5 } from '@soulsync/event-store';
import type { Reactor } from '@soulsync/event-store';
import type { Filings } from './file-downloads.js';

/** Each finished transfer is filed once. */
export function startFiling(filings: Filings, now: () => string): Reactor {
  return {
    name: 'start-filing',
    on: ['TransferFinished'],
    async react(envelope) {
      const event = published(envelope);
      if (event.type !== 'TransferFinished') return;
      const { acquisitionId, transferId, offer, recording, localFilename, destination } = event.data;
      const filingId = uuid5(SOULSYNC_NAMESPACE, 'filing', transferId) as FilingId; // branded here, where it is made
      const transfer = {
        transferId,
        username: offer.username,
        filename: offer.filename,
        sizeBytes: offer.sizeBytes,
        localFilename,
        destination,
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
