import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { IsString } from 'class-validator';
import { connect } from '@nats-io/transport-node';
import { serviceNames } from '@soulsync/contracts';
import { provisionLog } from '@soulsync/event-store';
import type { Logger } from '@soulsync/event-store';
import { BaseConfig, Env, loadConfig, natsOptions, retry } from '@soulsync/service-kit';
import { credentialsIn } from '../credentials/credentials.js';
import { provisionDatabase } from '../postgres/provision.js';
import { Explained, say } from '../terminal.js';
import { options } from './options.js';

class ProvisionConfig extends BaseConfig {
  /** Holds `<service>.database`, the password of each service's role. */
  @Env('SOULSYNC_CREDENTIALS_DIR') @IsString() credentialsDir: string;
  override dataDir = ''; // it keeps nothing
}

const logger: Logger = { debug: () => undefined, info: () => undefined, warn: (text) => say(text), error: (text) => say(text) };

/** What only an administrator may make, for an installation without the launcher: the event log, and a role and a schema for each service. */
export async function provision(args: readonly string[]): Promise<number> {
  options({ args: [...args], options: {} });
  const config = loadConfig(ProvisionConfig, process.env);
  const missing = serviceNames.map((service) => `${service}.database`).filter((name) => !existsSync(join(config.credentialsDir, name)));
  if (missing.length > 0) throw new Explained(`${config.credentialsDir} lacks ${missing.join(', ')}; the command secrets writes them`);
  const credentials = await credentialsIn(config.credentialsDir);
  await retry('Postgres', logger, () => provisionDatabase(config.databaseUrl.reveal(), credentials));
  const connection = await retry('NATS', logger, () => connect(natsOptions('administrator', config)));
  try {
    await retry('JetStream', logger, () => provisionLog(connection));
  } finally {
    await connection.close();
  }
  say('The event log, the roles and the schemas are there.');
  return 0;
}
