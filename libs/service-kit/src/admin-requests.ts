import { adminSubject } from '@soulsync/contracts';
import type { ResourceQuery, ServiceStatusReport } from '@soulsync/contracts';
import { logIncidents } from '@soulsync/event-store';
import type { ProjectionRunner } from '@soulsync/event-store';
import type { BaseConfig } from './config.js';
import { Invalid, NotFound } from './errors.js';
import { reportIncidents } from './log-continuity.js';
import { answerInTime } from './resource-query.js';
import { respond } from './rpc.js';
import { VERSION } from './service.js';
import type { Kit, Resources, ServiceSpec } from './service.js';

/** What every service answers alike: its resources, its state, its projections. */
export function answerAdmin<C extends BaseConfig>(
  { name: service, projections: readModels }: ServiceSpec<C>,
  resources: Resources,
  kit: Kit<C>,
  startedAt: string,
  ready: () => Promise<boolean>,
  retryReaction: (id: string) => Promise<void>,
): void {
  const { nats, projections, logger } = kit;
  const short = service.replace(/-svc$/, '');
  const on = (subject: string, answer: Parameters<typeof respond>[4]) => respond(nats, subject, service, logger, answer);
  const text = (body: Record<string, unknown>, field: string) => {
    const value = body[field];
    if (typeof value !== 'string' || value === '') throw new Invalid({ [field]: 'is missing' });
    return value;
  };
  const projectionNamed = (body: Record<string, unknown>) => {
    const { name } = body;
    if (typeof name !== 'string' || !readModels.some((projection) => projection.name === name))
      throw new NotFound(`${service} has no projection of this name`);
    return name;
  };
  if (Object.keys(resources).length > 0)
    on(`rpc.${short}.query`, async ({ body }) => {
      const query = body as unknown as ResourceQuery; // each field is checked where it is used
      const table = Object.hasOwn(resources, query.resource) ? resources[query.resource] : undefined;
      if (!table) throw new NotFound(`${service} has no resource ${query.resource}`);
      if (query.minPosition) await projections.waitFor(query.minPosition as Parameters<ProjectionRunner['waitFor']>[0], table.projections); // opaque to the asker, made by the store
      return answerInTime(kit.dataSource, table, query);
    });
  on(adminSubject(service, 'status'), async (): Promise<ServiceStatusReport> => ({
    service: service,
    version: VERSION,
    startedAt,
    ready: await ready(),
    rssMb: Math.round(process.memoryUsage.rss() / 1_048_576),
    connections: kit.connections.list(),
    healthIssues: kit.health.list(),
  }));
  on(adminSubject(service, 'projections'), () => projections.report());
  on(adminSubject(service, 'rebuild'), async ({ body }) => {
    const name = projectionNamed(body);
    const { done } = await projections.requestRebuild(name);
    done.catch((error: unknown) => logger.error('a rebuild failed', { projection: name, error: String(error) }));
    return { id: `${service}:${name}`, position: null };
  });
  const incidents = logIncidents(kit.schema);
  on(adminSubject(service, 'log-incidents'), () => incidents.list(kit.dataSource));
  on(adminSubject(service, 'acknowledge-log-incidents'), async ({ context }) => {
    await incidents.acknowledge(kit.dataSource, context.actor);
    reportIncidents(await incidents.list(kit.dataSource), kit.health, kit.metrics);
    return { id: service, position: null };
  });
  on(adminSubject(service, 'verify'), async ({ body }) => projections.verify(projectionNamed(body)));
  on(adminSubject(service, 'dead-letters'), () => projections.deadLetters());
  on(adminSubject(service, 'retry-dead-letter'), async ({ body }) => {
    const id = text(body, 'id');
    const letter = (await projections.deadLetters()).find((candidate) => candidate.id === id);
    if (!letter) throw new NotFound(`nothing is parked under the id ${id}`);
    await (letter.reader.startsWith('reactor:') ? retryReaction(id) : projections.retryDeadLetter(id));
    return { id, position: null };
  });
}
