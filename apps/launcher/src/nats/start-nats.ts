import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { NodeConnectionOptions } from '@nats-io/transport-node';
import { ADMINISTRATOR } from '@soulsync/contracts';
import { natsOptions, Secret } from '@soulsync/service-kit';
import { credentialsIn, writeSecret } from '../credentials/credentials.js';
import type { Credentials } from '../credentials/credentials.js';
import { accepts, freePort, mustBeFree } from '../processes/ports.js';
import { supervised } from '../processes/supervised.js';
import type { Supervised } from '../processes/supervised.js';
import { Explained } from '../terminal.js';
import { authorization, natsPassword } from './authorization.js';
import { LAUNCHER_SYNC_MS, syncsItself } from './durability.js';
import { findNatsServer } from './find-nats-server.js';
import { watchedNats } from './watch-nats.js';
import type { NatsServer } from './find-nats-server.js';
import { keepSynced } from './sync-store.js';

export interface StartedNats {
  readonly url: string;
  /** As the launcher connects, which alone may administer streams. */
  readonly administrator: NodeConnectionOptions;
  readonly server: Supervised;
}

/** A JetStream server of our own in the data folder, listening on loopback only; whoever connects says who it is. */
export async function startNats(dataDir: string, givenPort: number | null, moreSettings: readonly string[] = []): Promise<StartedNats> {
  const found = findNatsServer(process.env);
  if (givenPort !== null) await mustBeFree(givenPort, '--nats-port');
  const port = givenPort ?? (await freePort());
  const config = join(dataDir, 'nats.conf');
  await mkdir(join(dataDir, 'nats'), { recursive: true, mode: 0o700 });
  const credentials = await credentialsIn(join(dataDir, 'credentials'));
  const access = await authorization(credentials);
  await writeSecret(
    config,
    [settingsText(found.version, `127.0.0.1:${port}`, join(dataDir, 'nats')), access, ...moreSettings, ''].join('\n'),
  );
  const sync = keepSynced(join(dataDir, 'nats'), syncsItself(found.version) ? null : LAUNCHER_SYNC_MS);
  const server = await supervised(dataDir, {
    name: 'nats-server',
    command: found.path,
    args: ['-c', config],
    afterStop: () => sync.stop(),
    ready: async () => {
      if (!(await accepts(port, 15_000)))
        throw new Explained('nats-server did not start; logs/nats-server.log in the data folder says why');
    },
  });
  const url = `nats://127.0.0.1:${port}`;
  const administrator = await natsAdministrator(url, credentials);
  return { url, administrator, server: watchedNats(server, administrator, join(dataDir, 'nats')) };
}

export const natsAdministrator = async (url: string, credentials: Credentials): Promise<NodeConnectionOptions> =>
  natsOptions(ADMINISTRATOR, {
    natsUrl: url,
    natsUser: ADMINISTRATOR,
    natsPassword: new Secret(await natsPassword(credentials, ADMINISTRATOR)),
  });

/** `sync_interval` is a fatal unknown field before 2.10: there the launcher puts the store on the disk itself (a crash loses nothing). */
export function settingsText(version: NatsServer['version'], listen: string, store: string): string {
  const syncs = syncsItself(version);
  return [
    `listen: ${JSON.stringify(listen)}`,
    'max_payload: 1048576',
    `jetstream { store_dir: ${JSON.stringify(store)}, max_file_store: 1TB${syncs ? ', sync_interval: always' : ''} }`,
    '',
  ].join('\n');
}
