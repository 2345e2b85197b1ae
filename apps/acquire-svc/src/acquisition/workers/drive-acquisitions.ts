import type { AcquisitionEvent, AcquisitionId } from '@soulsync/contracts';
import { aggregateDriver, messageOf } from '@soulsync/event-store';
import type { AggregateDriverOptions, DriveTrouble, Next } from '@soulsync/event-store';
import { driverClock, sideBySide, Unavailable } from '@soulsync/service-kit';
import type { Kit, Worker } from '@soulsync/service-kit';
import type { AcquireConfig } from '../../config.js';
import type { AcquireSettings } from '../../settings.js';
import type { Acquisition, AcquisitionCommand } from '../domain/acquisition/acquisition.js';
import { endingAcquisitions, openAcquisitions } from '../store/open-acquisitions.js';
import type { Acquiring, AcquisitionStep, Acquisitions } from './acquisition-step.js';
import type { LiveSource } from './live-source.js';

const ENDED_AT_ONCE = 4;
/** Waits after the first, second, … outage of the peer network. */
const OUTAGE_WAITS_MS = [1_000, 2_000, 5_000, 10_000, 30_000, 60_000];
/** Until a step that was interrupted has ended. */
const INTERRUPTED_MS = 100;

type Driving = AggregateDriverOptions<AcquisitionId, AcquisitionCommand, Acquisition, AcquisitionEvent>;

/**
 * Drives every open acquisition to its end. The log says where each stands, so that a restart goes on where the world stands. While no
 * network is set up it rests. At most `parallelTransfers` transfer at a time; what was given up is interrupted, and ended beside them
 * without waiting for a place.
 */
export function driveAcquisitions(
  kit: Kit<AcquireConfig>,
  settings: AcquireSettings,
  acquisitions: Acquisitions,
  step: AcquisitionStep,
  network: Pick<LiveSource, 'isSetUp' | 'changes'>,
  paused: () => boolean,
): Worker {
  /** Acquisitions that the network could not be asked for. */
  const unreached = new Set<AcquisitionId | null>();
  const common = {
    aggregates: acquisitions,
    actor: { kind: 'process', id: 'acquire' },
    backoff: OUTAGE_WAITS_MS,
    onTrouble: reportTrouble,
    onRecovered: (id) => {
      if (unreached.delete(id)) kit.health.clear('slskd-unavailable');
    },
    wakes: {
      store: kit.store,
      idOf: ({ aggregateType, aggregateId }) => (aggregateType === 'acquisition' ? (aggregateId as AcquisitionId) : null), // the stream's id
    },
    pollMs: () => settings.transfers().pollMs / 2,
    clock: driverClock(kit),
    logger: kit.logger,
  } satisfies Partial<Driving>;

  const transfers = aggregateDriver<AcquisitionId, AcquisitionCommand, Acquisition, AcquisitionEvent>({
    ...common,
    name: 'drive-acquisitions',
    concurrency: () => settings.transfers().parallel,
    open: (question) => (network.isSetUp() ? openAcquisitions(kit.dataSource, paused(), question) : Promise.resolve([])),
    step: async (one) => (isEnding(one.state) ? 'over' : stepped(one)),
  });

  const endings = aggregateDriver<AcquisitionId, AcquisitionCommand, Acquisition, AcquisitionEvent>({
    ...common,
    name: 'end-acquisitions',
    concurrency: ENDED_AT_ONCE,
    open: (question) => (network.isSetUp() ? endingAcquisitions(kit.dataSource, question) : Promise.resolve([])),
    async step(one) {
      if (!isEnding(one.state)) return 'over';
      if (transfers.interrupt(one.id)) return { waitMs: INTERRUPTED_MS };
      const next = await stepped(one);
      transfers.wake(one.id); // it may be wanted again
      return typeof next === 'object' ? { waitMs: next.waitMs } : next;
    },
  });

  return {
    name: transfers.name,
    async run(signal) {
      // What waits for the one that was set up before begins again with the one that is set up now.
      const changes = network.changes.subscribe(() => {
        for (const driver of [transfers, endings]) {
          driver.interrupt();
          driver.wake();
        }
      });
      try {
        await sideBySide(signal, [transfers.run, endings.run]);
      } finally {
        changes.unsubscribe();
      }
    },
  };

  async function stepped(one: Acquiring): Promise<Next> {
    if (!network.isSetUp()) return 'over';
    try {
      const { next } = await step(one);
      return next === 'wait' ? { waitMs: settings.transfers().pollMs, keepLane: true } : next;
    } catch (error) {
      if (!network.isSetUp()) return 'over'; // it was taken away in the middle
      throw error;
    }
  }

  function reportTrouble({ id: acquisitionId, error, isTransient, waitMs }: DriveTrouble<AcquisitionId>): void {
    const what = { acquisitionId, error: messageOf(error), waitMs };
    if (!isTransient)
      return kit.logger.error('an acquisition stumbled', { ...what, stack: error instanceof Error ? error.stack : undefined });
    if (!(error instanceof Unavailable)) return kit.logger.warn('an acquisition waits', what);
    unreached.add(acquisitionId);
    kit.connections.failing('slskd', messageOf(error), new Date(Date.parse(kit.clock.now()) + waitMs).toISOString());
    kit.health.raise({
      code: 'slskd-unavailable',
      level: 'warning',
      params: { detail: messageOf(error) },
    });
  }
}

const isEnding = (state: Acquisition): boolean => state.status !== 'none' && state.ending.length > 0;
