import { published, recordingIdOf } from '@soulsync/contracts';
import type { BroughtFile, EnvelopeOf, EventOf, FilingEvent, FilingId } from '@soulsync/contracts';
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
      const { acquisitionId, subject, transferId, recording } = event.data;
      const filingId = uuid5(SOULSYNC_NAMESPACE, 'filing', transferId) as FilingId; // branded here, where it is made
      const started = {
        filingId,
        source: { kind: 'download', acquisitionId, transferId },
        recordingId: recordingIdOf(subject),
        recording,
      } as const;
      await filings(
        filingId,
        { type: 'StartFiling', data: { ...started, file: broughtFile(event), at: now() } },
        {
          commandId: uuid5(event.id, 'start-filing'),
          correlationId: event.correlationId,
          causationId: event.id,
          actor: { kind: 'process', id: 'start-filing' },
          traceparent: event.traceparent,
          time: now(),
        },
      );
    },
  };
}

function broughtFile(event: EnvelopeOf<EventOf<'FileArrived' | 'TransferFinished'>>): BroughtFile {
  const { label, sizeBytes } = event.data.offer;
  if (event.type === 'FileArrived') {
    const { root, path, localFilename } = event.data;
    return { root, path, sizeBytes: event.data.sizeBytes, label, localFilename };
  }
  const { filename, destination, localFilename } = event.data;
  return { root: 'downloads', path: null, sizeBytes: sizeBytes ?? 0, label, localFilename, former: { filename, destination } };
}
