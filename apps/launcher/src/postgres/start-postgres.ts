import { spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Explained } from '../terminal.js';
import { freePort, mustBeFree } from '../processes/ports.js';
import { endsWithAll, supervised } from '../processes/supervised.js';
import type { Supervised } from '../processes/supervised.js';
import { dataFolderFor, postgresBinaries } from './binaries.js';
import type { PostgresBinaries } from './binaries.js';

export interface StartedPostgres {
  readonly url: string;
  readonly server: Supervised;
}

const BOOT_MS = 30_000;
const user = 'soulsync';

/** A cluster of our own in the data folder, listening on loopback only. */
export async function startPostgres(dataDir: string, givenPort: number | null): Promise<StartedPostgres> {
  const binaries = await postgresBinaries();
  const folder = await dataFolderFor(join(dataDir, 'postgres'), binaries.runAs);
  if (!existsSync(join(folder, 'PG_VERSION'))) await initialise(binaries, folder);
  if (givenPort !== null) await mustBeFree(givenPort, '--postgres-port');
  const port = givenPort ?? (await freePort());
  const url = `postgres://${user}@127.0.0.1:${port}/postgres`;
  const server = await supervised(dataDir, {
    name: 'postgres',
    command: binaries.postgres,
    args: ['-D', folder, '-p', String(port), ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    cwd: '/',
    stopSignal: 'SIGINT',
    ...(binaries.runAs ?? {}),
    ready: () => answers(url),
  });
  return { url, server };
}

const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_buffers: '128MB',
  max_wal_size: '2GB',
  max_connections: '60',
  log_min_messages: 'warning',
};

async function initialise({ initdb, runAs }: PostgresBinaries, folder: string): Promise<void> {
  // A folder half made when the power went is no cluster.
  for (const left of existsSync(join(folder, 'postmaster.pid')) ? ['postmaster.pid'] : []) rmSync(join(folder, left));
  await new Promise<void>((resolve, reject) => {
    const child = spawn(initdb, ['-D', folder, '-U', user, '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'], {
      cwd: '/',
      stdio: ['ignore', 'ignore', 'pipe'],
      ...(runAs ?? {}),
    });
    endsWithAll('initdb', child); // told to end, it takes its half-made folder away
    let words = '';
    child.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()));
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Explained(`Postgres could not make its data folder ${folder}: ${words.trim()}`)),
    );
  });
}

async function answers(url: string): Promise<void> {
  const { Client } = (await import('pg')).default;
  const giveUpAt = performance.now() + BOOT_MS;
  for (;;) {
    const client = new Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (performance.now() > giveUpAt)
        throw new Explained('Postgres did not start; logs/postgres.log in the data folder says why', { cause: error });
      await delay(50);
    }
  }
}
