import type { TransferFailure } from '@soulsync/contracts';
import type { TransferState } from '../../acquisition/ports/peer-network.js';
import type { WireTransfer } from './slskd-wire.js';

/** What slskd's flags mean (apis/slskd.md 3.5, 3.6). Success is `Succeeded` without an exception, never "contains Completed". */
export function transferState(transfer: WireTransfer, retryAttempts: number): TransferState {
  const flags = new Set((transfer.state ?? '').split(', '));
  const detail = transfer.exception ?? transfer.state ?? '';
  if (flags.has('Succeeded')) return transfer.exception ? { kind: 'failed', cause: 'local-disk', detail } : { kind: 'finished' };
  if (flags.has('Rejected')) return { kind: 'failed', cause: rejection(detail), detail };
  if (flags.has('Aborted')) return { kind: 'failed', cause: 'size-changed', detail };
  if (flags.has('Cancelled')) return { kind: 'failed', cause: 'cancelled', detail };
  if (flags.has('Errored') || flags.has('TimedOut'))
    return retried(transfer, retryAttempts) ? { kind: 'waiting', placeInQueue: null } : { kind: 'failed', cause: failure(detail), detail };
  if (flags.has('InProgress'))
    return { kind: 'transferring', bytes: transfer.bytesTransferred ?? 0, speedBps: transfer.averageSpeed ?? null };
  return { kind: 'waiting', placeInQueue: transfer.placeInQueue ?? null };
}

/** From 0.26 on a failed state is final only after the last of slskd's own tries; after its restart it starts a new record. */
const retried = (transfer: WireTransfer, retryAttempts: number) =>
  (transfer.attempts ?? retryAttempts) < retryAttempts || /shut down/i.test(transfer.exception ?? '');

/** Rejection texts of the clients that are out there (apis/slskd.md 3.5). */
function rejection(detail: string): TransferFailure {
  if (/not shared/i.test(detail)) return 'not-shared';
  if (/banned/i.test(detail)) return 'banned';
  if (/too many/i.test(detail)) return 'peer-queue-full';
  return 'refused';
}

function failure(detail: string): TransferFailure {
  if (/no space left|not enough space|disk (?:is )?full/i.test(detail)) return 'local-disk'; // .NET's words on Linux and on Windows
  if (/offline/i.test(detail)) return 'peer-offline';
  if (/failed to connect|unreachable/i.test(detail)) return 'peer-unreachable';
  if (/inactivity|timed out|time limit/i.test(detail)) return 'stalled';
  return 'transfer-error';
}
