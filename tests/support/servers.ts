import { mkdtemp, rm } from 'node:fs/promises';
import { chmodSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startNats, startPostgres } from '@soulsync/launcher';

type Nats = Awaited<ReturnType<typeof startNats>>;
type Postgres = Awaited<ReturnType<typeof startPostgres>>;

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'soulsync-test-'));
  chmodSync(path, 0o755); // Postgres may run as another user
  const { mkdir } = await import('node:fs/promises');
  await mkdir(join(path, 'run'));
  return path;
}

/** A real nats-server with an empty store; started again by itself when it is killed. */
export async function testNats(): Promise<Nats & TestNats> {
  const data = await folder();
  let started = await startNats(data, null);
  const port = Number(new URL(started.url).port);
  return {
    url: started.url,
    get server() {
      return started.server;
    },
    async whileStopped(work) {
      await started.server.stop();
      const result = await work(data);
      started = await startNats(data, port);
      return result;
    },
    async stop() {
      await started.server.stop();
      await rm(data, { recursive: true, force: true });
    },
  };
}

export interface TestNats {
  /** Stops the server, works on its data folder, and starts it again where it was. */
  whileStopped<T>(work: (dataDir: string) => Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

/** A real Postgres with an empty cluster. */
export async function testPostgres(): Promise<Postgres & { stop(): Promise<void> }> {
  const data = await folder();
  const started = await startPostgres(data, null);
  return {
    ...started,
    async stop() {
      await started.server.stop();
      await rm(data, { recursive: true, force: true });
    },
  };
}
