import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { NodeConnectionOptions } from '@nats-io/transport-node';
import type { ServiceName } from '@soulsync/contracts';
import type { RunningService } from '@soulsync/service-kit';
import { inCheckout } from './checkout.js';
import { writeSecret } from './credentials/credentials.js';
import { keepLog } from './nats/keep-log.js';
import type { KeptLog } from './nats/keep-log.js';
import { closeDataFolder } from './processes/data-folder.js';
import { declaredOf, merged, ownVariables } from './processes/environment.js';
import type { Environment } from './processes/environment.js';
import { claim } from './processes/leftovers.js';
import { givenListen, listenAddress } from './processes/listen-address.js';
import { fitsSocket, freePort, mustBeFree } from './processes/ports.js';
import type { Supervised } from './processes/supervised.js';
import { databaseServer, natsServer } from './servers.js';
import { mustBeConfigured, replicaName, startApart, startTogether } from './services.js';
import type { EnvironmentOf } from './services.js';
import { Explained, say } from './terminal.js';

export interface SystemOptions {
  readonly dataDir: string;
  /** null and 0: a free one. */
  readonly port: number | null;
  readonly split: boolean;
  /** Processes of each service, with `split`: one works, the others stand by. Default 1. */
  readonly replicas?: number;
  /** Added to what the launcher sets; the environment's own SOULSYNC_ variables win over both. */
  readonly env: Readonly<Record<string, string>>;
  /** Wins over everything. */
  readonly fixed?: Readonly<Record<string, string>>;
}

export interface RunningSystem {
  readonly url: string;
  /** Empty with --split. */
  readonly services: readonly RunningService[];
  /** Parts that may be killed and come back. */
  readonly children: readonly Supervised[];
  stop(): Promise<void>;
}

const DEFAULT_PORT = 8765;

/** Infrastructure first, then the services, then the door answers. */
export async function startSystem(options: SystemOptions): Promise<RunningSystem> {
  const { dataDir } = options;
  const infrastructure = await startInfrastructure(dataDir);
  const { children } = infrastructure;
  let stopServices: () => Promise<void> = async () => undefined;
  try {
    const given = givenListen(merged(options.env, ownVariables(), options.fixed ?? {}));
    const address = listenAddress(given, options.port || (await freePort()));
    if (!address) throw new Explained('SOULSYNC_HTTP_LISTEN must be host:port');
    const { port, url } = address;
    if (given !== undefined || options.port) await mustBeFree(port, given === undefined ? '--port' : 'SOULSYNC_HTTP_LISTEN');
    const environmentOf: EnvironmentOf = ({ name, variables }) =>
      declaredOf(
        variables,
        merged(
          infrastructure.envOf(name),
          { SOULSYNC_CONSOLE_DIR: inCheckout('apps', 'admin-ui', 'dist', 'console') },
          options.env,
          ownVariables(),
          options.fixed ?? {},
          { SOULSYNC_HTTP_LISTEN: address.listen, SOULSYNC_HTTP_LISTEN_FILE: '' },
        ),
      );
    await mustBeConfigured(environmentOf);
    let services: readonly RunningService[] = [];
    if (options.split) {
      const { replicas = 1 } = options;
      const gatewayPorts = [port];
      while (gatewayPorts.length < replicas) gatewayPorts.push(await freePort());
      const apart = await startApart(dataDir, replicas, (service, place) =>
        declaredOf(
          service.variables,
          merged(
            environmentOf(service),
            place === 0 ? {} : replicaSockets(dataDir, replicaName(service.name, place), gatewayPorts[place] ?? 0),
          ),
        ),
      );
      children.push(...apart);
    } else {
      const together = await startTogether(environmentOf);
      services = together.services;
      stopServices = together.stop;
    }
    await answers(url);
    return {
      url,
      services,
      children,
      async stop() {
        await stopServices();
        await infrastructure.stop();
      },
    };
  } catch (error) {
    await stopServices();
    await infrastructure.stop();
    throw error;
  }
}

export interface Infrastructure {
  /** What a service needs to reach it, as itself. */
  envOf(service: ServiceName): Environment;
  /** As the launcher reaches it: may everything. */
  readonly administrator: { readonly databaseUrl: string; readonly nats: NodeConnectionOptions };
  readonly children: Supervised[];
  stop(): Promise<void>;
}

/** Postgres and nats-server on a data folder; whoever else holds it is refused, what a killed run left is ended. */
export async function startInfrastructure(dataDir: string): Promise<Infrastructure> {
  const release = await claim(join(dataDir, 'run'));
  const children: Supervised[] = [];
  let log: KeptLog | null = null;
  const stop = async () => {
    await log?.stop();
    for (const child of [...children].reverse()) await child.stop();
    await release();
  };
  try {
    await closeDataFolder(dataDir, null);
    const [database, nats] = await Promise.all([
      databaseServer(dataDir, ownVariables(), children),
      natsServer(dataDir, ownVariables(), children),
    ]);
    log = keepLog(nats.administrator);
    const key = await secretKey(dataDir);
    return {
      administrator: { databaseUrl: database.administrator, nats: nats.administrator },
      envOf: (service) => ({
        SOULSYNC_DATA_DIR: dataDir,
        SOULSYNC_SECRET_KEY_FILE: key,
        ...adminSocket(dataDir, service),
        ...database.envOf(service),
        ...nats.envOf(service),
      }),
      children,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function secretKey(dataDir: string): Promise<string> {
  const path = join(dataDir, 'secret.key');
  if (!existsSync(path)) await writeSecret(path, `${randomBytes(32).toString('base64')}\n`);
  return path;
}

/** Health and metrics for the owner alone, where the name of a socket has room for it. */
function adminSocket(dataDir: string, replica: string): Environment {
  const path = join(dataDir, 'run', `${replica}.admin`);
  return fitsSocket(path) ? { SOULSYNC_ADMIN_LISTEN: `unix:${path}` } : {};
}

/** What no two replicas can share. */
const replicaSockets = (dataDir: string, replica: string, port: number): Environment => ({
  SOULSYNC_HTTP_LISTEN: `127.0.0.1:${port}`,
  ...adminSocket(dataDir, replica),
});

/** A small machine takes its time, with two replicas of everything all the more: that it is slow is said, and no reason to end it. */
const SLOW_MS = 60_000;
const HOPELESS_MS = 600_000;

async function answers(url: string): Promise<void> {
  let isSaid = false;
  for (const startedAt = performance.now(); ;) {
    const up = await fetch(`${url}/ping`).then(
      (response) => response.ok,
      () => false, // not listening yet
    );
    if (up) return;
    const waitedMs = performance.now() - startedAt;
    if (waitedMs > HOPELESS_MS) throw new Explained('the gateway did not answer within ten minutes; the logs in the data folder say why');
    if (waitedMs > SLOW_MS && !isSaid) {
      isSaid = true;
      say('the gateway does not answer yet, a minute after the start; it is waited for, and the logs in the data folder say what it does');
    }
    await delay(100);
  }
}

export { DEFAULT_PORT };
