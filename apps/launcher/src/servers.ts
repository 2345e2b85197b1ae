import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connect } from '@nats-io/transport-node';
import type { NatsConnection, NodeConnectionOptions } from '@nats-io/transport-node';
import { serviceNames } from '@soulsync/contracts';
import type { ServiceName } from '@soulsync/contracts';
import { provisionLog } from '@soulsync/event-store';
import { natsOptions, Secret } from '@soulsync/service-kit';
import { credentialsIn } from './credentials/credentials.js';
import { startNats } from './nats/start-nats.js';
import { serviceDatabaseUrl } from './postgres/provision.js';
import { startPostgres } from './postgres/start-postgres.js';
import type { Environment } from './processes/environment.js';
import type { Supervised } from './processes/supervised.js';

/** A server, as the launcher reaches it and as each service does. */
export interface Server<Administrator> {
  readonly administrator: Administrator;
  envOf(service: ServiceName): Environment;
}

/** The owner's own database, where one is named: all services use what is given. Else a cluster in the data folder. */
export async function databaseServer(dataDir: string, variables: Environment, children: Supervised[]): Promise<Server<string>> {
  const given = await valueOf(variables, 'SOULSYNC_DATABASE_URL');
  if (given !== undefined) return { administrator: given, envOf: () => ({ SOULSYNC_DATABASE_URL: given }) };
  const { url, server } = await startPostgres(dataDir);
  children.push(server);
  const credentials = await credentialsIn(join(dataDir, 'credentials'));
  const files = await ofEachService(async (service) =>
    credentials.file(`${service}.database-url`, await serviceDatabaseUrl(url, service, credentials)),
  );
  return { administrator: url, envOf: (service) => ({ SOULSYNC_DATABASE_URL_FILE: files[service] }) };
}

/** The owner's own NATS, where one is named, with the user that is given, if any; the services make the stream there. Else our own. */
export async function natsServer(dataDir: string, variables: Environment, children: Supervised[]): Promise<Server<NodeConnectionOptions>> {
  const owners = await givenNats(variables);
  if (owners) {
    const given = Object.entries(variables).filter(([name]) => name.startsWith('SOULSYNC_NATS_'));
    return { administrator: owners, envOf: () => Object.fromEntries(given) };
  }
  const { url, administrator, server } = await startNats(dataDir, null);
  children.push(server);
  await withConnection(administrator, provisionLog);
  const credentials = await credentialsIn(join(dataDir, 'credentials'));
  const files = await ofEachService((service) => credentials.passwordFile(`${service}.nats`));
  return {
    administrator,
    envOf: (service) => ({
      SOULSYNC_NATS_URL: url,
      SOULSYNC_NATS_USER: service,
      SOULSYNC_NATS_PASSWORD_FILE: files[service],
      SOULSYNC_EVENT_LOG_DIR: join(dataDir, 'nats'),
    }),
  };
}

/** null: none is named. */
export async function givenNats(variables: Environment): Promise<NodeConnectionOptions | null> {
  const natsUrl = await valueOf(variables, 'SOULSYNC_NATS_URL');
  if (natsUrl === undefined) return null;
  const user = await valueOf(variables, 'SOULSYNC_NATS_USER');
  const password = await valueOf(variables, 'SOULSYNC_NATS_PASSWORD');
  return natsOptions('launcher', {
    natsUrl,
    ...(user === undefined ? {} : { natsUser: user }),
    ...(password === undefined ? {} : { natsPassword: new Secret(password) }),
  });
}

async function withConnection<T>(options: NodeConnectionOptions, work: (connection: NatsConnection) => Promise<T>): Promise<T> {
  const connection = await connect(options);
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
}

/** As it is given, or from the file that `<name>_FILE` names; undefined: not given. */
export async function valueOf(variables: Environment, name: string): Promise<string | undefined> {
  const file = variables[`${name}_FILE`];
  return file ? (await readFile(file, 'utf8')).trimEnd() : variables[name] || undefined;
}

async function ofEachService(make: (service: ServiceName) => Promise<string>): Promise<Readonly<Record<ServiceName, string>>> {
  const made = await Promise.all(serviceNames.map(async (service) => [service, await make(service)] as const));
  return Object.fromEntries(made) as Record<ServiceName, string>; // each of the names is in it
}
