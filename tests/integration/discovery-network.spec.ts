import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { newId } from '@soulsync/event-store';
import { discover, knownPorts, realRoads } from '@soulsync/discovery';
import { sleep, systemClock } from '@soulsync/service-kit';
import type { Search } from '@soulsync/discovery';
import { callServers } from '../../libs/discovery/src/gdm.js';
import { networkOf } from '../../libs/discovery/src/addresses.js';
import { createSocket } from 'node:dgram';
import type { SlskdConfig } from '../simulators/src/slskd/scenario.js';
import type { PlexConfig } from '../simulators/src/plex/server.js';
import type { GdmConfig } from '../simulators/src/plex/gdm.js';
import { generateWorld } from '../simulators/src/world/generate-world.js';
import { eventually } from '../support/running-demo.js';

/** Set in the network namespace this test makes for itself: a network of one cable, without a way to anywhere else. */
const MADE = 'SOULSYNC_TEST_NETWORK';
const [here, there] = ['192.168.77.10', '192.168.77.20'];
const UNUSUAL_PORT = 32_499;
const simulators = resolve(import.meta.dirname, '../simulators/dist/main.js');

const canMake = () =>
  spawnSync('unshare', ['--net', 'ip', 'link', 'add', 'home0', 'type', 'veth', 'peer', 'name', 'nas0'], { stdio: 'ignore' }).status === 0;

if (process.env[MADE]) describe('a network with one other machine', inside);
else
  describe('a search of a real network', () => {
    const run = canMake() ? it : it.skip;
    run(
      'holds in a network namespace of its own (needs root, unshare and ip; skipped without)',
      () => {
        const jest = resolve(import.meta.dirname, '../../node_modules/jest/bin/jest.js');
        const spec = resolve(import.meta.dirname, 'discovery-network.spec.ts');
        const args = [
          '--net',
          process.execPath,
          '--experimental-vm-modules',
          '--no-warnings',
          jest,
          '--runInBand',
          '--runTestsByPath',
          spec,
        ];
        const ran = spawnSync('unshare', args, { env: { ...process.env, [MADE]: 'yes' }, encoding: 'utf8', timeout: 100_000 });
        expect(ran.status === 0 ? '' : `${ran.stdout}${ran.stderr}`).toBe('');
      },
      120_000,
    );
  });

function inside() {
  let dir: string;
  const children: ChildProcess[] = [];
  const ip = (...args: string[]) => void execFileSync('ip', args);

  beforeAll(async () => {
    ip('link', 'set', 'lo', 'up');
    ip('link', 'add', 'home0', 'type', 'veth', 'peer', 'name', 'nas0');
    ip('addr', 'add', `${here}/27`, 'dev', 'home0');
    ip('link', 'set', 'home0', 'up');
    const other = spawn('unshare', ['--net', 'sleep', '90']); // holds the other machine's network
    children.push(other);
    const pid = String(other.pid);
    await eventually(
      async () => spawnSync('nsenter', ['-t', pid, '-n', 'ip', 'link', 'show', 'home0']).status,
      (status) => status !== 0, // our end is not seen from there: it has its own
    );
    ip('link', 'set', 'nas0', 'netns', pid);
    const atOther = (...command: string[]) => ['-t', pid, '-n', ...command];
    for (const command of [
      ['ip', 'link', 'set', 'lo', 'up'],
      ['ip', 'addr', 'add', `${there}/27`, 'dev', 'nas0'],
      ['ip', 'link', 'set', 'nas0', 'up'],
    ])
      execFileSync('nsenter', atOther(...command));

    dir = await mkdtemp(join(tmpdir(), 'soulsync-network-'));
    generateWorld({ dir, seed: '3', tracks: 10 });
    const read = async <T>(name: string) => JSON.parse(await readFile(join(dir, `${name}.json`), 'utf8')) as T; // as the world wrote it
    const plex: PlexConfig = { ...(await read<PlexConfig>('plex')), listen: `${there}:${UNUSUAL_PORT}` };
    const slskd: SlskdConfig = { ...(await read<SlskdConfig>('slskd')), listen: `${there}:5030` };
    const gdm: GdmConfig = {
      ...{ listen: '0.0.0.0:32414', joinOn: there, name: 'Attic NAS', version: plex.version, port: UNUSUAL_PORT },
      machineIdentifier: plex.machineIdentifier,
    };
    for (const [name, config] of Object.entries({ plex, slskd, gdm })) {
      await writeFile(join(dir, `${name}.json`), JSON.stringify(config));
      const args = atOther(process.execPath, simulators, name, '--config', join(dir, `${name}.json`));
      children.push(spawn('nsenter', args, { stdio: 'inherit' }));
    }
    await eventually(
      () =>
        Promise.all([
          fetch(`http://${there}:${UNUSUAL_PORT}/identity`).then(
            ({ status }) => status,
            () => 0,
          ),
          fetch(`http://${there}:5030/health`).then(
            ({ status }) => status,
            () => 0,
          ),
          called(['239.0.0.250']).then(({ announcements }) => announcements.length),
        ]),
      (answers) => answers.every((answer) => answer > 0),
    );
  }, 60_000);
  afterAll(async () => {
    for (const child of children) child.kill();
    await rm(dir, { recursive: true, force: true });
  });

  const called = (to: readonly string[]) =>
    callServers(
      [{ from: here, to, network: networkOf(here, 27) }],
      [32_414],
      { open: () => createSocket('udp4'), sleep },
      { againMs: 100, listenMs: 300 },
      new AbortController().signal,
    );
  const discovered = (fields: Partial<Search>) =>
    discover(
      {
        ...{ id: newId(), mode: 'lan', reach: 'network', interfaces: null, services: ['plex', 'slskd'], ports: knownPorts(undefined) },
        ...fields,
      },
      { roads: realRoads, clock: systemClock, onProgress: () => undefined },
      new AbortController().signal,
    );

  it.each([
    ['the group of Plex servers', '239.0.0.250'],
    ["the network's broadcast address", '192.168.77.31'],
  ])('hears a Plex server that is called through %s', async (_what, address) => {
    const { announcements, unsent } = await called([address]);
    expect(announcements).toMatchObject([{ address: there, port: UNUSUAL_PORT, name: 'Attic NAS' }]);
    expect(unsent).toEqual([]);
  });

  it('shows a Plex on an unusual port by its call, and an slskd by looking at every address', async () => {
    const report = await discovered({});
    expect(report.found).toMatchObject([
      { kind: 'slskd', url: `http://${there}:5030` },
      { kind: 'plex', url: `http://${there}:${UNUSUAL_PORT}`, name: 'Attic NAS', state: 'answers' },
    ]);
    expect(report.looked).toContain('192.168.77.0/27, all addresses, through home0.');
    expect(report).toMatchObject({ cancelled: false, notLooked: [], howToAllow: null });
  }, 60_000);

  it('keeps to this machine when only that is wished, or allowed', async () => {
    expect((await discovered({ reach: 'this-machine' })).found).toEqual([]);
    expect((await discovered({ mode: 'loopback' })).found).toEqual([]);
    expect((await discovered({ mode: 'off' })).found).toEqual([]);
  });
}
