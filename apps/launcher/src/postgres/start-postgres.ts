import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, mkdir, rename, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { credentialsIn } from '../credentials/credentials.js';
import { closeDataFolder } from '../processes/data-folder.js';
import { basicEnvironment } from '../processes/environment.js';
import { endsWithAll, supervised } from '../processes/supervised.js';
import type { Supervised } from '../processes/supervised.js';
import { Explained } from '../terminal.js';
import { ADMINISTRATOR_ROLE, administratorUrl, admitAdministrator, closeToStrangers } from './administrator.js';
import { postgresBinaries } from './binaries.js';
import type { PostgresBinaries } from './binaries.js';
import { clusterFolder, giveTo, isCluster } from './cluster-folder.js';
import type { ClusterFolder } from './cluster-folder.js';
import { provisionDatabase } from './provision.js';
import { nobody } from './run-as.js';
import { socketFolder } from './socket-folder.js';

export interface StartedPostgres {
  /** The administrator's: the launcher alone uses it. */
  readonly url: string;
  readonly server: Supervised;
}

/** Only the name of the socket: nothing listens on a port. */
const PORT = '5432';

/** A cluster of our own in the data folder, behind a socket that only its owner can get to, with a role for each service. */
export async function startPostgres(dataDir: string): Promise<StartedPostgres> {
  const { binaries, cluster } = await clusterIn(dataDir);
  const credentials = await credentialsIn(join(dataDir, 'credentials'));
  await closeToStrangers(cluster);
  const socket = await socketFolder(cluster.path, cluster.runAs);
  const url = administratorUrl(await credentials.password('administrator.database'), socket.path);
  const server = await supervised(dataDir, {
    name: 'postgres',
    command: binaries.postgres,
    args: ['-D', cluster.path, '-p', PORT, ...Object.entries(settings(socket.path)).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    cwd: '/',
    stopSignal: 'SIGINT',
    ...(cluster.runAs ?? {}),
    ready: () => admitAdministrator(url, cluster),
    afterStop: socket.remove,
  });
  await provisionDatabase(url, credentials);
  return { url, server };
}

/** The cluster of a data folder, which is closed to others; made where there is none. */
export async function clusterIn(dataDir: string): Promise<{ readonly binaries: PostgresBinaries; readonly cluster: ClusterFolder }> {
  const binaries = await postgresBinaries();
  const cluster = await clusterFolder(dataDir);
  await closeDataFolder(dataDir, cluster.passingGid);
  if (!isCluster(cluster.path)) await initialise(binaries, cluster);
  return { binaries, cluster };
}

const settings = (sockets: string) => ({
  listen_addresses: '',
  unix_socket_directories: sockets,
  unix_socket_permissions: '0700',
  shared_buffers: '128MB',
  max_wal_size: '2GB',
  max_connections: '60',
  log_min_messages: 'warning',
});

/** Made beside its place and moved there whole: a folder half made when the power went is no cluster. */
async function initialise({ initdb }: PostgresBinaries, { path, runAs }: ClusterFolder): Promise<void> {
  const unfinished = `${path}.new`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  // initdb wants a user with a name. It works in a folder that nobody else of that name can get to, and what it made is given away.
  const maker = runAs && { uid: nobody().uid, gid: runAs.gid };
  if (maker) await chown(unfinished, maker.uid, maker.gid);
  await new Promise<void>((resolve, reject) => {
    const args = ['-D', unfinished, '-U', ADMINISTRATOR_ROLE, '-A', 'reject', '-E', 'UTF8', '--locale=C.UTF-8'];
    const child = spawn(initdb, args, {
      cwd: '/',
      stdio: ['ignore', 'ignore', 'pipe'],
      env: basicEnvironment(process.env),
      ...(maker ?? {}),
    });
    endsWithAll('initdb', child); // told to end, it takes its half-made folder away
    let words = '';
    child.stderr.on('data', (chunk: Buffer) => (words += chunk.toString()));
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Explained(`Postgres could not make its data folder ${path}: ${words.trim()}`)),
    );
  });
  if (runAs) await giveTo(runAs, unfinished);
  if (existsSync(path)) await rmdir(path);
  await rename(unfinished, path);
}
