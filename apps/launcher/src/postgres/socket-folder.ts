import { chown, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fitsSocket } from '../processes/ports.js';
import { Explained } from '../terminal.js';
import type { RunAs } from './run-as.js';

export interface SocketFolder {
  readonly path: string;
  remove(): Promise<void>;
}

/** Named as long as Postgres' own; not every file system can hold a socket. */
const PROBE = '.s.PGSQL.test';

/** The cluster's own folder, which is closed already; else a new one, just as closed, with a short name. */
export async function socketFolder(cluster: string, runAs: RunAs | null): Promise<SocketFolder> {
  if (await canHoldSocket(cluster)) return { path: cluster, remove: async () => undefined };
  const runtime = process.env['XDG_RUNTIME_DIR'];
  for (const parent of runAs ? ['/run', '/tmp'] : [...(runtime ? [runtime] : []), tmpdir(), '/tmp']) {
    const path = await mkdtemp(join(parent, 'soulsync-')).catch(() => null); // not there, or not for us
    if (path === null) continue;
    const remove = () => rm(path, { recursive: true, force: true });
    if (await canHoldSocket(path)) {
      if (runAs) await chown(path, runAs.uid, runAs.gid);
      return { path, remove };
    }
    await remove();
  }
  throw new Explained(
    `Postgres finds no place for its socket: the path of ${cluster} is too long for one, and so is every temporary folder's`,
  );
}

function canHoldSocket(folder: string): Promise<boolean> {
  const path = join(folder, PROBE);
  if (!fitsSocket(path)) return Promise.resolve(false);
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(path, () => server.close(() => resolve(true)));
  });
}
