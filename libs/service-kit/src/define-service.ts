import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Transport } from '@nestjs/microservices';
import type { MicroserviceOptions } from '@nestjs/microservices';
import { connect } from '@nats-io/transport-node';
import type { NatsConnection } from '@nats-io/transport-node';
import { liveSubject } from '@soulsync/contracts';
import {
  deadlineRunner,
  jetStreamEventStore,
  logIncidents,
  pendingRebuilds,
  processReactor,
  projectionRunner,
  reactorRunner,
  reconcileWithLog,
  watchLog,
} from '@soulsync/event-store';
import type { Logger } from '@soulsync/event-store';
import { answerAdmin } from './admin-requests.js';
import { adminServer } from './admin-server.js';
import { beginningAgain } from './beginning-again.js';
import { sleep, systemClock, within } from './clock.js';
import { ConfigError, loadConfig, variableNames } from './config.js';
import type { BaseConfig, Environment } from './config.js';
import { diskWatch } from './disk-space.js';
import type { Disk } from './disk-space.js';
import { openDatabase, patiently } from './database.js';
import { connections, healthIssues } from './health.js';
import type { HealthIssue } from './health.js';
import { jsonLogger } from './json-logger.js';
import { logOutputOf } from './log-destinations.js';
import { holeReport, rebuilt, reportIncidents, reportUnreadable, reportingDivergence, untilDone } from './log-continuity.js';
import { live } from './live.js';
import { metrics } from './metrics.js';
import { eventLogWatch } from './event-log-watch.js';
import { natsOptions, reportRefusals } from './nats-connection.js';
import { observedStore } from './observed-store.js';
import { outsideClient } from './outside/outside-client.js';
import { ReplyFilter, ReplyInterceptor, replySerializer, requestDeserializer, rpcClient } from './rpc.js';
import { secretStore } from './secrets.js';
import { VERSION } from './service.js';
import type { Composition, Kit, RunningService, ServiceDefinition, ServiceSpec } from './service.js';
import { teardown } from './teardown.js';
import type { Teardown } from './teardown.js';
import { workerGroup } from './workers.js';

/** A server that is stuck does not even say no; whoever asks whether we are ready waits no more than two seconds. */
const READINESS_MS = 1_500;

export function defineService<C extends BaseConfig>(spec: ServiceSpec<C>): ServiceDefinition {
  return {
    name: spec.name,
    variables: variableNames(spec.config),
    check: (environment) => problemsOf(spec, environment),
    async start(environment) {
      const config = loadConfig(spec.config, environment);
      const output = logOutputOf(config);
      const logger = jsonLogger(spec.name, config.logLevel, output.write);
      return beginningAgain((again) => start({ spec, config, logger, droppedLogLines: output.droppedLines, again }), logger);
    },
  };
}

function problemsOf<C extends BaseConfig>(spec: ServiceSpec<C>, environment: Environment): readonly string[] {
  try {
    loadConfig(spec.config, environment);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems;
  }
}

interface Start<C extends BaseConfig> {
  readonly spec: ServiceSpec<C>;
  readonly config: C;
  readonly logger: Logger;
  readonly droppedLogLines: () => number;
  /** To be called when the log is not the one that was read; all is stopped and started on the log as it is. */
  readonly again: () => void;
}

/** A start that fails leaves nothing open: it may be tried again in the same process, as often as it takes. */
async function start<C extends BaseConfig>(given: Start<C>): Promise<RunningService> {
  const opened = teardown(given.logger);
  try {
    return await open(given, opened);
  } catch (error) {
    await opened.run();
    throw error;
  }
}

async function open<C extends BaseConfig>(
  { spec, config, logger, droppedLogLines, again }: Start<C>,
  opened: Teardown,
): Promise<RunningService> {
  let isLogLost = false;
  const beginAgain = () => {
    isLogLost = true;
    again();
  };
  const startedAt = systemClock.now();
  const dataSource = await openDatabase(config.databaseUrl.reveal(), spec.schema, spec.migrations ?? [], logger);
  opened.add('the database', () => dataSource.destroy());
  const nats = await patiently('NATS', logger, () =>
    connect({
      ...natsOptions(spec.name, config),
      maxReconnectAttempts: -1,
      reconnectTimeWait: 250,
      reconnectJitter: 100,
      pingInterval: 20_000,
      // A stack caught for each request, for the rare one that fails, costs more than the request.
      noAsyncTraces: true,
    }),
  );
  opened.add('NATS', () => nats.close());
  reportRefusals(nats, logger);
  const liveChannel = live(nats);
  opened.add('live updates', () => liveChannel.stop());
  const told = () => liveChannel.health(spec.name);
  const health = healthIssues(systemClock, told);
  const outsideState = connections(systemClock, told, logger);
  const figures = metrics(spec.name, VERSION);
  figures.watchIssues(health.list);
  figures.watchDroppedLogLines(droppedLogLines);
  const eventLog = eventLogWatch(nats, health, logger);
  opened.add('the watch over the event log', () => eventLog.stop());
  const onHole = holeReport({ dataSource, schema: spec.schema, health, metrics: figures, logger }, () => log.open());
  const log = await patiently('JetStream', logger, () => jetStreamEventStore({ connection: nats, trouble: eventLog.trouble, onHole }));
  const ownDisks = spec.disks?.(config) ?? [];
  const disks = diskWatch([...ownDisks, ...sharedDisks(config)], (spaces) => {
    eventLog.sawDisk(spaces.find(({ name }) => name === 'event-log'));
    if (ownDisks.length > 0) liveChannel.disks({ service: spec.name, spaces });
  });
  opened.add('the watch over the disks', () => disks.stop());
  figures.watchDisks(disks.spaces);
  disks.start();
  eventLog.start();
  const store = reportingDivergence(observedStore(log, figures, logger), beginAgain);
  const readers = { store, dataSource, schema: spec.schema, logger };
  await patiently('the event log', logger, () =>
    reconcileWithLog({ ...readers, projections: spec.projections.map(({ name }) => name), ...spec.onLostLog }),
  );
  reportIncidents(await logIncidents(spec.schema).list(dataSource), health, figures);
  const resources = typeof spec.resources === 'function' ? spec.resources(config) : (spec.resources ?? {});
  const resourcesOf = (projection: string) => Object.entries(resources).filter(([, table]) => table.projections.includes(projection));
  const projections = projectionRunner({
    store,
    dataSource,
    schema: spec.schema,
    service: spec.name,
    projections: spec.projections,
    logger,
    onRows: (name, keys) => {
      for (const [resource] of resourcesOf(name)) liveChannel.records(resource, keys);
    },
    onDiskFull: (error) => (error === null ? health.clear(DATABASE_FULL) : health.raise(databaseFull(error))),
    onRebuild: (name, progress) => nats.publish(liveSubject('rebuild', name), JSON.stringify({ service: spec.name, name, progress })),
  });
  const kit: Kit<C> = {
    service: spec.name,
    schema: spec.schema,
    config,
    store,
    dataSource,
    nats,
    logger,
    health,
    connections: outsideState,
    disks,
    live: liveChannel,
    metrics: figures,
    secrets: secretStore(dataSource, config.secretKey),
    requests: rpcClient(nats, eventLog.trouble),
    projections,
    clock: systemClock,
    outside: { client: (policy) => outsideClient(policy, { dataSource, metrics: figures, clock: systemClock, connections: outsideState }) },
    sleep,
  };
  figures.watchProjections(projections.report);
  opened.add('the read models', () => projections.stop());
  await projections.start();
  const composition = await spec.compose(kit);
  const deadlines = deadlineRunner({
    store,
    dataSource,
    schema: spec.schema,
    rules: composition.deadlines ?? [],
    now: kit.clock.now,
    monotonicMs: kit.clock.monotonicMs,
    logger,
  });
  const reactors = reactorRunner({
    store,
    dataSource,
    schema: spec.schema,
    reactors: [
      ...(composition.reactors ?? []),
      ...(composition.processes ?? []).map((running) => processReactor(store, running, kit.clock.now)),
      ...deadlines.reactors,
    ],
    logger,
  });
  const workers = workerGroup(composition.workers ?? [], logger);
  let begun: Promise<void> = Promise.resolve();
  opened.add('what acts', async () => {
    await begun;
    await workers.stop();
    await Promise.all([reactors.stop(), deadlines.stop()]);
  });
  const listeners = await listen(spec, kit, composition, logger);
  opened.add('requests', () => listeners.close());
  let up = false;
  const readiness = async () => {
    const waitingFor: string[] = [];
    if (!projections.caughtUpOnce()) waitingFor.push('projections');
    if (eventLog.trouble() !== null) waitingFor.push('JetStream');
    await Promise.all([
      within(READINESS_MS, nats.flush()).catch(() => waitingFor.push('NATS')),
      within(READINESS_MS, dataSource.query('SELECT 1')).catch(() => waitingFor.push('Postgres')),
    ]);
    return { ready: up && waitingFor.length === 0, waitingFor };
  };
  const admin = config.adminListen === undefined ? null : await adminServer(config.adminListen, figures, readiness, () => up);
  opened.add('health and metrics', () => admin?.close());
  answerAdmin(spec, resources, kit, startedAt, async () => (await readiness()).ready, reactors.retryDeadLetter);
  const ending = new AbortController();
  opened.add('what waits for read models', () => ending.abort());
  const begin = async () => {
    await reactors.start();
    await deadlines.start();
    workers.start();
  };
  const isRebuilding = (await pendingRebuilds(spec.schema).becauseOfLog(dataSource)).length > 0;
  // Nothing acts on rows that speak of a lost log: these are built again first, while the service answers already.
  const acting = untilDone('what acts waits for its read models', () => rebuilt(projections, deadlines), ending.signal, logger);
  begun = config.readOnly ? Promise.resolve() : acting.then(() => (ending.signal.aborted ? undefined : begin()));
  if (!isRebuilding) await begun;
  const watch = watchLog(readers, {
    diverged: beginAgain,
    unreadable: (why) => reportUnreadable(why, health, logger),
    isKnownAway: () => eventLog.trouble() !== null,
  });
  opened.add('the watch over what was read', async () => {
    await watch.stop();
    if (isLogLost) await projections.stop(); // who waits for a place that the log no longer has would wait for ever
  });
  await nats.flush().catch(() => undefined); // whoever hears that it started is answered; without NATS it is not ready, and says so
  up = true;
  logger.info('started', { adminUrl: admin?.url ?? null });

  return {
    name: spec.name,
    adminUrl: admin?.url ?? null,
    projections,
    logIncidents: () => logIncidents(spec.schema).list(dataSource),
    async stop() {
      up = false;
      await opened.run();
      logger.info('stopped');
    },
  };
}

const DATABASE_FULL = 'database-full';

const databaseFull = ({ message }: Error): HealthIssue => ({
  code: DATABASE_FULL,
  level: 'error',
  message: `The disk of the database is full, and what is shown falls behind: ${message}.`,
  advice:
    'Free space on that disk. Nothing is lost: what happened is in the event log, and the pages catch up by themselves once there is room.',
});

/** What every service lies on. */
const sharedDisks = ({ dataDir, dataMinFreeMb, eventLogDir, eventLogMinFreeMb }: BaseConfig): readonly Disk[] => [
  { name: 'data', path: dataDir, minFreeMb: dataMinFreeMb },
  ...(eventLogDir === undefined ? [] : [{ name: 'event-log', path: eventLogDir, minFreeMb: eventLogMinFreeMb } as const]),
];

async function listen<C extends BaseConfig>(
  spec: ServiceSpec<C>,
  kit: Kit<C>,
  composition: Composition,
  logger: Logger,
): Promise<{ close(): Promise<void> }> {
  if (composition.http) return composition.http(composition.module);
  const app = await NestFactory.createMicroservice<MicroserviceOptions>(composition.module, {
    logger: false,
    transport: Transport.NATS,
    options: {
      ...natsOptions(spec.name, kit.config),
      queue: spec.name,
      name: `${spec.name}-requests`,
      maxReconnectAttempts: -1,
      reconnectTimeWait: 250,
      serializer: replySerializer(kit.nats),
      deserializer: requestDeserializer(logger),
    },
  });
  app.useGlobalInterceptors(new ReplyInterceptor());
  app.useGlobalFilters(new ReplyFilter(logger));
  try {
    await app.listen();
  } catch (error) {
    await app.close();
    throw error;
  }
  reportRefusals(app.unwrap<NatsConnection>(), logger);
  const context: INestApplicationContext = app;
  return { close: () => context.close() };
}
