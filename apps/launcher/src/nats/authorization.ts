import { ADMINISTRATOR, natsPermissions, serviceNames } from '@soulsync/contracts';
import type { Credentials } from '../credentials/credentials.js';

/** Part of nats-server's configuration: who may connect, and what each of them may do. It holds passwords. */
export async function authorization(credentials: Credentials): Promise<string> {
  const users = [{ user: ADMINISTRATOR, password: await natsPassword(credentials, ADMINISTRATOR) }];
  for (const service of serviceNames) {
    const { publish, subscribe } = natsPermissions(service);
    const permissions = { publish: { allow: publish }, subscribe: { allow: subscribe } };
    users.push(Object.assign({ user: service, password: await natsPassword(credentials, service) }, { permissions }));
  }
  return `authorization: ${JSON.stringify({ users }, null, 2)}`;
}

export const natsPassword = (credentials: Credentials, user: string): Promise<string> => credentials.password(`${user}.nats`);
