import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Transport } from '@nestjs/microservices';
import type { MicroserviceOptions } from '@nestjs/microservices';
import { connect } from '@nats-io/transport-node';
import type { NatsConnection } from '@nats-io/transport-node';
import type { DataSource } from 'typeorm';
import { liveSubject, ownerOf } from '@soulsync/contracts';
import type { LogLevel } from '@soulsync/contracts';
import { builtByNewer, jetStreamEventStore, logIncidents, messageOf, projectionRunner, storedUpTo } from '@soulsync/event-store';
import type { Logger } from '@soulsync/event-store';
import { answerQueries } from './admin-requests.js';
import { adminServer } from './admin-server.js';
import { beginningAgain } from './beginning-again.js';
import { sleep, systemClock, within } from './clock.js';
import { CommandBodyInterceptor } from './command-body.js';
import { ConfigError, loadConfig, variableNames } from './config.js';
import type { BaseConfig, Environment } from './config.js';
import { diskWatch } from './disk-space.js';
import type { Disk } from './disk-space.js';
import { openDatabase, retry } from './database.js';
import { connections, healthIssues } from './health.js';
import { jsonLogger } from './json-logger.js';
import { logLimits, logOutputOf } from './log-destinations.js';
import { leaseSessions, serviceLease } from './lease.js';
import type { Lease } from './lease.js';
import { logRing } from './log-ring.js';
import type { LogRing } from './log-ring.js';
import { holeReport, reportingDivergence } from './log-continuity.js';
import { live } from './live.js';
import { metrics } from './metrics.js';
import { eventLogWatch } from './event-log-watch.js';
import { natsOptions, reportRefusals } from './nats-connection.js';
import { observedStore } from './observed-store.js';
import { parkedEvents } from './parked-events.js';
import { processId } from './process-id.js';
import { externalClient } from './external/external-client.js';
import { ReplyFilter, ReplyInterceptor, replySerializer, requestDeserializer, rpcClient } from './rpc.js';
import { secretStore } from './secrets.js';
import { VERSION } from './service.js';
import type { Composition, Kit, RunningService, ServiceDefinition, ServiceSpec } from './service.js';
import { followedSettings, followSettings } from './settings/followed-settings.js';
import { followedOperation, LogSettings, ReserveSettings } from './settings/operation-sections.js';
import { serviceSettings } from './settings/service-settings.js';
import type { ServiceSettings } from './settings/service-settings.js';
import { tasks } from './tasks.js';
import { teardown } from './teardown.js';
import { waitingReport } from './waiting-report.js';
import type { Teardown } from './teardown.js';
import type { Worker } from './workers.js';
import { beginWork } from './work.js';

/** A server that is stuck does not even say no; whoever asks whether we are ready waits no more than two seconds. */
const READINESS_MS = 1_500;

export function defineService<C extends BaseConfig>(spec: ServiceSpec<C>): ServiceDefinition {
  return {
    name: spec.name,
    variables: [...new Set(classesOf(spec).flatMap(variableNames))],
    check: (environment) => problemsOf(spec, environment),
    async start(environment) {
      const problems = problemsOf(spec, environment);
      if (problems.length > 0) throw new ConfigError(problems);
      const config = loadConfig(spec.config, environment);
      const operation: Operation = {
        log: fixed(loadConfig(LogSettings, environment)),
        reserve: fixed(loadConfig(ReserveSettings, environment)),
      };
      const output = logOutputOf(config.logFile, () => logLimits(operation.log()));
      const logs = logRing(spec.name, processId);
      const write = (line: string, level: LogLevel) => {
        output.write(line);
        logs.keep(level, line);
      };
      const logger = jsonLogger(spec.name, () => operation.log().level, write);
      const given = { spec, config, environment, operation, logger, logs, droppedLogLines: output.droppedLines };
      return beginningAgain((again) => start({ ...given, again }), logger);
    },
  };
}

/** Every bad variable, of its configuration and of its settings. */
function problemsOf<C extends BaseConfig>(spec: ServiceSpec<C>, environment: Environment): readonly string[] {
  const problems = classesOf(spec).flatMap((Config) => {
    try {
      loadConfig<object>(Config, environment);
      return [];
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      return error.problems;
    }
  });
  return [...new Set(problems)];
}

/** What it reads variables for. */
const classesOf = <C extends BaseConfig>(spec: ServiceSpec<C>) => [
  spec.config,
  ...(spec.settings ?? []),
  ...followedBy(spec).map(({ section }) => section),
];

/** Their owner has them among its own. */
const followedBy = <C extends BaseConfig>({ name, followedSettings: followed = [] }: ServiceSpec<C>) => [
  ...followed,
  ...followedOperation.filter(({ owner }) => owner !== name),
];

/** What the gateway's settings say of how every service runs: as the variables have it until the settings are read. */
interface Operation {
  log: () => LogSettings;
  reserve: () => ReserveSettings;
}

const fixed =
  <S>(values: S) =>
  () =>
    values;

interface Start<C extends BaseConfig> {
  readonly spec: ServiceSpec<C>;
  readonly config: C;
  readonly environment: Environment;
  readonly operation: Operation;
  readonly logger: Logger;
  readonly logs: LogRing;
  readonly droppedLogLines: () => number;
  /** To be called when the log is not the one that was read, or another replica works now; all is stopped and started on what is there. */
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
  { spec, config, environment, operation, logger, logs, droppedLogLines, again }: Start<C>,
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
  const lease = leaseOf(spec, config, dataSource, again, logger);
  opened.add('the lease', () => lease.release());
  const nats = await retry('NATS', logger, () =>
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
  const reportHealth = () => liveChannel.health(spec.name);
  const health = healthIssues(systemClock, reportHealth);
  const externalState = connections(systemClock, reportHealth, logger);
  const figures = metrics(spec.name, VERSION);
  figures.watchIssues(health.list);
  figures.watchDroppedLogLines(droppedLogLines);
  const eventLog = eventLogWatch(nats, health, logger);
  opened.add('the watch over the event log', () => eventLog.stop());
  const onHole = holeReport({ dataSource, schema: spec.schema, health, metrics: figures, logger }, () => log.open());
  const log = await retry('JetStream', logger, () => jetStreamEventStore({ connection: nats, trouble: eventLog.trouble, onHole }));
  let settings: ServiceSettings | null = null;
  const disksNow = () => [...(settings && spec.disks ? spec.disks(settings) : []), ...sharedDisks(config, operation.reserve())];
  const disks = diskWatch(disksNow, (spaces) => {
    eventLog.sawDisk(spaces.find(({ name }) => name === 'event-log'));
    if (spec.disks) liveChannel.disks({ service: spec.name, spaces });
  });
  opened.add('the watch over the disks', () => disks.stop());
  figures.watchDisks(disks.spaces);
  disks.start();
  eventLog.start();
  const store = reportingDivergence(observedStore(log, figures, logger), beginAgain);
  const resources = () => (typeof spec.resources === 'function' ? spec.resources(config, settings) : (spec.resources ?? {}));
  const fed = Object.entries(resources());
  const resourcesOf = (projection: string) => fed.filter(([, table]) => table.projections.includes(projection));
  const parked = parkedEvents({ service: spec.name, schema: spec.schema, store, dataSource, health, metrics: figures, logger });
  const waits = waitingReport(health);
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
    onParked: parked.changed,
    parksUndecodable: (aggregateType) => ownerOf(aggregateType) === spec.name,
    onDiskFull: (error) =>
      error === null
        ? health.clear(DATABASE_FULL)
        : health.raise({ code: DATABASE_FULL, level: 'error', params: { detail: error.message } }),
    onRebuild: (name, progress) => nats.publish(liveSubject('rebuild', name), JSON.stringify({ service: spec.name, name, progress })),
  });
  const secrets = secretStore(dataSource, config.secretKey);
  const kit: Kit<C> = {
    service: spec.name,
    schema: spec.schema,
    config,
    store,
    dataSource,
    nats,
    logger,
    health,
    connections: externalState,
    disks,
    live: liveChannel,
    metrics: figures,
    secrets,
    get settings() {
      if (settings === null) throw new Error('settings are read before the service is composed, not earlier');
      return settings;
    },
    tasks: tasks({ service: spec.name, dataSource, clock: systemClock, logger }),
    requests: rpcClient(nats, eventLog.trouble),
    projections,
    clock: systemClock,
    external: {
      client: (policy) => externalClient(policy, { dataSource, metrics: figures, clock: systemClock, connections: externalState }),
    },
    sleep,
  };
  figures.watchProjections(projections.report);
  opened.add('the read models', () => projections.stop());
  figures.watchLease(lease.isHeld);
  let up = false;
  const readiness = async () => {
    const waitingFor: string[] = [];
    if (lease.isHeld() && !projections.caughtUpOnce()) waitingFor.push('projections');
    if (lease.refused() !== null) waitingFor.push('a newer version');
    if (eventLog.trouble() !== null) waitingFor.push('JetStream');
    await Promise.all([
      within(READINESS_MS, nats.flush()).catch(() => waitingFor.push('NATS')),
      within(READINESS_MS, dataSource.query('SELECT 1')).catch(() => waitingFor.push('Postgres')),
    ]);
    return { ready: up && waitingFor.length === 0, waitingFor };
  };
  let composition: Composition | null = null;
  const serve = async (): Promise<Composition> => {
    if (composition !== null) {
      await settings?.reload(); // it stood by, and the one that worked may have changed them
      return composition;
    }
    const followed = await retry('the settings of others', logger, () => followedSettings(followedBy(spec), store, environment));
    const onChanged = (id: string) => liveChannel.records('settings', [id]);
    const own = { service: spec.name, sections: spec.settings ?? [], environment, store, secrets, health, followed, onChanged };
    settings = await retry('the settings', logger, () => serviceSettings(own));
    operation.log = settings.of(LogSettings).now;
    operation.reserve = settings.of(ReserveSettings).now;
    const composed = await spec.compose(kit);
    const follow: Worker = { name: 'follow-settings', run: (signal) => followSettings(followed, nats, logger, sleep, signal) };
    const served = { ...composed, workers: [...(composed.workers ?? []), follow] };
    const listeners = await listen(spec, kit, served, logger);
    opened.add('requests', () => listeners.close());
    return (composition = served);
  };
  const admin = config.adminListen === undefined ? null : await adminServer(config.adminListen, figures, readiness, () => up);
  opened.add('health and metrics', () => admin?.close());
  answerQueries(spec.name, resources, kit, (position, names) =>
    lease.isHeld() ? projections.waitFor(position, names) : storedUpTo({ store, dataSource, schema: spec.schema }, position, names),
  );
  const ending = new AbortController();
  opened.add('what waits', () => ending.abort());
  const ready = async () => (await readiness()).ready;
  const work = () =>
    beginWork({
      spec,
      kit,
      eventLog,
      parked,
      logs,
      onWaiting: waits,
      startedAt,
      ready,
      serve,
      diverged: beginAgain,
      isLogLost: () => isLogLost,
      ending: ending.signal,
      opened,
    });
  let takingOver: Promise<void> = Promise.resolve();
  if (await lease.tryNow()) await work();
  else {
    const newer = lease.refused();
    if (newer !== null) throw new Error(newer);
    if (spec.servesAsStandby) await serve();
    logger.info('another replica works; this one answers what is asked of its read models, and stands by');
    takingOver = takeOver({ lease, work, again, ending: ending.signal, logger });
  }
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
      ending.abort();
      await takingOver;
      await opened.run();
      logger.info('stopped');
    },
  };
}

/** Without it no reactor, deadline, worker or rebuild runs. */
function leaseOf<C extends BaseConfig>(
  { name, schema, projections }: ServiceSpec<C>,
  config: C,
  dataSource: DataSource,
  onTaken: () => void,
  logger: Logger,
): Lease {
  const refusal = async () => {
    const newer = await builtByNewer(dataSource, schema, projections);
    if (newer.length === 0) return null;
    return `A newer version of SoulSync has built the read models of ${name} (${newer.join(', ')}), which ${VERSION} can't keep. Start that version again, or restore a backup that was made before the upgrade.`;
  };
  return serviceLease({ session: leaseSessions(config.databaseUrl.reveal(), schema), refusal, onTaken, logger });
}

interface TakeOver {
  readonly lease: Lease;
  readonly work: () => Promise<void>;
  readonly again: () => void;
  readonly ending: AbortSignal;
  readonly logger: Logger;
}

/** Works once the replica that does is gone. One that fails half-way is begun anew as a whole. */
async function takeOver({ lease, work, again, ending, logger }: TakeOver): Promise<void> {
  if (!(await lease.whenHeld(ending))) return;
  logger.info('the other replica is gone; this one works now');
  try {
    await work();
  } catch (error) {
    logger.error('taking over failed and is tried again', { error: messageOf(error) });
    again();
  }
}

const DATABASE_FULL = 'database-full';

/** What every service lies on. */
const sharedDisks = ({ dataDir, eventLogDir }: BaseConfig, { dataMinFreeMb, eventLogMinFreeMb }: ReserveSettings): readonly Disk[] => [
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
  app.useGlobalInterceptors(new ReplyInterceptor(), new CommandBodyInterceptor());
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
