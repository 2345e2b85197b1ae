import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { natsRisk } from '../nats/durability.js';
import { findNatsServer } from '../nats/find-nats-server.js';
import { DEFAULT_PORT, startSystem } from '../system.js';
import { untilSignal } from '../processes/signals.js';
import { answer, say } from '../terminal.js';
import { dataDirOf, options, portOf, replicasOf } from './options.js';

/** The whole system until a signal. */
export async function up(args: readonly string[]): Promise<number> {
  const { values } = options({
    args: [...args],
    options: {
      data: { type: 'string' },
      port: { type: 'string' },
      split: { type: 'boolean', default: false },
      replicas: { type: 'string', default: '1' },
    },
  });
  const replicas = replicasOf(values.replicas);
  const split = values.split || replicas > 1;
  const dataDir = dataDirOf(values.data);
  // The folders of music are organize-svc's to make, at their first use alone: made here, a disk that is not mounted would look empty.
  await mkdir(join(dataDir, 'logs'), { recursive: true });
  const system = await startSystem({
    dataDir,
    port: portOf(values.port) ?? DEFAULT_PORT,
    split,
    replicas,
    env: {
      // Defaults that lock nothing: a person may set others while it runs.
      SOULSYNC_MUSIC_DIR_DEFAULT: join(dataDir, 'music'),
      SOULSYNC_DOWNLOAD_DIR_DEFAULT: join(dataDir, 'downloads'),
      ...(split ? {} : { SOULSYNC_LOG_FILE: join(dataDir, 'logs', 'services.log') }),
    },
  });
  const signalled = untilSignal(); // before anybody is told that it runs: who is told may end it at once, and in order
  answer(`SoulSync is at ${system.url}`);
  const risk = process.env['SOULSYNC_NATS_URL'] ? null : natsRisk(findNatsServer(process.env).version);
  if (risk) say(`Note: ${risk}`);
  const code = await readFile(join(dataDir, 'run', 'setup-code'), 'utf8').catch(() => null); // an account exists: no code
  if (code) answer(`Set-up code for the first account: ${code.trim()}`);
  say(`State is in ${dataDir}. Ctrl-C stops everything.`);
  await signalled;
  say('stopping');
  await system.stop();
  return 0;
}
