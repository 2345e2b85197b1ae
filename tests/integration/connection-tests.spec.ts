import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ConnectionId, ConnectionTestReport } from '@soulsync/contracts';
import { inMemoryEventStore } from '@soulsync/event-store';
import { externalClient, metrics, MusicFolderSettings, Secret, systemClock } from '@soulsync/service-kit';
import type { ExternalPolicy, Kit } from '@soulsync/service-kit';
import { NEVER } from 'rxjs';
import type { DataSource } from 'typeorm';
import { sizeHere } from '../../apps/plex-svc/src/adapters/folder/size-here.js';
import { serverConnections } from '../../apps/plex-svc/src/compose-connections.js';
import type { Calls } from '../../apps/plex-svc/src/compose-servers.js';
import type { PlexConfig } from '../../apps/plex-svc/src/config.js';
import { openConnection } from '../../apps/plex-svc/src/connection/compose-connection.js';
import { connectionTestContract } from '../../apps/plex-svc/src/connection/ports/connection-test.contract.js';
import { fixedServers } from '../../apps/plex-svc/src/connection/server-workers.js';
import { pathProver } from '../../apps/plex-svc/src/library/workers/prove-paths.js';
import { FolderSettings, JellyfinSettings, plexSettings, PlexSettings, SubsonicSettings } from '../../apps/plex-svc/src/settings.js';
import type { Simulated } from '../simulators/src/http/simulator-server.js';
import { startSimulator as startJellyfin } from '../simulators/src/jellyfin/server.js';
import type { JellyfinConfig } from '../simulators/src/jellyfin/server.js';
import { startSimulator as startPlex } from '../simulators/src/plex/server.js';
import type { PlexConfig as SimulatedPlexConfig } from '../simulators/src/plex/server.js';
import { manySongs, startSimulator as startSubsonic } from '../simulators/src/subsonic/server.js';
import { generateWorld } from '../simulators/src/world/generate-world.js';

const [TOKEN, GUEST, PASSWORD, API_KEY] = ['token-of-the-owner', 'token-of-a-guest', 'correct horse', 'a-key-of-the-dashboard'];
const SERVER_ROOT = '/data/music';

let dir: string;
let music: string;
let plex: Simulated;
let jellyfin: Simulated;
let subsonic: Simulated;
/** Another program, at an address where a server was before. */
let stranger: Server;

const control = (simulator: Simulated, verb: string, body: object = {}) =>
  fetch(`${simulator.url}/__sim/${verb}`, { method: 'POST', body: JSON.stringify(body) });
const strangerUrl = () => `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`; // it listens on a port
const NOBODY = 'http://127.0.0.1:9';

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'soulsync-connection-tests-'));
  music = join(dir, 'music');
  generateWorld({ dir, seed: '4', tracks: 12 });
  const locations = [{ serverPath: SERVER_ROOT, localPath: music }];
  const read = async <T>(name: string) => JSON.parse(await readFile(join(dir, `${name}.json`), 'utf8')) as T; // the world's own shape
  const plexConfig = await read<SimulatedPlexConfig>('plex');
  plex = await startPlex({ ...plexConfig, token: TOKEN, sharedTokens: [GUEST], section: { ...plexConfig.section, locations } });
  const jellyfinConfig = await read<JellyfinConfig>('jellyfin');
  jellyfin = await startJellyfin({
    ...jellyfinConfig,
    basePath: '/jellyfin',
    users: [
      { name: 'Ida', password: PASSWORD, admin: true },
      { name: 'Guest', password: '', admin: false },
    ],
    apiKeys: [API_KEY],
    view: { name: 'Music', locations },
  });
  const songs = manySongs(5, '1');
  for (const { path } of songs) {
    await mkdir(dirname(join(music, path)), { recursive: true });
    await writeFile(join(music, path), 'sound');
  }
  subsonic = await startSubsonic({
    listen: '127.0.0.1:0',
    portFile: join(dir, 'subsonic-port'),
    user: 'ann',
    password: PASSWORD,
    apiKey: null,
    type: null,
    extensions: [],
    folders: [{ id: '1', name: 'Music' }],
    songs,
    manners: {},
  });
  stranger = createServer((_request, response) => response.end('<html>somebody else</html>')).listen(0, '127.0.0.1');
}, 60_000);
afterEach(async () => {
  for (const simulator of [jellyfin, plex, subsonic]) await control(simulator, 'reset-faults');
});
afterAll(async () => {
  stranger.close();
  stranger.closeAllConnections();
  for (const simulator of [plex, jellyfin, subsonic]) await simulator.stop();
  await rm(dir, { recursive: true, force: true });
});

/** Asks as the service does, without a service around it. */
function tested(id: ConnectionId, candidate: object, calls?: Calls, musicDir = music): Promise<ConnectionTestReport> {
  const parts = { dataSource: {} as DataSource, metrics: metrics('test', '0'), clock: systemClock }; // without a call budget nothing is stored
  const kit = {
    config: { dataDir: dir },
    store: inMemoryEventStore(),
    clock: systemClock,
    secrets: { get: async () => null },
    settings: {
      of: (Section: new () => object) => ({
        now: () => Object.assign(new Section(), Section === MusicFolderSettings ? { musicDir } : {}),
        changes: NEVER,
      }),
      list: () => [],
    },
    health: { list: () => [], raise: () => undefined, clear: () => undefined },
    external: { client: (policy: ExternalPolicy) => externalClient(policy, parts) },
  } as unknown as Kit<PlexConfig>; // what tests of connections use of it
  const settings = plexSettings(kit);
  const connections = serverConnections(kit, {
    settings,
    servers: fixedServers([]),
    opened: openConnection(kit, settings),
    syncOf: () => {
      throw new Error('nothing is read');
    },
    prove: pathProver(settings.musicDir, sizeHere(settings.musicDir)).prove,
    testPlex: async () => ({ steps: [] }),
    ...(calls ? { calls } : {}),
  });
  const connection = connections.find((one) => one.id === id);
  if (!connection) throw new Error(`there is no ${id}`);
  return connection.test(candidate);
}

const hasty: Calls = { retries: 0, timeoutMs: 500, device: 'jellyfin-test' };
const slow = (simulator: Simulated) => control(simulator, 'fault', { match: '/', latencyMs: 3_000, times: 1 });

const onPlex = (values: Partial<PlexSettings> = {}) =>
  tested('plex', Object.assign(new PlexSettings(), { url: plex.url, token: new Secret(TOKEN), ...values }));
connectionTestContract('Plex', {
  steps: ['reachable', 'identity', 'token', 'admin', 'sections', 'version', 'paths'],
  rightly: () => onPlex(),
  secrets: [TOKEN, GUEST],
  traps: [
    { what: 'an address where nobody is', run: () => onPlex({ url: NOBODY }), fails: 'reachable', field: 'url', says: /nothing listens/ },
    { what: 'another program there', run: () => onPlex({ url: strangerUrl() }), fails: 'identity', field: 'url', says: /no Plex server/ },
    { what: 'a wrong token', run: () => onPlex({ token: new Secret('wrong') }), fails: 'token', field: 'token', says: /refuses the token/ },
    {
      what: 'one that is starting up',
      run: async () => {
        await control(plex, 'fault', { match: '/identity', status: 503, times: 1 });
        return onPlex();
      },
      fails: 'reachable',
      field: 'url',
      says: /starting/,
    },
    {
      what: 'a path map that does not fit',
      run: () => onPlex({ pathMap: '/other=/srv' }),
      fails: 'paths',
      field: 'pathMap',
      says: /not found/,
    },
  ],
});

const onJellyfin = (values: Partial<JellyfinSettings> = {}, calls?: Calls) =>
  tested(
    'jellyfin',
    Object.assign(new JellyfinSettings(), { url: `${jellyfin.url}/jellyfin`, user: 'Ida', password: new Secret(PASSWORD), ...values }),
    calls,
  );
connectionTestContract('Jellyfin', {
  steps: ['reachable', 'identity', 'version', 'credential', 'admin', 'sections', 'paths'],
  rightly: () => onJellyfin(),
  secrets: [PASSWORD, API_KEY],
  traps: [
    {
      what: 'neither a user nor a key',
      run: () => tested('jellyfin', Object.assign(new JellyfinSettings(), { url: jellyfin.url })),
      fails: 'configured',
      field: 'user',
      says: /sign in/,
    },
    {
      what: 'an address where nobody is',
      run: () => onJellyfin({ url: NOBODY }),
      fails: 'reachable',
      field: 'url',
      says: /refuses the connection/,
    },
    { what: 'another program there', run: () => onJellyfin({ url: strangerUrl() }), fails: 'identity', field: 'url', says: /web page/ },
    { what: 'the base path left out', run: () => onJellyfin({ url: jellyfin.url }), fails: 'identity', field: 'url', says: /404/ },
    {
      what: 'Emby',
      run: async () => {
        await control(jellyfin, 'fault', {
          match: '/System/Info/Public',
          status: 200,
          body: { Id: 'a'.repeat(32), Version: '4.8.1.0' },
          times: 1,
        });
        return onJellyfin();
      },
      fails: 'identity',
      field: 'url',
      says: /Emby 4.8.1.0/,
    },
    {
      what: 'the first half second of a start',
      run: async () => {
        await control(jellyfin, 'fault', { match: '/System/Info/Public', status: 200, body: { startupWizardCompleted: false }, times: 1 });
        return onJellyfin();
      },
      fails: 'identity',
      field: 'url',
      says: /is starting/,
    },
    {
      what: 'one that is starting up',
      run: async () => {
        await control(jellyfin, 'fault', { match: '/System/Info/Public', status: 503, times: 1 });
        return onJellyfin();
      },
      fails: 'reachable',
      field: 'url',
      says: /starting/,
    },
    {
      what: 'one that is too slow',
      run: async () => {
        await slow(jellyfin);
        return onJellyfin({}, hasty);
      },
      fails: 'reachable',
      field: 'url',
      says: /in time/,
    },
    {
      what: 'a wrong password',
      run: () => onJellyfin({ password: new Secret('wrong') }),
      fails: 'credential',
      field: 'password',
      says: /refuses/,
    },
    {
      what: 'a wrong key',
      run: () =>
        tested('jellyfin', Object.assign(new JellyfinSettings(), { url: `${jellyfin.url}/jellyfin`, apiKey: new Secret('wrong') })),
      fails: 'credential',
      field: 'apiKey',
      says: /refuses the API key/,
    },
    { what: 'a user who may only read', run: asGuest, fails: 'admin', field: 'user', says: /no administrator/, goesOn: true },
    {
      what: 'a path map that does not fit',
      run: () => onJellyfin({ pathMap: '/other=/srv' }),
      fails: 'paths',
      field: 'pathMap',
      says: /not found/,
    },
  ],
});
function asGuest() {
  return tested('jellyfin', Object.assign(new JellyfinSettings(), { url: `${jellyfin.url}/jellyfin`, user: 'Guest' }));
}

const onSubsonic = (values: Partial<SubsonicSettings> = {}, calls?: Calls) =>
  tested(
    'subsonic',
    Object.assign(new SubsonicSettings(), { url: subsonic.url, user: 'ann', password: new Secret(PASSWORD), ...values }),
    calls,
  );
connectionTestContract('Subsonic', {
  steps: ['reachable', 'identity', 'credential', 'version', 'admin', 'sections', 'paths'],
  rightly: () => onSubsonic(),
  secrets: [PASSWORD],
  traps: [
    {
      what: 'a user without a password',
      run: () => tested('subsonic', Object.assign(new SubsonicSettings(), { url: subsonic.url, user: 'ann' })),
      fails: 'configured',
      field: 'password',
      says: /sign in/,
    },
    {
      what: 'an address where nobody is',
      run: () => onSubsonic({ url: NOBODY }),
      fails: 'reachable',
      field: 'url',
      says: /refuses the connection/,
    },
    { what: 'another program there', run: () => onSubsonic({ url: strangerUrl() }), fails: 'identity', field: 'url', says: /web page/ },
    {
      what: 'one that is starting up',
      run: async () => {
        await control(subsonic, 'fault', { match: '/rest/ping', status: 503, times: 1 });
        return onSubsonic();
      },
      fails: 'reachable',
      field: 'url',
      says: /503/,
    },
    {
      what: 'one that is too slow',
      run: async () => {
        await slow(subsonic);
        return onSubsonic({}, hasty);
      },
      fails: 'reachable',
      field: 'url',
      says: /in time/,
    },
    {
      what: 'a wrong password',
      run: () => onSubsonic({ password: new Secret('wrong') }),
      fails: 'credential',
      field: 'password',
      says: /refuses/,
    },
    {
      what: 'another music folder than ours',
      run: () => onSubsonic({ pathMap: `Music=${join(music, 'elsewhere')}` }),
      fails: 'paths',
      field: 'pathMap',
      says: /not found below/,
    },
  ],
});

const onFolder = (musicDir = music) => tested('folder', new FolderSettings(), undefined, musicDir);
connectionTestContract('the music folder', {
  steps: ['folder', 'reachable', 'identity', 'content'],
  rightly: () => onFolder(),
  secrets: [],
  traps: [
    { what: 'a folder that is not there', run: () => onFolder(join(dir, 'nowhere')), fails: 'folder', field: null, says: /is not there/ },
    { what: 'a file in its place', run: () => onFolder(join(dir, 'plex.json')), fails: 'folder', field: null, says: /no folder/ },
  ],
});

describe('a path map that does not fit', () => {
  it('comes with the one that files show, for the form', async () => {
    const found = `${SERVER_ROOT}=${music}`;
    for (const report of [await onPlex({ pathMap: '/other=/srv' }), await onJellyfin({ pathMap: '/other=/srv' })])
      expect(report.steps.at(-1)?.fix).toEqual({ label: `Use ${found}`, values: { pathMap: found } });
  }, 30_000);
});
