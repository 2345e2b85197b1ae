import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { cp, mkdtemp, rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  clusterIn,
  credentialsIn,
  postgresBinaries,
  removeDataFolder,
  serviceDatabaseUrl,
  startNats,
  startPostgres,
} from '@soulsync/launcher';
import type { ServiceName } from '@soulsync/contracts';

type Nats = Awaited<ReturnType<typeof startNats>>;
type Postgres = Awaited<ReturnType<typeof startPostgres>>;

interface TestServer {
  /** What a service is given to reach it as itself. */
  envOf(service: ServiceName): Promise<Readonly<Record<string, string>>>;
  stop(): Promise<void>;
}

const credentialsOf = (data: string) => credentialsIn(join(data, 'credentials'));

const folder = () => mkdtemp(join(tmpdir(), 'soulsync-test-'));

/** So that a test can look at anything without saying who it is. */
const OPEN_TO_TESTS = ['no_auth_user: administrator'];

/**
 * A real nats-server with an empty store; started again by itself when it is killed. Who does not say who it is may everything, so that a
 * test can look at anything; a service says it, and may only what it needs.
 */
export async function testNats(): Promise<Nats & TestNats> {
  const data = await folder();
  let started = await startNats(data, null, OPEN_TO_TESTS);
  const port = Number(new URL(started.url).port);
  return {
    url: started.url,
    administrator: started.administrator,
    get server() {
      return started.server;
    },
    envOf: async (service) => ({
      SOULSYNC_NATS_USER: service,
      SOULSYNC_NATS_PASSWORD: await (await credentialsOf(data)).password(`${service}.nats`),
    }),
    async whileStopped(work) {
      await started.server.stop();
      const result = await work(data);
      started = await startNats(data, port, OPEN_TO_TESTS);
      return result;
    },
    async stop() {
      await started.server.stop();
      await removeDataFolder(data);
    },
  };
}

export interface TestNats extends TestServer {
  /** Stops the server, works on its data folder, and starts it again where it was. */
  whileStopped<T>(work: (dataDir: string) => Promise<T>): Promise<T>;
}

/**
 * An empty cluster as initdb makes it, made once a machine: to copy it takes a tenth of the time. Several workers may make it at once; the
 * first one's stays.
 */
async function emptyCluster(): Promise<string> {
  const { initdb } = await postgresBinaries();
  const { mtimeMs, size } = statSync(initdb);
  const key = createHash('sha256').update([initdb, mtimeMs, size, process.getuid?.()].join()).digest('hex').slice(0, 16);
  const made = join(tmpdir(), `soulsync-empty-cluster-${key}`);
  if (existsSync(made)) return made;
  const data = await folder();
  const { cluster } = await clusterIn(data);
  await rename(cluster.path, made).catch((error: NodeJS.ErrnoException) => {
    if (!existsSync(made)) throw error;
  });
  await removeDataFolder(data);
  return made;
}

/** A real Postgres with an empty cluster. */
export async function testPostgres(): Promise<Postgres & TestServer> {
  const data = await folder();
  await cp(await emptyCluster(), join(data, 'postgres'), { recursive: true });
  const started = await startPostgres(data);
  return {
    ...started,
    envOf: async (service) => ({ SOULSYNC_DATABASE_URL: await serviceDatabaseUrl(started.url, service, await credentialsOf(data)) }),
    async stop() {
      await started.server.stop();
      await removeDataFolder(data);
    },
  };
}
