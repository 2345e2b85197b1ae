import type { AcquisitionId } from '@soulsync/contracts';
import { underSignals, Unavailable } from '@soulsync/service-kit';
import type { Kit, Worker } from '@soulsync/service-kit';
import type { AcquireConfig } from '../../config.js';
import type { AcquireSettings } from '../../settings.js';
import { openAcquisitions } from '../store/open-acquisitions.js';
import type { AcquisitionStep } from './acquisition-step.js';
import type { LiveNetwork } from './live-network.js';

const ENDED_AT_ONCE = 4;
/** Waits after the first, second, … outage of the peer network. */
const OUTAGE_WAITS_MS = [1_000, 2_000, 5_000, 10_000, 30_000, 60_000];

interface Driven {
  readonly ending: boolean;
  readonly givenUp: AbortController;
  readonly done: Promise<void>;
}

/**
 * Drives every open acquisition to its end. The log says what is open; each turn looks there first, so that a restart goes on where the
 * world stands. While no network is set up it rests. At most `parallelTransfers` transfer at a time; what was given up is interrupted and ended without waiting for a place.
 */
export function driveAcquisitions(
  kit: Kit<AcquireConfig>,
  settings: AcquireSettings,
  step: AcquisitionStep,
  network: Pick<LiveNetwork, 'isSetUp' | 'changes'>,
  paused: () => boolean,
): Worker {
  return {
    name: 'drive-acquisitions',
    async run(signal) {
      const driven = new Map<AcquisitionId, Driven>();
      // What waits for the one that was set up before begins again with the one that is set up now.
      const changes = network.changes.subscribe(() => driven.forEach(({ givenUp }) => givenUp.abort()));
      try {
        while (!signal.aborted) {
          for (const { id, ending } of network.isSetUp() ? await openAcquisitions(kit.dataSource, paused()) : []) {
            if (signal.aborted) break;
            const known = driven.get(id);
            if (known && ending && !known.ending) known.givenUp.abort();
            if (known || !hasPlace(driven, ending)) continue;
            const givenUp = new AbortController();
            const done = underSignals([signal, givenUp.signal], (either) => driveOne(id, either)).finally(() => driven.delete(id));
            driven.set(id, { ending, givenUp, done });
          }
          await kit.sleep(settings.transfers().pollMs / 2, signal);
        }
      } finally {
        changes.unsubscribe();
        await Promise.allSettled([...driven.values()].map(({ done }) => done));
      }
    },
  };

  function hasPlace(driven: ReadonlyMap<AcquisitionId, Driven>, ending: boolean): boolean {
    const taken = [...driven.values()].filter((one) => one.ending === ending).length;
    return taken < (ending ? ENDED_AT_ONCE : settings.transfers().parallel);
  }

  async function driveOne(id: AcquisitionId, signal: AbortSignal): Promise<void> {
    let outages = 0;
    while (!signal.aborted)
      try {
        const { next } = await step(id, signal);
        if (outages > 0) kit.health.clear('slskd-unavailable');
        outages = 0;
        if (next === 'over') return;
        if (next === 'wait') await kit.sleep(settings.transfers().pollMs, signal);
      } catch (error) {
        if (signal.aborted || !network.isSetUp()) return;
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
      params: { detail: message },
    });
  }
}
