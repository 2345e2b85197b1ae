import type { NatsConnection, NodeConnectionOptions } from '@nats-io/transport-node';
import { inboxPrefix } from '@soulsync/contracts';
import type { Logger } from '@soulsync/event-store';
import type { Secret } from './config.js';

export interface NatsAccess {
  /** May hold a user and a password, which the client library itself does not read. */
  readonly natsUrl: string;
  readonly natsUser?: string;
  readonly natsPassword?: Secret;
}

/** Where to connect and as whom; answers arrive in an inbox that is this service's alone. */
export function natsOptions(name: string, { natsUrl, natsUser, natsPassword }: NatsAccess): NodeConnectionOptions {
  const url = new URL(natsUrl);
  const user = natsUser ?? (url.username === '' ? undefined : decodeURIComponent(url.username));
  const pass = natsPassword?.reveal() ?? decodeURIComponent(url.password);
  return {
    servers: natsUrl.replace(/\/\/[^/@]*@/, '//'),
    name,
    inboxPrefix: inboxPrefix(name),
    noAsyncTraces: true, // the client would make two errors, with their stacks, for each question that is answered
    ...(user === undefined ? {} : { user, pass }),
  };
}

/** What the server refuses on the way it says to nobody in particular: a publication or a subscription without permission is lost. */
export function reportRefusals(connection: NatsConnection, logger: Logger): void {
  const watching = (async () => {
    for await (const status of connection.status())
      if (status.type === 'error') logger.error('NATS refused something', { error: status.error.message });
  })();
  watching.catch((error: unknown) => logger.error('NATS is no longer watched for refusals', { error: String(error) }));
}
