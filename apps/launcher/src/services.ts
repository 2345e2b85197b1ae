import type { ServiceName } from '@soulsync/contracts';
import type { RunningService, ServiceDefinition } from '@soulsync/service-kit';
import { inCheckout } from './checkout.js';
import { serviceEnvironment } from './processes/environment.js';
import type { Environment } from './processes/environment.js';
import { supervised } from './processes/supervised.js';
import type { Supervised } from './processes/supervised.js';
import { Explained } from './terminal.js';

/** What each service is given: its own variables alone. */
export type EnvironmentOf = (service: ServiceDefinition) => Environment;

export async function definitions(): Promise<readonly ServiceDefinition[]> {
  const [catalog, match, acquire, organize, plex, gateway] = await Promise.all([
    import('@soulsync/catalog-svc'),
    import('@soulsync/match-svc'),
    import('@soulsync/acquire-svc'),
    import('@soulsync/organize-svc'),
    import('@soulsync/plex-svc'),
    import('@soulsync/gateway'),
  ]);
  return [
    catalog.catalogService,
    match.matchService,
    acquire.acquireService,
    organize.organizeService,
    plex.plexService,
    gateway.gatewayService,
  ];
}

/** Throws Explained with every bad variable of any service: one process a service would begin again and again with it. */
export async function mustBeConfigured(environmentOf: EnvironmentOf): Promise<void> {
  const problems = new Set((await definitions()).flatMap((definition) => definition.check(environmentOf(definition))));
  if (problems.size > 0) throw new Explained([...problems].join('\n'));
}

/** All services in this process. */
export async function startTogether(
  environmentOf: EnvironmentOf,
): Promise<{ readonly services: readonly RunningService[]; stop(): Promise<void> }> {
  const services: RunningService[] = [];
  const stop = async () => {
    for (const service of [...services].reverse()) await service.stop();
  };
  try {
    for (const definition of await definitions()) services.push(await definition.start(environmentOf(definition)));
  } catch (error) {
    await stop();
    throw error;
  }
  return { services, stop };
}

/** Of Node, in MB: what lives long may take so much. */
const HEAP = ['--max-old-space-size=512'];
/**
 * A library that is read for the first time is many objects that live just long enough to be copied twice, or for good. With room for both,
 * and no more threads that tidy up than a small machine has cores, a first full sync takes a third less time (`bench library`).
 */
const LIBRARY_HEAP = ['--initial-old-space-size=256', '--min-semi-space-size=32', '--max-semi-space-size=64', '--v8-pool-size=2'];

export const nodeFlags = (name: ServiceName): readonly string[] => (name === 'plex-svc' ? [...HEAP, ...LIBRARY_HEAP] : HEAP);

/** Name of a replica's process: the first bears that of its service. */
export const replicaName = (service: ServiceName, place: number): string => (place === 0 ? service : `${service}-${place + 1}`);

/** So many processes a service; `environmentOf` is asked for each. */
export async function startApart(
  dataDir: string,
  replicas: number,
  environmentOf: (service: ServiceDefinition, place: number) => Environment,
): Promise<readonly Supervised[]> {
  const places = Array.from({ length: replicas }, (_, place) => place);
  return Promise.all(
    (await definitions()).flatMap((definition) =>
      places.map((place) =>
        supervised(dataDir, {
          name: replicaName(definition.name, place),
          command: process.execPath,
          args: [...nodeFlags(definition.name), inCheckout('apps', definition.name, 'dist', 'main.js')],
          env: { ...serviceEnvironment(process.env), ...environmentOf(definition, place) },
        }),
      ),
    ),
  );
}
