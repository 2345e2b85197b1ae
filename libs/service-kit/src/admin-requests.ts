import { actorText, adminSubject, roomOf } from '@soulsync/contracts';
import type { ResourceQuery, ServiceName, ServiceStatusReport } from '@soulsync/contracts';
import { logIncidents } from '@soulsync/event-store';
import type { Position } from '@soulsync/event-store';
import type { BaseConfig } from './config.js';
import { Invalid, NotFound } from './errors.js';
import { reportIncidents } from './log-continuity.js';
import type { LogRing } from './log-ring.js';
import { logQuery } from './log-query.js';
import type { ParkedEvents } from './parked-events.js';
import { processId } from './process-id.js';
import { answerInTime } from './resource-query.js';
import { answerSettings } from './settings/settings-requests.js';
import { respond } from './rpc.js';
import { VERSION } from './service.js';
import type { Kit, Resources, ServiceSpec } from './service.js';

/** What every replica of a service answers: what is asked of its read models. `waitFor`: until they have reached a position. */
export function answerQueries<C extends BaseConfig>(
  service: ServiceName,
  resources: () => Resources,
  { nats, dataSource, logger }: Kit<C>,
  waitFor: (position: Position, projections: readonly string[]) => Promise<unknown>,
): void {
  if (Object.keys(resources()).length === 0) return;
  respond(nats, `rpc.${roomOf(service)}.query`, service, logger, async ({ body }) => {
    const query = body as unknown as ResourceQuery; // each field is checked where it is used
    const known = resources();
    const table = Object.hasOwn(known, query.resource) ? known[query.resource] : undefined;
    if (!table) throw new NotFound(`${service} has no resource ${query.resource}`);
    if (query.minPosition) await waitFor(query.minPosition as Position, table.projections); // opaque to the asker, made by the store
    return answerInTime(dataSource, table, query);
  });
}

/** What the working replica of every service answers: its state, its projections, what is parked. */
export function answerAdmin<C extends BaseConfig>(
  { name: service, projections: readModels }: Pick<ServiceSpec<C>, 'name' | 'projections'>,
  kit: Kit<C>,
  startedAt: string,
  ready: () => Promise<boolean>,
  parked: ParkedEvents,
  logs: Pick<LogRing, 'report'>,
): void {
  const { nats, projections, logger } = kit;
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
  on(adminSubject(service, 'status'), async (): Promise<ServiceStatusReport> => ({
    service: service,
    version: VERSION,
    startedAt,
    ready: await ready(),
    processId,
    rssMb: Math.round(process.memoryUsage.rss() / 1_048_576),
    disks: kit.disks.spaces(),
    connections: kit.connections.list(),
    healthIssues: kit.health.list(),
  }));
  on(adminSubject(service, 'projections'), ({ body }) => projections.report({ exact: body['exact'] === true }));
  on(adminSubject(service, 'rebuild'), async ({ body }) => {
    const name = projectionNamed(body);
    const { done } = await projections.requestRebuild(name);
    done.catch((error: unknown) => logger.error('a rebuild failed', { projection: name, error: String(error) }));
    return { id: `${service}:${name}`, position: null };
  });
  answerSettings(service, kit);
  on(adminSubject(service, 'tasks'), () => kit.tasks.report());
  on(adminSubject(service, 'run-task'), async ({ body, context }) => {
    const id = text(body, 'id');
    await kit.tasks.runNow(id, context);
    return { id, position: null };
  });
  on(adminSubject(service, 'logs'), async ({ body }) => logs.report(logQuery(body)));
  const incidents = logIncidents(kit.schema);
  on(adminSubject(service, 'log-incidents'), () => incidents.list(kit.dataSource));
  on(adminSubject(service, 'acknowledge-log-incidents'), async ({ context }) => {
    await incidents.acknowledge(kit.dataSource, actorText(context.actor));
    reportIncidents(await incidents.list(kit.dataSource), kit.health, kit.metrics);
    return { id: service, position: null };
  });
  on(adminSubject(service, 'verify'), async ({ body }) => projections.verify(projectionNamed(body)));
  on(adminSubject(service, 'parked-events'), () => parked.list());
  on(adminSubject(service, 'parked-event'), async ({ body }) => parked.details(text(body, 'id')));
  on(adminSubject(service, 'retry-parked-event'), async ({ body }) => {
    const id = text(body, 'id');
    await parked.retry(id);
    return { id, position: null };
  });
  on(adminSubject(service, 'skip-parked-event'), async ({ body, context }) => {
    const id = text(body, 'id');
    await parked.skip(id, actorText(context.actor));
    return { id, position: null };
  });
}
