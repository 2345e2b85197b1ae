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
export async function testNats(): Promise<Nats & { stop(): Promise<void> }> {
  const data = await folder();
  const started = await startNats(data, null);
  return {
    ...started,
    async stop() {
      await started.server.stop();
      await rm(data, { recursive: true, force: true });
    },
  };
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
