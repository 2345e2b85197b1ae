import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { metrics, externalClient, systemClock } from '@soulsync/service-kit';
import type { DataSource } from 'typeorm';
import { pathMap } from '../../apps/plex-svc/src/library/domain/library/path-map.js';
import { plexClient } from '../../apps/plex-svc/src/adapters/plex/plex-client.js';
import { plexLibraryServer } from '../../apps/plex-svc/src/adapters/plex/plex-library-server.js';
import type { MediaServer } from '../../apps/plex-svc/src/media-server.js';
import { startSimulator } from '../simulators/src/plex/server.js';
import type { PlexConfig } from '../simulators/src/plex/server.js';

const TOKEN = 'token-of-the-test';

export interface SimulatedPlex {
  readonly url: string;
  readonly token: string;
  readonly server: MediaServer;
  /** A verb of its control door. */
  control<T = unknown>(verb: string, body?: object): Promise<T>;
  /** As its own app would ask it. */
  ask<T = unknown>(method: string, path: string): Promise<T>;
  /** Of these kinds since the last time they were asked for. */
  requests(): Promise<Readonly<Record<string, number>>>;
  stop(): Promise<void>;
}

/** A simulated Plex with so many generated albums, and our adapter on it. */
export async function simulatedPlex(
  generated: { albums: number; tracksPerAlbum: number },
  more: Partial<PlexConfig> = {},
): Promise<SimulatedPlex> {
  const dir = await mkdtemp(join(tmpdir(), 'soulsync-plex-'));
  const simulator = await startSimulator({
    listen: '127.0.0.1:0',
    portFile: join(dir, 'port'),
    stateFile: join(dir, 'state.json'),
    clockRate: 50,
    token: TOKEN,
    machineIdentifier: 'machine',
    friendlyName: 'Test Plex',
    version: '1.43.0.1-test',
    section: { key: '3', title: 'Music', locations: [{ serverPath: '/data/music', localPath: join(dir, 'none') }] },
    scan: { queueDelayMs: 10, settleMs: 10 },
    initialScan: false,
    generated,
    ...more,
  });
  const http = externalClient(
    { system: 'plex', baseUrl: simulator.url, headers: () => ({ 'X-Plex-Token': TOKEN }), timeoutMs: 5_000, retries: 0 },
    { dataSource: {} as DataSource, metrics: metrics('test', '0'), clock: systemClock }, // without a call budget nothing is stored
  );
  const answered = async <T>(url: string, init: RequestInit): Promise<T> => {
    const answer = await fetch(url, init);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${text}`);
    return (text === '' ? null : /^[[{"]/.test(text) ? JSON.parse(text) : text) as T; // the simulator is ours
  };
  const control = <T = unknown>(verb: string, body: object = {}) =>
    answered<T>(`${simulator.url}/__sim/${verb}`, { method: 'POST', body: JSON.stringify(body) });
  return {
    url: simulator.url,
    token: TOKEN,
    server: plexLibraryServer(plexClient(http), { sections: null, pageSize: 100, paths: pathMap('/data/music=/music', '/music') }),
    control,
    ask: <T = unknown>(method: string, path: string) =>
      answered<T>(simulator.url + path, { method, headers: { 'X-Plex-Token': TOKEN, Accept: 'application/json' } }),
    requests: async () => (await control<{ kinds: Record<string, number> }>('requests', { reset: true })).kinds,
    async stop() {
      await simulator.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
