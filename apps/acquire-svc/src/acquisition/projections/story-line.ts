import { published } from '@soulsync/contracts';
import type { CancelCause, EventEnvelope } from '@soulsync/contracts';

const cancelled: Readonly<Record<CancelCause, (by: string) => string>> = {
  'by-person': (by) => `Cancelled by ${by}.`,
  'no-longer-wanted': () => 'No playlist wants it any more, and nobody asked for it by hand: it is no longer fetched.',
  'not-started': () => 'Only playlists that are not started want it now: it is no longer fetched.',
};

/** An acquisition's event in a sentence for people. */
export function storyLine(envelope: EventEnvelope): string {
  const event = published(envelope);
  switch (event.type) {
    case 'AcquisitionRequested':
      return 'The library lacks it: it is to be fetched.';
    case 'SearchPerformed':
      return `Searched "${event.data.query}": ${event.data.responses} peers answered with ${event.data.files} files.`;
    case 'OffersRanked': {
      const refused = Object.entries(event.data.rejections).map(([code, count]) => `${count} × ${code}`);
      return `${event.data.accepted.length} acceptable offers${refused.length > 0 ? `; refused: ${refused.join(', ')}` : ''}.`;
    }
    case 'TransferChosen':
      return `Chose "${event.data.offer.label}".`;
    case 'TransferQueued':
      return 'The transfer is queued.';
    case 'TransferFailed':
      return `The transfer failed (${event.data.cause}): ${event.data.detail}`;
    case 'FileArrived':
    case 'TransferFinished':
      return `"${event.data.offer.label}" arrived.`;
    case 'OfferRefused':
      return `The file was refused: ${event.data.reasons.join(', ')}.`;
    case 'FileRefused':
      return `Checked the file: ${event.data.reasons.map((reason) => `${reason.code} (${reason.detail})`).join('; ')}.`;
    case 'FilingFailed':
      return `Filing failed (${event.data.cause}): ${event.data.detail}`;
    case 'FilePublished':
      return `Filed as ${event.data.path}.`;
    case 'AcquisitionWished':
      return `Nothing was got (${event.data.cause}); ${event.data.nextAttemptAt === null ? 'it waits for a person' : `next try ${event.data.nextAttemptAt}`}.`;
    case 'WishRetried':
      return `Tried again (${event.data.by}).`;
    case 'WishIgnored':
      return `Ignored by ${event.data.by}.`;
    case 'AcquisitionCancelled':
      return cancelled[event.data.cause ?? 'by-person'](event.data.by);
    case 'TransferCancelled':
      return event.data.remains === 'nothing'
        ? 'The transfer ended in slskd; nothing of it is left.'
        : `The transfer ended in slskd; what had arrived could not be removed (${event.data.remains}).`;
    case 'SearchCancelled':
      return 'The search was stopped.';
    case 'AcquisitionFulfilled':
      return 'The library has it.';
    default:
      return event.type;
  }
}
