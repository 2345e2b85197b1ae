import type { DynamicModule } from '@nestjs/common';
import type { NatsConnection } from '@nats-io/transport-node';
import type { DataSource } from 'typeorm';
import type { LogIncident, ServiceName } from '@soulsync/contracts';
import type {
  AnyProjection,
  AnyRunningProcess,
  DeadlineRule,
  EventStore,
  Logger,
  ProjectionRunner,
  Reactor,
  ReconcileOptions,
} from '@soulsync/event-store';
import type { Clock } from './clock.js';
import type { BaseConfig, Environment } from './config.js';
import type { Migration } from './database.js';
import type { Disk, DiskWatch } from './disk-space.js';
import type { Connections, HealthIssues } from './health.js';
import type { Live } from './live.js';
import type { Metrics } from './metrics.js';
import type { ExternalClient, ExternalPolicy } from './external/external-client.js';
import type { ResourceTable } from './resource-query.js';
import type { RpcClient } from './rpc.js';
import type { SecretStore } from './secrets.js';
import type { ServiceConnection } from './connections/service-connection.js';
import type { FollowedSection } from './settings/followed-settings.js';
import type { SectionClass } from './settings/section.js';
import type { ServiceSettings } from './settings/service-settings.js';
import type { Tasks } from './tasks.js';
import type { Worker } from './workers.js';

/** Injection token of the kit. */
export const KIT = Symbol('service kit');
export const VERSION = '0.1.0';

/** What a service is handed: its connections and the shared mechanisms. */
export interface Kit<C extends BaseConfig> {
  readonly service: ServiceName;
  readonly schema: string;
  readonly config: C;
  readonly store: EventStore;
  readonly dataSource: DataSource;
  readonly nats: NatsConnection;
  readonly logger: Logger;
  readonly health: HealthIssues;
  readonly connections: Connections;
  /** Free space of the disks this service sees. */
  readonly disks: Pick<DiskWatch, 'spaces'>;
  readonly live: Live;
  readonly metrics: Metrics;
  readonly secrets: SecretStore;
  readonly settings: ServiceSettings;
  readonly tasks: Tasks;
  readonly requests: RpcClient;
  readonly projections: ProjectionRunner;
  readonly clock: Clock;
  readonly external: { client(policy: ExternalPolicy): ExternalClient };
  /** Ends early, without a throw, when one of the signals aborts. */
  sleep(ms: number, ...signals: readonly AbortSignal[]): Promise<void>;
}

export interface Composition {
  readonly module: DynamicModule;
  readonly reactors?: readonly Reactor[];
  readonly processes?: readonly AnyRunningProcess[];
  readonly deadlines?: readonly DeadlineRule[];
  readonly workers?: readonly Worker[];
  /** The external systems it owns, for people to set up and test. */
  readonly connections?: readonly ServiceConnection[];
  /** Only the gateway: serves the module over HTTP; answers how to close it. */
  readonly http?: (module: DynamicModule) => Promise<{ close(): Promise<void> }>;
}

export type Resources = Readonly<Record<string, ResourceTable>>;

export interface ServiceSpec<C extends BaseConfig> {
  readonly name: ServiceName;
  readonly schema: string;
  readonly config: new () => C;
  /** Sections that people may change while it runs. */
  readonly settings?: readonly SectionClass[];
  /** Sections of others that it lives on too. */
  readonly followedSettings?: readonly FollowedSection[];
  readonly projections: readonly AnyProjection[];
  /** A function where configuration and settings have a say in what is asked: it is called for each question. Settings are null until they are read. */
  readonly resources?: Resources | ((config: C, settings: ServiceSettings | null) => Resources);
  readonly migrations?: readonly Migration[];
  /** Folders that it alone may see, beside the data folder, as its settings name them now: their free space is told to the others. */
  readonly disks?: (settings: Pick<ServiceSettings, 'of'>) => readonly Disk[];
  /** Its module serves on every replica: nothing that it needs lives in one process. Others stand by with their read models alone. */
  readonly servesAsStandby?: boolean;
  /** When the log turns out to be another one than was read: what is still known of what it lost, and what of this service's own tables is to be found out again. */
  readonly onLostLog?: Pick<ReconcileOptions, 'lostEvents' | 'forget'>;
  compose(kit: Kit<C>): Composition | Promise<Composition>;
}

export interface RunningService {
  readonly name: ServiceName;
  /** null: health and metrics are not served. */
  readonly adminUrl: string | null;
  readonly projections: ProjectionRunner;
  /** What was found when the log was not the one that had been read; newest first. */
  logIncidents(): Promise<readonly LogIncident[]>;
  stop(): Promise<void>;
}

export interface ServiceDefinition {
  readonly name: ServiceName;
  /** Variables of its configuration; it needs to be given no other. */
  readonly variables: readonly string[];
  /** Every bad variable in a sentence that prints no value; empty: it can start. */
  check(environment: Environment): readonly string[];
  start(environment: Environment): Promise<RunningService>;
}
