import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { RunningService } from '@soulsync/service-kit';
import { inCheckout } from './checkout.js';
import { startNats } from './nats/start-nats.js';
import { startPostgres } from './postgres/start-postgres.js';
import { claim } from './processes/leftovers.js';
import { freePort, mustBeFree } from './processes/ports.js';
import type { Supervised } from './processes/supervised.js';
import { mustBeConfigured, startApart, startTogether } from './services.js';
import { Explained } from './terminal.js';

export interface SystemOptions {
  readonly dataDir: string;
  /** null and 0: a free one. */
  readonly port: number | null;
  readonly split: boolean;
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
    if (options.port) await mustBeFree(options.port, '--port');
    const port = options.port || (await freePort());
    const env = {
      ...infrastructure.env,
      SOULSYNC_HTTP_LISTEN: `127.0.0.1:${port}`,
      SOULSYNC_CONSOLE_DIR: inCheckout('apps', 'admin-ui', 'dist', 'console'),
      ...options.env,
      ...ownVariables(),
      ...options.fixed,
    };
    await mustBeConfigured(env);
    let services: readonly RunningService[] = [];
    if (options.split) {
      const apart = await startApart(dataDir, env);
      children.push(...apart);
    } else {
      const together = await startTogether(env);
      services = together.services;
      stopServices = together.stop;
    }
    const url = `http://127.0.0.1:${port}`;
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
  readonly env: Readonly<Record<string, string>>;
  readonly children: Supervised[];
  stop(): Promise<void>;
}

/** Postgres and nats-server on a data folder; whoever else holds it is refused, what a killed run left is ended. */
export async function startInfrastructure(dataDir: string): Promise<Infrastructure> {
  const runDir = join(dataDir, 'run');
  await claim(runDir);
  const children: Supervised[] = [];
  const stop = async () => {
    for (const child of [...children].reverse()) await child.stop();
    await rm(join(runDir, 'launcher.pid'), { force: true });
  };
  try {
    const [postgres, nats] = await Promise.all([
      startPostgres(dataDir, null).then((started) => (children.push(started.server), started)),
      process.env['SOULSYNC_NATS_URL']
        ? { url: process.env['SOULSYNC_NATS_URL'] }
        : startNats(dataDir, null).then((started) => (children.push(started.server), started)),
    ]);
    return {
      env: {
        SOULSYNC_DATA_DIR: dataDir,
        SOULSYNC_DATABASE_URL: postgres.url,
        SOULSYNC_NATS_URL: nats.url,
        ...(process.env['SOULSYNC_NATS_URL'] ? {} : { SOULSYNC_EVENT_LOG_DIR: join(dataDir, 'nats') }),
        SOULSYNC_SECRET_KEY_FILE: await secretKey(dataDir),
      },
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
  if (!existsSync(path)) await writeFile(path, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
  await chmod(path, 0o600);
  return path;
}

const ownVariables = () =>
  Object.fromEntries(
    Object.entries(process.env).filter(
      (entry): entry is [string, string] =>
        entry[0].startsWith('SOULSYNC_') && entry[1] !== undefined && entry[0] !== 'SOULSYNC_NATS_SERVER',
    ),
  );

async function answers(url: string): Promise<void> {
  for (const giveUpAt = performance.now() + 60_000; ;) {
    const up = await fetch(`${url}/ping`).then(
      (response) => response.ok,
      () => false, // not listening yet
    );
    if (up) return;
    if (performance.now() > giveUpAt)
      throw new Explained('the gateway did not answer within a minute; the logs in the data folder say why');
    await delay(100);
  }
}

export { DEFAULT_PORT };
