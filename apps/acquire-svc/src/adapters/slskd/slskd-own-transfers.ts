import type { TransferRequest } from '../../acquisition/ports/peer-network.js';
import type { SlskdClient } from './slskd-client.js';
import type { SlskdInstance } from './slskd-instance.js';
import { transferState } from './slskd-transfer-state.js';
import type { WireTransfer } from './slskd-wire.js';

/** After its start slskd asks again for what was under way, within half a second of its login (apis/slskd.md 3.6). */
const RESUMED_AFTER_MS = 5_000;

/**
 * Which of slskd's records are ours. Others use the same slskd: a record of the same file of the same peer is ours only if it lies in a batch
 * with our folder, or took the place of one that was when slskd was restarted.
 */
export function ownTransfers(
  client: SlskdClient,
  instance: () => Promise<SlskdInstance>,
  destinationOf: (request: TransferRequest) => string,
) {
  const restartSeenAtMs = new Map<string, number>();

  const recordsOf = async ({ username, filename }: TransferRequest) =>
    (await client.downloadsOf(username)).filter((record) => record.filename === filename && !record.removed);

  const isAlive = async (record: WireTransfer) => transferState(record, (await instance()).retryAttempts).kind !== 'failed';

  return {
    /** Begun by this very request, and its answer was not heard; one that is alive before one that failed. */
    async begun(request: TransferRequest): Promise<{ readonly record: WireTransfer; readonly alive: boolean } | null> {
      let failed: WireTransfer | null = null;
      for (const record of await recordsOf(request)) {
        const batch = record.batchId === undefined ? null : await client.batch(record.batchId);
        if (batch?.options?.destination !== destinationOf(request)) continue;
        if (await isAlive(record)) return { record, alive: true };
        failed ??= record;
      }
      return failed && { record: failed, alive: false };
    },
    /** The record as it is now, or the one that took its place; `restarting`: slskd may still make one. */
    async current(request: TransferRequest, networkTransferId: string): Promise<WireTransfer | 'restarting' | null> {
      const record = await client.download(request.username, networkTransferId);
      if (record === null || !/shut down/i.test(record.exception ?? '')) return record;
      for (const other of await recordsOf(request)) if (other.batchId === undefined && (await isAlive(other))) return other;
      const { server } = await client.application();
      const seenAtMs = server?.isLoggedIn ? (restartSeenAtMs.get(networkTransferId) ?? performance.now()) : performance.now();
      restartSeenAtMs.set(networkTransferId, seenAtMs);
      if (performance.now() - seenAtMs < RESUMED_AFTER_MS) return 'restarting';
      restartSeenAtMs.delete(networkTransferId);
      return null;
    },
    /** Somebody works on this file, whoever it is. */
    isWorkedOn: async (request: TransferRequest) => {
      for (const record of await recordsOf(request)) if (!/Completed/.test(record.state ?? '')) return true;
      return false;
    },
  };
}
