import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { acquireService } from '@soulsync/acquire-svc';
import { catalogService } from '@soulsync/catalog-svc';
import { adminSubject, rpc, serviceNames } from '@soulsync/contracts';
import type { ProjectionReport, ResourcePage, ServiceName } from '@soulsync/contracts';
import { gatewayService } from '@soulsync/gateway';
import { matchService } from '@soulsync/match-svc';
import { organizeService } from '@soulsync/organize-svc';
import { plexService } from '@soulsync/plex-svc';
import type { Ground } from '../support/running-service.js';
import type { Said } from './golden-log.js';

const resources: readonly (readonly [subject: string, resource: string])[] = [
  [rpc.catalog.query, 'playlists'],
  [rpc.catalog.query, 'playlist-entries'],
  [rpc.match.query, 'matches'],
  [rpc.acquire.query, 'acquisitions'],
  [rpc.acquire.query, 'wishes'],
  [rpc.organize.query, 'filings'],
  [rpc.plex.query, 'library-albums'],
  [rpc.plex.query, 'library-tracks'],
  [rpc.plex.query, 'library-scans'],
  [rpc.gateway.query, 'activity'],
];

interface Entry {
  readonly position: number;
  readonly title: string;
  readonly state: string;
  readonly reason: string;
  readonly path: string | null;
}

/** Starts every service on the log that is there, as readers alone, and asks them. */
export async function saidOfLog(base: Ground): Promise<Said & { readonly deadLetters: Readonly<Record<string, number>> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'soulsync-golden-'));
  const env = {
    SOULSYNC_READ_ONLY: 'true',
    SOULSYNC_DATA_DIR: dataDir,
    SOULSYNC_MUSIC_DIR: join(dataDir, 'music'),
    SOULSYNC_DOWNLOAD_DIR: join(dataDir, 'downloads'),
    SOULSYNC_LIBRARY_SERVER: 'folder',
    SOULSYNC_HTTP_LISTEN: '127.0.0.1:0',
  };
  for (const service of [catalogService, matchService, acquireService, organizeService, plexService, gatewayService])
    await base.start(service, env);
  const reports = Object.fromEntries(await Promise.all(serviceNames.map(async (name) => [name, await caughtUp(base, name)] as const)));
  const deadLetters = Object.values(reports)
    .flat()
    .filter(({ deadLetters: parked }) => parked > 0)
    .map(({ service, name, deadLetters: parked }) => [`${service} ${name}`, parked] as const);
  const totals: Record<string, number> = {};
  for (const [subject, resource] of resources)
    totals[resource] = (await base.ask<ResourcePage>(subject, { resource, start: 0, end: 1 })).total;
  const { rows } = await base.ask<ResourcePage<Entry>>(rpc.catalog.query, { resource: 'playlist-entries', start: 0, end: 500 });
  const entries = rows.map(({ position, title, state, reason, path }) => `${position} ${title}: ${state} ${reason} ${path ?? '-'}`);
  return { entries, totals, deadLetters: Object.fromEntries(deadLetters) };
}

async function caughtUp(base: Ground, service: ServiceName): Promise<readonly ProjectionReport[]> {
  for (;;) {
    const reports = await base.ask<readonly ProjectionReport[]>(adminSubject(service, 'projections'));
    if (reports.every(({ lag, state }) => lag === 0 && state === 'live')) return reports;
    await delay(100);
  }
}
