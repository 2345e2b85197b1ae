import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { accepts, freePort, mustBeFree } from '../processes/ports.js';
import { supervised } from '../processes/supervised.js';
import type { Supervised } from '../processes/supervised.js';
import { Explained } from '../terminal.js';
import { findNatsServer } from './find-nats-server.js';
import { watchedNats } from './watch-nats.js';
import type { NatsServer } from './find-nats-server.js';

export interface StartedNats {
  readonly url: string;
  readonly server: Supervised;
}

/** A JetStream server of our own in the data folder, listening on loopback only. */
export async function startNats(dataDir: string, givenPort: number | null): Promise<StartedNats> {
  const found = findNatsServer(process.env);
  if (givenPort !== null) await mustBeFree(givenPort, '--nats-port');
  const port = givenPort ?? (await freePort());
  const config = join(dataDir, 'nats.conf');
  await mkdir(join(dataDir, 'nats'), { recursive: true });
  await writeFile(config, configText(found, port, join(dataDir, 'nats')));
  const server = await supervised(dataDir, {
    name: 'nats-server',
    command: found.path,
    args: ['-c', config],
    ready: async () => {
      if (!(await accepts(port, 15_000)))
        throw new Explained('nats-server did not start; logs/nats-server.log in the data folder says why');
    },
  });
  const url = `nats://127.0.0.1:${port}`;
  return { url, server: watchedNats(server, { servers: url, name: 'launcher' }, join(dataDir, 'nats')) };
}

/** `sync_interval` is a fatal unknown field before 2.10: there a power cut can lose two minutes (a crash loses nothing). */
function configText({ version: [major, minor] }: NatsServer, port: number, store: string): string {
  const syncs = major > 2 || (major === 2 && minor >= 10);
  return [
    'listen: "127.0.0.1:' + String(port) + '"',
    'max_payload: 1048576',
    `jetstream { store_dir: ${JSON.stringify(store)}, max_file_store: 1TB${syncs ? ', sync_interval: always' : ''} }`,
    '',
  ].join('\n');
}
