import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { silentLogger } from '@soulsync/event-store';
import { folderLibraryServer } from '@soulsync/plex-svc';
import { metrics, outsideClient } from '@soulsync/service-kit';
import type { DataSource } from 'typeorm';
import { inMemoryLibraryServer } from '../../apps/plex-svc/src/adapters/in-memory/in-memory-library-server.js';
import { pathMap } from '../../apps/plex-svc/src/domain/library/path-map.js';
import { plexClient } from '../../apps/plex-svc/src/adapters/plex/plex-client.js';
import { plexLibraryServer } from '../../apps/plex-svc/src/adapters/plex/plex-library-server.js';
import { libraryServerContract } from '../../apps/plex-svc/src/ports/library-server.contract.js';
import { songBytes } from '../simulators/src/audio/song.js';
import { startSimulator } from '../simulators/src/plex/server.js';

const [LENGTH_S, LENGTH_MS] = [3, 3_000];

/** `Artist/Album/NN Title.flac` in a folder of its own. */
async function musicFolder() {
  const base = await mkdtemp(join(tmpdir(), 'soulsync-library-'));
  const music = join(base, 'music');
  await mkdir(music);
  return {
    base,
    music,
    async put(path: string, title: string) {
      const [artist = '', album = ''] = path.split('/');
      const track = Number(path.split('/').at(-1)?.slice(0, 2));
      const tags = { title, artist, albumArtist: artist, album, track, trackTotal: 9, disc: 1, date: '2001', genre: 'Folk', isrc: null };
      await mkdir(dirname(join(music, path)), { recursive: true });
      await writeFile(join(music, path), songBytes({ container: 'flac', durationS: LENGTH_S, tags, tune: track }));
    },
    remove: (path: string) => rm(join(music, path)),
    clean: () => rm(base, { recursive: true, force: true }),
  };
}

libraryServerContract('in memory', async () => {
  const server = inMemoryLibraryServer();
  return {
    server,
    async put(path, title) {
      const [artist = '', album = ''] = path.split('/');
      server.put({ path, title, artist, album, durationMs: LENGTH_MS });
    },
    remove: async (path) => server.take(path),
    vanish: async () => server.reachable(false),
    stop: async () => undefined,
  };
});

libraryServerContract('a plain folder', async () => {
  const { base, music, put, remove, clean } = await musicFolder();
  return {
    server: folderLibraryServer(music, silentLogger),
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
  const http = outsideClient(
    { system: 'plex', baseUrl: simulator.url, headers: () => ({ 'X-Plex-Token': token }), timeoutMs: 5_000, retries: 0 },
    { dataSource: {} as DataSource, metrics: metrics('test', '0'), nowMs: Date.now }, // without a call budget nothing is stored
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
