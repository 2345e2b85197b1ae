import {
  deadlineRunner,
  logIncidents,
  pendingRebuilds,
  processReactor,
  reactorRunner,
  reconcileWithLog,
  watchLog,
} from '@soulsync/event-store';
import type { ReactorRunnerOptions } from '@soulsync/event-store';
import { answerAdmin } from './admin-requests.js';
import type { BaseConfig } from './config.js';
import { answerConnections } from './connections/connection-requests.js';
import { retry } from './database.js';
import type { EventLogWatch } from './event-log-watch.js';
import type { LogRing } from './log-ring.js';
import { rebuilt, reportIncidents, reportUnreadable, untilDone } from './log-continuity.js';
import type { ParkedEvents } from './parked-events.js';
import type { Composition, Kit, ServiceSpec } from './service.js';
import type { Teardown } from './teardown.js';
import { workerGroup } from './workers.js';

export interface Work<C extends BaseConfig> {
  readonly spec: ServiceSpec<C>;
  readonly kit: Kit<C>;
  readonly eventLog: Pick<EventLogWatch, 'trouble'>;
  readonly parked: ParkedEvents;
  /** Its last lines. */
  readonly logs: Pick<LogRing, 'report'>;
  /** Told when a reactor or deadline waits for somebody who is away. */
  readonly onWaiting: NonNullable<ReactorRunnerOptions['onWaiting']>;
  readonly startedAt: string;
  readonly ready: () => Promise<boolean>;
  /** Where requests are taken from here on; answers what they are served by. */
  readonly serve: () => Promise<Composition>;
  /** To be called when the log is not the one that was read. */
  readonly diverged: () => void;
  readonly isLogLost: () => boolean;
  readonly ending: AbortSignal;
  readonly opened: Teardown;
}

/**
 * What only the one working replica of a service does: it keeps the read models, takes commands, reacts, and runs workers and deadlines.
 * Resolves once it takes commands, and what acts has begun or waits for read models that are built again.
 */
export async function beginWork<C extends BaseConfig>(work: Work<C>): Promise<void> {
  const { spec, kit, eventLog, parked, onWaiting, ending, opened } = work;
  const { store, dataSource, schema, projections, health, metrics, logger } = kit;
  const readers = { store, dataSource, schema, logger };
  await retry('the event log', logger, () =>
    reconcileWithLog({ ...readers, projections: spec.projections.map(({ name }) => name), ...spec.onLostLog }),
  );
  reportIncidents(await logIncidents(schema).list(dataSource), health, metrics);
  await projections.start();
  const composition = await work.serve();
  const deadlines = deadlineRunner({
    ...readers,
    rules: composition.deadlines ?? [],
    now: kit.clock.now,
    monotonicMs: kit.clock.monotonicMs,
    onParked: parked.changed,
    onWaiting,
  });
  const reactors = reactorRunner({
    ...readers,
    reactors: [
      ...(composition.reactors ?? []),
      ...(composition.processes ?? []).map((running) => processReactor(store, running, kit.clock.now)),
      ...deadlines.reactors,
    ],
    onParked: parked.changed,
    onWaiting,
  });
  const workers = workerGroup(composition.workers ?? [], logger);
  let begun: Promise<void> = Promise.resolve();
  opened.add('what acts', async () => {
    await begun;
    await workers.stop();
    await Promise.all([reactors.stop(), deadlines.stop()]);
  });
  answerAdmin(spec, kit, work.startedAt, work.ready, parked, work.logs);
  answerConnections(spec.name, kit, composition.connections ?? []);
  parked.retries = { projection: projections.retryDeadLetter, reactor: reactors.retryDeadLetter, deadline: deadlines.retryDeadLetter };
  parked.changed();
  const begin = async () => {
    await reactors.start();
    await deadlines.start();
    workers.start();
  };
  const isRebuilding = (await pendingRebuilds(schema).becauseOfLog(dataSource)).length > 0;
  // Nothing acts on rows that speak of a lost log: these are built again first, while the service answers already.
  const acting = untilDone('what acts waits for its read models', () => rebuilt(projections, deadlines), ending, logger);
  begun = kit.config.readOnly ? Promise.resolve() : acting.then(() => (ending.aborted ? undefined : begin()));
  if (!isRebuilding) await begun;
  const watch = watchLog(readers, {
    diverged: work.diverged,
    unreadable: (why) => reportUnreadable(why, health, logger),
    isKnownAway: () => eventLog.trouble() !== null,
  });
  opened.add('the watch over what was read', async () => {
    await watch.stop();
    if (work.isLogLost()) await projections.stop(); // who waits for a place that the log no longer has would wait for ever
  });
}
