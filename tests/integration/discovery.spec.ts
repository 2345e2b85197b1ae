import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createSocket } from 'node:dgram';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, Server as HttpServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@nats-io/transport-node';
import type { NatsConnection } from '@nats-io/transport-node';
import { stopDiscoverySubject } from '@soulsync/contracts';
import type { DiscoveryReport, LiveDiscovery } from '@soulsync/contracts';
import { newId, silentLogger } from '@soulsync/event-store';
import { discover, discoveries, DiscoverySettings, knownPorts, realRoads } from '@soulsync/discovery';
import type { Roads, Search } from '@soulsync/discovery';
import { Invalid, live, rpcClient, systemClock } from '@soulsync/service-kit';
import type { Simulated } from '../simulators/src/http/simulator-server.js';
import { gdmReply, startGdm } from '../simulators/src/plex/gdm.js';
import type { GdmAnswerer } from '../simulators/src/plex/gdm.js';
import { startSimulator as startPlex } from '../simulators/src/plex/server.js';
import { startSimulator as startSlskd } from '../simulators/src/slskd/server.js';
import { generateWorld } from '../simulators/src/world/generate-world.js';
import { eventually } from '../support/running-demo.js';
import { testNats } from '../support/servers.js';

jest.setTimeout(20_000); // a port that hangs is waited for, several times in a row

const portOf = (url: string) => Number(new URL(url).port);
const context = { actor: { kind: 'account', id: 'test' } as const, correlationId: 'test', traceparent: null };

/** The real roads; every packet's destination is written down before it leaves. */
function watchedRoads(): { roads: Roads; went: Set<string>; mostAtOnce: () => number } {
  const went = new Set<string>();
  let [open, most] = [0, 0];
  const roads: Roads = {
    request: (options, answered) => {
      went.add(String(options.host));
      most = Math.max(most, (open += 1));
      return realRoads.request(options, answered).once('close', () => (open -= 1));
    },
    open: () => {
      const socket = createSocket('udp4');
      const send = socket.send.bind(socket) as (...given: unknown[]) => void; // one of its overloads is used
      socket.send = (...given: unknown[]) => {
        went.add(String(given[2]));
        send(...given);
      };
      return socket;
    },
    resolve: async (name) => {
      went.add(`resolver: ${name}`);
      return ['192.168.1.1'];
    },
    interfaces: () => ({
      eth0: [{ family: 'IPv4', address: '192.168.1.9', netmask: '', mac: '', internal: false, cidr: '192.168.1.9/24' }],
    }),
    gateways: async () => ['192.168.1.1'],
  };
  return { roads, went, mostAtOnce: () => most };
}

/** Looks in loopback for everything, unless the test says otherwise. */
async function discovered(fields: Partial<Search>, ports: string, roads: Roads = watchedRoads().roads): Promise<DiscoveryReport> {
  const search: Search = {
    ...{ id: newId(), mode: 'loopback', reach: 'this-machine', interfaces: null, services: ['plex', 'jellyfin', 'subsonic', 'slskd'] },
    ...fields,
    ports: knownPorts(ports),
  };
  return discover(search, { roads, clock: systemClock, onProgress: () => undefined }, new AbortController().signal);
}

const servers: Server[] = [];
async function listening(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return (server.address() as AddressInfo).port; // a TCP server that listens
}
const answering = (listener: RequestListener) => listening(createServer(listener));
const sockets = new Set<Socket>();
/** Takes connections and says nothing. */
const hanging = () =>
  listening(
    createTcpServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined); // the prober hangs up
      socket.on('close', () => sockets.delete(socket));
    }),
  );

let dir: string;
let plex: Simulated;
let slskd: Simulated;
let machineIdentifier: string;
let nobody: number;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'soulsync-discovery-'));
  generateWorld({ dir, seed: '3', tracks: 20 });
  const read = async <T>(name: string) => JSON.parse(await readFile(join(dir, name), 'utf8')) as T; // as the world wrote it
  const plexConfig = await read<Parameters<typeof startPlex>[0]>('plex.json');
  ({ machineIdentifier } = plexConfig);
  plex = await startPlex(plexConfig);
  slskd = await startSlskd(await read<Parameters<typeof startSlskd>[0]>('slskd.json'));
  const closed = createTcpServer();
  nobody = await listening(closed);
  closed.close();
}, 60_000);
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  for (const server of servers) {
    server.close();
    if (server instanceof HttpServer) server.closeAllConnections();
  }
  await plex.stop();
  await slskd.stop();
  await rm(dir, { recursive: true, force: true });
});
/** Ports at which nobody is, so that what runs on this machine does not matter. */
const only = (ports: string) =>
  ['plex', 'jellyfin', 'subsonic', 'slskd', 'gdm']
    .map((name) => (ports.includes(`${name}=`) ? '' : `${name}=${nobody}`))
    .concat(ports)
    .filter((part) => part !== '')
    .join(',');

describe('this machine', () => {
  it('shows the Plex and the slskd that run on it', async () => {
    const report = await discovered({}, only(`plex=${portOf(plex.url)},slskd=${portOf(slskd.url)}`));
    expect(report.found).toMatchObject([
      { kind: 'plex', url: plex.url, serverId: machineIdentifier, state: 'answers' },
      { kind: 'slskd', url: slskd.url, state: 'answers' },
    ]);
    expect(report).toMatchObject({ cancelled: false, notLooked: [] });
  });

  it('says that a Plex is starting', async () => {
    await fetch(`${plex.url}/__sim/maintenance`, { method: 'POST', body: '{}' });
    const report = await discovered({ services: ['plex'] }, only(`plex=${portOf(plex.url)}`));
    await fetch(`${plex.url}/__sim/maintenance`, { method: 'POST', body: '{"on":false}' });
    expect(report.found).toMatchObject([{ kind: 'plex', state: 'starting', serverId: null }]);
  });

  it('shows nothing where nobody is', async () => {
    expect((await discovered({}, only(''))).found).toEqual([]);
  });

  it.each<[string, RequestListener]>([
    ['a web page', (_request, response) => void response.end('<html>Sign in</html>')],
    ['a redirect to a true Plex', (_request, response) => void response.writeHead(302, { Location: `${plex.url}/identity` }).end()],
    [
      'a body without an end',
      (_request, response) => {
        response.write('{"MediaContainer":{"machineIdentifier":"x"');
        const timer = setInterval(() => response.write(' '), 50);
        response.on('close', () => clearInterval(timer));
      },
    ],
    [
      'a huge body',
      (_request, response) =>
        void response.end(JSON.stringify({ MediaContainer: { machineIdentifier: 'x', padding: 'x'.repeat(8_000_000) } })),
    ],
    ['a cut connection', (request) => void request.socket.destroy()],
    [
      'half an answer',
      (request, response) =>
        void (response.writeHead(200, { 'Content-Length': 999 }).write('{"Media'), setTimeout(() => request.socket.destroy(), 20)),
    ],
  ])('does not take %s for a server', async (_what, listener) => {
    const port = await answering(listener);
    expect((await discovered({}, only(`plex=${port},jellyfin=${port},subsonic=${port},slskd=${port}`))).found).toEqual([]);
  });

  it('is looked at to the end though a port hangs', async () => {
    const report = await discovered({}, only(`plex=${await hanging()},slskd=${portOf(slskd.url)}`));
    expect(report.found).toMatchObject([{ kind: 'slskd' }]);
    expect(report.notLooked).toEqual([]);
  });
});

describe('a call for Plex servers on loopback', () => {
  let gdm: GdmAnswerer;
  const called = (more: Partial<Parameters<typeof startGdm>[0]>) =>
    startGdm({
      ...{ listen: '127.0.0.1:0', joinOn: null, machineIdentifier, name: 'Attic NAS', version: '1.43', port: portOf(plex.url) },
      ...more,
    });

  it('finds a server on an unusual port once, with its name, among players, garbage and repetitions', async () => {
    const said = { machineIdentifier, name: 'Attic NAS', version: '1.43', port: portOf(plex.url) };
    gdm = await called({
      also: [
        gdmReply({ ...said, machineIdentifier: 'player' }, 'plex/media-player'),
        '\u0000\u0001',
        '',
        'HTTP/1.0 200 OK\r\n:::',
        gdmReply(said),
      ],
    });
    const report = await discovered({ services: ['plex'] }, only(`gdm=${gdm.port}`));
    expect(report.found).toMatchObject([{ kind: 'plex', name: 'Attic NAS', url: plex.url, alsoAt: [], serverId: machineIdentifier }]);
    expect(gdm.calls()).toBe(2);
    await gdm.stop();
  });

  it('is made twice, since datagrams get lost', async () => {
    gdm = await called({ lose: 1 });
    expect((await discovered({ services: ['plex'] }, only(`gdm=${gdm.port}`))).found).toHaveLength(1);
    await gdm.stop();
  });

  it('believes nothing that the port does not confirm', async () => {
    gdm = await called({ also: [gdmReply({ machineIdentifier: 'liar', name: 'Lie', version: '1', port: nobody })], port: await hanging() });
    expect((await discovered({ services: ['plex'] }, only(`gdm=${gdm.port}`))).found).toEqual([]);
    await gdm.stop();
    gdm = await called({ machineIdentifier: 'another', name: 'Not its name' });
    expect((await discovered({ services: ['plex'] }, only(`gdm=${gdm.port}`))).found).toMatchObject([
      { name: null, serverId: machineIdentifier },
    ]);
    await gdm.stop();
  });

  it('keeps to 32 open questions, also when a crowd answers while the ports are looked at', async () => {
    const port = await hanging();
    const crowd = Array.from({ length: 40 }, (_, at) => gdmReply({ machineIdentifier: `server-${at}`, name: 'x', version: '1', port }));
    gdm = await called({ also: crowd });
    const { roads, mostAtOnce } = watchedRoads();
    const ports = Array.from({ length: 80 }, () => `plex=${port}`);
    const report = await discovered({ services: ['plex'] }, only([...ports, `gdm=${gdm.port}`].join(',')), roads);
    expect(report.found).toMatchObject([{ serverId: machineIdentifier, url: plex.url }]);
    expect(mostAtOnce()).toBe(32);
    await gdm.stop();
  });

  it('is not made for slskd', async () => {
    gdm = await called({});
    await discovered({ services: ['slskd'] }, only(`gdm=${gdm.port}`));
    expect(gdm.calls()).toBe(0);
    await gdm.stop();
  });
});

describe('what leaves this machine', () => {
  it.each(['this-machine', 'network'] as const)('is nothing at all when looking is off and %s is wished', async (reach) => {
    const { roads, went } = watchedRoads();
    const report = await discovered({ mode: 'off', reach }, only(`plex=${portOf(plex.url)}`), roads);
    expect([...went]).toEqual([]);
    expect(report).toMatchObject({ found: [], looked: [] });
    expect(report.howToAllow).toMatch(/SOULSYNC_DISCOVERY=lan/);
  });

  it.each(['this-machine', 'network'] as const)('is nothing in loopback when %s is wished, though there are networks', async (reach) => {
    const { roads, went } = watchedRoads();
    const report = await discovered({ reach }, only(`plex=${portOf(plex.url)}`), roads);
    expect([...went].toSorted()).toEqual(['127.0.0.1', '::1']);
    expect(report.found).toHaveLength(1);
    expect(report.howToAllow).toMatch(/SOULSYNC_DISCOVERY=lan/);
  });

  it('is nothing when the network may be searched and only this machine is wished', async () => {
    const { roads, went } = watchedRoads();
    const report = await discovered({ mode: 'lan' }, only(''), roads);
    expect([...went].toSorted()).toEqual(['127.0.0.1', '::1']);
    expect(report.howToAllow).toBeNull();
  });
});

describe('a search that was asked for over NATS', () => {
  let nats: Awaited<ReturnType<typeof testNats>>;
  let connection: NatsConnection;
  const started = (ports: string, { roads } = watchedRoads()) => {
    const settings = Object.assign(new DiscoverySettings(), { ports: only(ports) });
    const parts = {
      clock: systemClock,
      live: live(connection),
      logger: silentLogger,
      nats: connection,
      service: 'plex-svc' as const,
    };
    return discoveries(parts, () => settings, ['plex'], roads);
  };
  beforeAll(async () => {
    nats = await testNats();
    connection = await connect(nats.administrator);
  }, 60_000);
  afterAll(async () => {
    await connection.close();
    await nats.stop();
  });

  it('tells its progress live, asks no more than 32 at once, and stops when it is told to', async () => {
    const id = newId();
    const told: LiveDiscovery[] = [];
    connection.subscribe(`live.discovery.${id}`, { callback: (_error, message) => void told.push(message.json()) });
    const port = await hanging();
    const watched = watchedRoads();
    const report = started(
      Array.from({ length: 1_000 }, () => `plex=${port}`).join(','),
      watched,
    )({ body: { reach: 'this-machine', id }, context });
    await eventually(
      async () => told,
      (heard) => heard.some(({ asked }) => asked > 0),
    );
    expect(await rpcClient(connection).request(stopDiscoverySubject(id), {}, context)).toMatchObject({ id });
    expect(await report).toMatchObject({ id, cancelled: true, found: [] });
    expect((await report).notLooked[0]).toMatch(/of 2000 questions were not asked: the search was stopped\.$/);
    await expect(rpcClient(connection).request(stopDiscoverySubject(id), {}, context)).rejects.toMatchObject({ name: 'Unavailable' });
    expect(told[0]).toMatchObject({ asked: 0, total: 2_000, found: 0 });
    expect(watched.mostAtOnce()).toBe(32);
  });

  it('ends when a new one of the same reach begins', async () => {
    const port = await hanging();
    const search = started(Array.from({ length: 1_000 }, () => `plex=${port}`).join(','));
    const first = search({ body: { reach: 'this-machine' }, context });
    const id = newId();
    const second = search({ body: { reach: 'this-machine', id }, context });
    expect(await first).toMatchObject({ cancelled: true });
    await rpcClient(connection).request(stopDiscoverySubject(id), {}, context);
    expect(await second).toMatchObject({ cancelled: true });
  });

  it.each([{}, { reach: 'the-world' }, { reach: 'network', id: 'a.>' }, { reach: 'network', id: 7 }])(
    'is refused when it is %j',
    async (body) => {
      await expect(started('')({ body, context })).rejects.toBeInstanceOf(Invalid);
    },
  );
});
