import { adminSubject } from '@soulsync/contracts';
import type { ExternalConnection, ServiceName } from '@soulsync/contracts';
import { TestConnection } from '@soulsync/contracts/rest';
import { Secret } from '../config.js';
import type { BaseConfig } from '../config.js';
import { Invalid, NotFound } from '../errors.js';
import { validateBody } from '../request-body.js';
import { respond } from '../rpc.js';
import type { Kit } from '../service.js';
import { sectionWords } from '../settings/section.js';
import type { ServiceConnection } from './service-connection.js';

/** What people ask of a service's connections. */
export function answerConnections<C extends BaseConfig>(
  service: ServiceName,
  kit: Kit<C>,
  connections: readonly ServiceConnection[],
): void {
  const sectionOf = ({ section }: ServiceConnection) => (section === null ? null : sectionWords(section).name);
  respond(kit.nats, adminSubject(service, 'connections'), service, kit.logger, () =>
    Promise.all(
      connections.map(async (connection): Promise<ExternalConnection> => {
        const section = sectionOf(connection);
        return { id: connection.id, service, section: section === null ? null : `${service}.${section}`, ...(await connection.report()) };
      }),
    ),
  );
  respond(kit.nats, adminSubject(service, 'test-connection'), service, kit.logger, async ({ body }) => {
    const { id, values = {}, secrets = {} } = await validateBody(TestConnection, body);
    const connection = connections.find((one) => one.id === id);
    if (!connection) throw new NotFound(`${service} has no connection called ${id}`);
    const section = sectionOf(connection);
    return connection.test(section === null ? {} : kit.settings.candidate(section, { ...values }, secretsIn(secrets)));
  });
}

/** An empty text is a secret that nobody typed. */
function secretsIn(given: object): Readonly<Record<string, Secret>> {
  const problems: Record<string, string> = {};
  const secrets: Record<string, Secret> = {};
  for (const [name, value] of Object.entries(given) as readonly (readonly [string, unknown])[]) {
    if (typeof value !== 'string') problems[name] = 'must be a text';
    else if (value.trim() !== '') secrets[name] = new Secret(value.trim());
  }
  if (Object.keys(problems).length > 0) throw new Invalid(problems);
  return secrets;
}
