import type { DataSource } from 'typeorm';
import { LogDiverged, logIncidents, messageOf } from '@soulsync/event-store';
import type { EventStore, LogHole, Logger, ProjectionRunner } from '@soulsync/event-store';
import type { HealthIssueParams, LogIncident } from '@soulsync/contracts';
import { sleep } from './clock.js';
import type { HealthIssues } from './health.js';
import type { Metrics } from './metrics.js';

/** Codes of the health issues that say so. */
export const LOST_EVENTS_ISSUE = 'event-log-lost-events';
export const EVENT_LOG_UNREADABLE = 'event-log-unreadable';

/** What its words need; the lost events themselves are asked for. `times`: incidents since anyone looked. */
export function lostEventsParams(incident: LogIncident, times: number): HealthIssueParams[typeof LOST_EVENTS_ISSUE] {
  const { total, byType } = incident.lost;
  return { incident: { ...incident, lost: { total, byType } }, times };
}

/** Shown until a person has seen it, over every restart. */
export function reportIncidents(incidents: readonly LogIncident[], health: HealthIssues, metrics: Metrics): void {
  metrics.logIncidents(incidents.length);
  const [newest, ...earlier] = incidents.filter(({ acknowledgedAt }) => acknowledgedAt === null);
  if (!newest) return health.clear(LOST_EVENTS_ISSUE);
  health.raise({ code: LOST_EVENTS_ISSUE, level: 'error', params: lostEventsParams(newest, earlier.length + 1), since: newest.foundAt });
}

interface Incidents {
  readonly dataSource: DataSource;
  readonly schema: string;
  readonly health: HealthIssues;
  readonly metrics: Metrics;
  readonly logger: Logger;
}

/** Keeps a hole that a reader passed over, once for a log, and says so until a person has seen it. */
export function holeReport({ dataSource, schema, health, metrics, logger }: Incidents, identity: () => Promise<string>) {
  const reported = new Set<string>();
  return (hole: LogHole): void => {
    if (reported.has(hole.first)) return; // each reader of the service passes over it
    reported.add(hole.first);
    logger.error('commits of the event log can not be read and are passed over', hole);
    const keep = async () => {
      const incidents = logIncidents(schema);
      await incidents.addHole(dataSource.manager, await identity(), hole);
      reportIncidents(await incidents.list(dataSource), health, metrics);
    };
    keep().catch((error: unknown) => {
      reported.delete(hole.first); // told again by the next reader
      logger.warn('a hole in the event log could not be noted', { error: messageOf(error) });
    });
  };
}

/** The log is not there, or may not be read; what is stored stays, and nothing new comes. */
export function reportUnreadable(why: string | null, health: HealthIssues, logger: Logger): void {
  if (why === null) return health.clear(EVENT_LOG_UNREADABLE);
  logger.error('the event log can not be read', { error: why });
  health.raise({ code: EVENT_LOG_UNREADABLE, level: 'error', params: { detail: why } });
}

/** Calls back when any reader in this service found that the log is not the one it read. */
export function reportingDivergence(store: EventStore, diverged: () => void): EventStore {
  return {
    ...store,
    subscribeAll(...asked) {
      const subscription = store.subscribeAll(...asked);
      subscription.done.catch((error: unknown) => {
        if (error instanceof LogDiverged) diverged();
      });
      return subscription;
    },
  };
}

/** Resolves once no table speaks of a lost log any more. */
export async function rebuilt(
  projections: Pick<ProjectionRunner, 'rebuiltAfterLoss'>,
  deadlines: { rebuildIfDue(): Promise<void> },
): Promise<void> {
  await projections.rebuiltAfterLoss();
  await deadlines.rebuildIfDue();
}

const RETRY_MS = 1_000;

/** Tries again after each failure, until it is done or `stopped` aborts. */
export async function untilDone(what: string, work: () => Promise<void>, stopped: AbortSignal, logger: Logger): Promise<void> {
  while (!stopped.aborted)
    try {
      return await work();
    } catch (error) {
      logger.warn(what, { error: messageOf(error) });
      await sleep(RETRY_MS, stopped);
    }
}
