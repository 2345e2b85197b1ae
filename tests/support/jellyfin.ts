import { join } from 'node:path';
import { metrics, externalClient, Secret, systemClock } from '@soulsync/service-kit';
import type { DataSource } from 'typeorm';
import { jellyfinClient } from '../../apps/plex-svc/src/adapters/jellyfin/jellyfin-client.js';
import type { JellyfinAccount } from '../../apps/plex-svc/src/adapters/jellyfin/jellyfin-client.js';
import { jellyfinLibraryServer } from '../../apps/plex-svc/src/adapters/jellyfin/jellyfin-library-server.js';
import { pathMap } from '../../apps/plex-svc/src/library/domain/library/path-map.js';
import type { MediaServer } from '../../apps/plex-svc/src/media-server.js';
import { startSimulator } from '../simulators/src/jellyfin/server.js';
import type { JellyfinConfig } from '../simulators/src/jellyfin/server.js';

export const API_KEY = 'a-key-of-the-dashboard';
export const SERVER_ROOT = '/media/music';

/** A simulated Jellyfin below `/jellyfin`, over a folder that need not be there. */
export async function simulatedJellyfin(dir: string, more: Partial<JellyfinConfig> = {}) {
  const simulator = await startSimulator({
    listen: '127.0.0.1:0',
    portFile: join(dir, 'port'),
    stateFile: join(dir, 'state.json'),
    clockRate: 50,
    serverId: '9f8e7d6c5b4a39281706f5e4d3c2b1a0',
    serverName: 'attic',
    version: '10.11.2',
    basePath: '/jellyfin',
    users: [
      { name: 'Ida', password: 'correct horse', admin: true },
      { name: 'Guest', password: '', admin: false },
    ],
    apiKeys: [API_KEY],
    view: { name: 'Music', locations: [{ serverPath: SERVER_ROOT, localPath: join(dir, 'music') }] },
    scan: { monitorDelayMs: 5_000, wholeMs: 5_000, settleMs: 2_000 },
    initialScan: false,
    ...more,
  });
  return {
    ...simulator,
    async control<T>(verb: string, body: object = {}): Promise<T> {
      const answer = await fetch(`${simulator.url}/__sim/${verb}`, { method: 'POST', body: JSON.stringify(body) });
      if (!answer.ok) throw new Error(`${verb}: ${answer.status}`);
      return (answer.headers.get('content-type')?.includes('json') && answer.status === 200 ? await answer.json() : null) as T; // as the verb has it
    },
  };
}

export const asUser = (name = 'Ida', password = 'correct horse'): JellyfinAccount => ({
  kind: 'user',
  name,
  password: password === '' ? null : new Secret(password),
});
export const withKey = (key = API_KEY): JellyfinAccount => ({ kind: 'api-key', key: new Secret(key) });

/** The adapter against it. */
export function jellyfinAt(
  url: string,
  dir: string,
  account = asUser(),
  more: { pageSize?: number; pathPatienceMs?: number } = {},
): MediaServer {
  const http = externalClient(
    { system: 'jellyfin', baseUrl: `${url}/jellyfin`, timeoutMs: 5_000, retries: 0 },
    { dataSource: {} as DataSource, metrics: metrics('test', '0'), clock: systemClock }, // without a call budget nothing is stored
  );
  const music = join(dir, 'music');
  return jellyfinLibraryServer(jellyfinClient(http, account, { id: 'device-of-the-test', version: '0' }), {
    pageSize: 300,
    pathPatienceMs: 60_000,
    paths: pathMap(`${SERVER_ROOT}=${music}`, music),
    ...more,
  });
}
