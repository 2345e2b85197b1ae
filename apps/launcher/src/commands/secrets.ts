import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, readFile, readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { serviceNames } from '@soulsync/contracts';
import { credentialsIn, writeSecret } from '../credentials/credentials.js';
import { authorization } from '../nats/authorization.js';
import { settingsText } from '../nats/start-nats.js';
import { ADMINISTRATOR_ROLE } from '../postgres/administrator.js';
import { serviceDatabaseUrl } from '../postgres/provision.js';
import { answer, Explained, say } from '../terminal.js';
import { options } from './options.js';

/** As compose.yaml and k8s/base name them. */
const DATABASE = 'postgres:5432/soulsync';
const NATS = { version: [2, 12, 3], listen: '0.0.0.0:4222', store: '/data' } as const;

/**
 * The secrets of an installation in containers: made once, kept from then on. Written into a folder that is closed; the files in it are
 * not, since each container reads its own under a user of its own. Or printed as Secrets of Kubernetes.
 */
export async function secrets(args: readonly string[]): Promise<number> {
  const { values } = options({ args: [...args], options: { out: { type: 'string' }, kubernetes: { type: 'boolean', default: false } } });
  if (values.out === undefined) throw new Explained('secrets needs --out DIR, where they are written and kept');
  const folder = resolve(values.out);
  await write(folder);
  if (values.kubernetes) answer(JSON.stringify(await manifests(folder), null, 2));
  else say(`The secrets are in ${folder}. Keep a copy of secret-key: without it, what it encrypted is lost.`);
  return 0;
}

async function write(folder: string): Promise<void> {
  const credentials = await credentialsIn(folder);
  await chmod(folder, 0o700);
  const administrator = `postgres://${ADMINISTRATOR_ROLE}:${encodeURIComponent(await credentials.password('administrator.database'))}@${DATABASE}`;
  await credentials.file('administrator.database-url', administrator);
  for (const service of serviceNames)
    await credentials.file(`${service}.database-url`, await serviceDatabaseUrl(administrator, service, credentials));
  await credentials.file(
    'nats.conf',
    [settingsText(NATS.version, NATS.listen, NATS.store), await authorization(credentials), ''].join('\n'),
  );
  const key = join(folder, 'secret-key');
  if (!existsSync(key)) await writeSecret(key, `${randomBytes(32).toString('base64')}\n`);
  for (const name of await readdir(folder)) await chmod(join(folder, name), 0o644);
}

/** Each is mounted where it belongs alone. */
async function manifests(folder: string): Promise<object> {
  const secret = async (name: string, files: Readonly<Record<string, string>>) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: `soulsync-${name}`, labels: { 'app.kubernetes.io/part-of': 'soulsync' } },
    stringData: Object.fromEntries(
      await Promise.all(Object.entries(files).map(async ([key, file]) => [key, await readFile(join(folder, file), 'utf8')])),
    ) as Record<string, string>, // pairs of texts
  });
  const same = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, name]));
  return {
    apiVersion: 'v1',
    kind: 'List',
    items: [
      await secret('nats', { 'nats.conf': 'nats.conf' }),
      await secret('postgres', { password: 'administrator.database' }),
      await secret(
        'provision',
        same(['administrator.nats', 'administrator.database-url', ...serviceNames.map((service) => `${service}.database`)]),
      ),
      ...(await Promise.all(
        serviceNames.map((service) =>
          secret(service, { 'nats-password': `${service}.nats`, 'database-url': `${service}.database-url`, 'secret-key': 'secret-key' }),
        ),
      )),
    ],
  };
}
