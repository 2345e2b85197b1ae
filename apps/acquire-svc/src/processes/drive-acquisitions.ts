import type { AcquisitionId } from '@soulsync/contracts';
import { Unavailable } from '@soulsync/service-kit';
import type { Kit, Worker } from '@soulsync/service-kit';
import type { AcquireConfig } from '../config.js';
import type { AcquisitionStep } from './acquisition-step.js';

/** Waits after the first, second, … outage of the peer network. */
const OUTAGE_WAITS_MS = [1_000, 2_000, 5_000, 10_000, 30_000, 60_000];

/**
 * Drives every open acquisition to its end. The log says what is open; each turn looks there first, so that a restart goes on where the
 * world stands. At most `parallelTransfers` transfer at a time.
 */
export function driveAcquisitions(kit: Kit<AcquireConfig>, step: AcquisitionStep, paused: () => boolean): Worker {
  return {
    name: 'drive-acquisitions',
    async run(signal) {
      const driven = new Map<AcquisitionId, Promise<void>>();
      try {
        while (!signal.aborted) {
          for (const id of await open(kit, paused())) {
            if (driven.size >= kit.config.parallelTransfers || signal.aborted) break;
            if (driven.has(id)) continue;
            const drive = driveOne(id, signal).finally(() => driven.delete(id));
            driven.set(id, drive);
          }
          await kit.sleep(kit.config.transferPollMs / 2, signal);
        }
      } finally {
        await Promise.allSettled(driven.values());
      }
    },
  };

  async function driveOne(id: AcquisitionId, signal: AbortSignal): Promise<void> {
    let outages = 0;
    while (!signal.aborted)
      try {
        const { next } = await step(id, signal);
        if (outages > 0) kit.health.clear('slskd-unavailable');
        outages = 0;
        if (next === 'over') return;
        if (next === 'wait') await kit.sleep(kit.config.transferPollMs, signal);
      } catch (error) {
        const waitMs = OUTAGE_WAITS_MS[Math.min(outages, OUTAGE_WAITS_MS.length - 1)] ?? 60_000;
        outages += 1;
        tellOutage(error, waitMs, id);
        await kit.sleep(waitMs, signal);
        if (!(error instanceof Unavailable)) return; // a bug rises in the log; the next turn starts afresh from the events
      }
  }

  function tellOutage(error: unknown, waitMs: number, acquisitionId: AcquisitionId): void {
    const message = error instanceof Error ? error.message : String(error);
    const nextTryAt = new Date(Date.parse(kit.clock.now()) + waitMs).toISOString();
    if (!(error instanceof Unavailable)) {
      kit.logger.error('an acquisition stumbled', {
        acquisitionId,
        error: message,
        stack: error instanceof Error ? error.stack : undefined,
      });
      return;
    }
    kit.connections.failing('slskd', message, nextTryAt);
    kit.health.raise({
      code: 'slskd-unavailable',
      level: 'warning',
      message,
      advice:
        'Downloads wait and go on by themselves. Check that slskd runs, that its URL and API key are right, and that it is logged in to Soulseek.',
    });
  }
}

/** Nothing but what transfers, while downloads are paused. */
async function open(kit: Kit<AcquireConfig>, paused: boolean): Promise<readonly AcquisitionId[]> {
  const rows: { id: AcquisitionId }[] = await kit.dataSource.query(
    `SELECT "id" FROM acquire.acquisitions WHERE "state" = ANY($1)
      ORDER BY ("state" = 'transferring') DESC, "requestedAt", "id" LIMIT 200`,
    [paused ? ['transferring'] : ['transferring', 'searching', 'requested']],
  );
  return rows.map((row) => row.id);
}
