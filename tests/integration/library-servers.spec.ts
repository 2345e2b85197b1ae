import { describe } from '@jest/globals';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { silentLogger } from '@soulsync/event-store';
import { folderLibraryServer, inMemoryFileNotes } from '@soulsync/plex-svc';
import { metrics, externalClient, systemClock } from '@soulsync/service-kit';
import type { DataSource } from 'typeorm';
import { inMemoryLibraryServer } from '../../apps/plex-svc/src/library/ports/in-memory-library-server.js';
import { pathMap } from '../../apps/plex-svc/src/library/domain/library/path-map.js';
import { plexClient } from '../../apps/plex-svc/src/adapters/plex/plex-client.js';
import { plexLibraryServer } from '../../apps/plex-svc/src/adapters/plex/plex-library-server.js';
import { libraryServerContract } from '../../apps/plex-svc/src/library/ports/library-server.contract.js';
import { startSimulator } from '../simulators/src/plex/server.js';
import { subsonicAt } from '../support/subsonic.js';
import { supysonicIsHere, testSupysonic } from '../support/supysonic.js';
import { jellyfinAt, simulatedJellyfin } from '../support/jellyfin.js';
import { musicFolder, SONG_MS } from '../support/music-folder.js';

libraryServerContract('in memory', async () => {
  const server = inMemoryLibraryServer();
  return {
    server,
    async put(path, title) {
      const [artist = '', album = ''] = path.split('/');
      server.put({ path, title, artist, album, durationMs: SONG_MS });
    },
    remove: async (path) => server.take(path),
    vanish: async () => server.reachable(false),
    stop: async () => undefined,
  };
});

libraryServerContract('a plain folder', async () => {
  const { base, music, put, remove, clean } = await musicFolder();
  return {
    server: folderLibraryServer(music, { notes: inMemoryFileNotes(), logger: silentLogger }),
    put,
    remove,
    vanish: () => rename(music, join(base, 'unmounted')),
    stop: clean,
  };
});

libraryServerContract('Plex', async () => {
  const { base, music, put, remove, clean } = await musicFolder();
  const token = 'token-of-the-test';
  const simulator = await startSimulator({
    listen: '127.0.0.1:0',
    portFile: join(base, 'port'),
    stateFile: join(base, 'state.json'),
    clockRate: 50,
    token,
    machineIdentifier: 'machine',
    friendlyName: 'Test Plex',
    version: '1.43.0.1-test',
    section: { key: '3', title: 'Music', locations: [{ serverPath: '/data/music', localPath: music }] },
    scan: { queueDelayMs: 1_000, settleMs: 5_000 },
    initialScan: false,
  });
  let stopped = false;
  const stopSimulator = async () => {
    if (!stopped) await simulator.stop();
    stopped = true;
  };
  const http = externalClient(
    { system: 'plex', baseUrl: simulator.url, headers: () => ({ 'X-Plex-Token': token }), timeoutMs: 5_000, retries: 0 },
    { dataSource: {} as DataSource, metrics: metrics('test', '0'), clock: systemClock }, // without a call budget nothing is stored
  );
  return {
    server: plexLibraryServer(plexClient(http), { sections: null, pageSize: 2, paths: pathMap(`/data/music=${music}`, music) }),
    put,
    remove,
    vanish: stopSimulator,
    async stop() {
      await stopSimulator();
      await clean();
    },
  };
});

(supysonicIsHere() ? describe : describe.skip)('a real Subsonic server', () => {
  libraryServerContract('supysonic', async () => {
    const { music, put, remove, clean } = await musicFolder();
    const supysonic = await testSupysonic(music);
    let stopped = false;
    const stopServer = async () => {
      if (!stopped) await supysonic.stop();
      stopped = true;
    };
    return {
      server: subsonicAt(supysonic, music).server,
      put,
      remove,
      vanish: stopServer,
      async stop() {
        await stopServer();
        await clean();
      },
    };
  });
});

libraryServerContract('Jellyfin', async () => {
  const { base, put, remove, clean } = await musicFolder();
  const simulator = await simulatedJellyfin(base);
  let stopped = false;
  const stopSimulator = async () => {
    if (!stopped) await simulator.stop();
    stopped = true;
  };
  return {
    server: jellyfinAt(simulator.url, base, undefined, { pageSize: 2, pathPatienceMs: 1_000 }),
    put,
    remove,
    vanish: stopSimulator,
    async stop() {
      await stopSimulator();
      await clean();
    },
  };
});
