import { isUUID } from 'class-validator';
import { discoveryReaches, stopDiscoverySubject } from '@soulsync/contracts';
import type { DiscoveredKind, DiscoveryReport } from '@soulsync/contracts';
import { newId } from '@soulsync/event-store';
import { Invalid, respond } from '@soulsync/service-kit';
import type { BaseConfig, Kit, RpcRequest } from '@soulsync/service-kit';
import { discover, realRoads } from './discover.js';
import type { Roads } from './discover.js';
import type { DiscoverySettings } from './discovery-settings.js';
import { knownPorts } from './known-services.js';

/** The body of a request to look; each field is checked. */
export interface DiscoveryWish {
  readonly reach?: unknown;
  readonly id?: unknown;
}

export type Discoveries = (request: RpcRequest<DiscoveryWish>) => Promise<DiscoveryReport>;

type Parts = Pick<Kit<BaseConfig>, 'clock' | 'live' | 'logger' | 'nats' | 'service'>;

/** Looks for these services on request, tells its progress and can be stopped. One search of a reach at a time: a new one ends the one before. */
export function discoveries(
  kit: Parts,
  settings: () => DiscoverySettings,
  services: readonly DiscoveredKind[],
  roads: Roads = realRoads,
): Discoveries {
  const { clock, live, logger, nats } = kit;
  const running = new Map<string, AbortController>();

  return async ({ body }) => {
    const reach = discoveryReaches.find((known) => known === body.reach);
    if (!reach) throw new Invalid({ reach: `must be one of ${discoveryReaches.join(', ')}` });
    if (body.id !== undefined && !isUUID(body.id)) throw new Invalid({ id: 'must be a uuid' });
    const id = typeof body.id === 'string' ? body.id : newId();
    running.get(reach)?.abort();
    const stop = new AbortController();
    running.set(reach, stop);
    const stops = respond(nats, stopDiscoverySubject(id), kit.service, logger, async () => {
      stop.abort();
      return { id, position: null };
    });
    try {
      const { mode, interfaces, ports } = settings();
      const report = await discover(
        { id, reach, services, mode, interfaces: interfaces?.split(',') ?? null, ports: knownPorts(ports) },
        { roads, clock, onProgress: (progress) => live.discovery({ id, ...progress }) },
        stop.signal,
      );
      logger.info('looked for services', { reach, found: report.found.length, cancelled: report.cancelled });
      return report;
    } finally {
      stops.unsubscribe();
      if (running.get(reach) === stop) running.delete(reach);
    }
  };
}
