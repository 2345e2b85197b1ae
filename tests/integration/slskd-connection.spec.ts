import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { externalClient, metrics, Secret, systemClock } from '@soulsync/service-kit';
import type { ExternalPolicy, Kit } from '@soulsync/service-kit';
import { NEVER } from 'rxjs';
import type { DataSource } from 'typeorm';
import { slskdConnection } from '../../apps/acquire-svc/src/compose-slskd-connection.js';
import type { AcquireConfig } from '../../apps/acquire-svc/src/config.js';
import type { AcquireSettings } from '../../apps/acquire-svc/src/settings.js';
import type { Simulated } from '../simulators/src/http/simulator-server.js';
import type { SlskdConfig, SlskdTrap } from '../simulators/src/slskd/scenario.js';
import { startSimulator } from '../simulators/src/slskd/server.js';

const KEY = 'key-of-the-test';
/** Nobody waits for the true five seconds here; what was asked for is looked at instead. */
const PATIENCE_MS = 400;
const BOUND_MS = 30_000;

let ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.reverse()) await end();
  ends = [];
});

interface Asked {
  readonly trap?: SlskdTrap;
  readonly version?: string;
  readonly key?: string;
  /** The folder as it is set, below the one of this test. */
  readonly dir?: string;
  readonly file?: boolean;
}

async function world({ trap = {}, version = '0.26.0', key = KEY, dir: below = 'downloads', file = true }: Asked = {}) {
  const root = await mkdtemp(join(tmpdir(), 'soulsync-slskd-connection-'));
  ends.push(() => rm(root, { recursive: true, force: true }));
  const downloads = join(root, 'downloads');
  await mkdir(join(downloads, 'Tides'), { recursive: true });
  if (file) await writeFile(join(downloads, 'Tides', 'one.flac'), 'sound');
  const config: SlskdConfig = {
    listen: '127.0.0.1:0',
    portFile: join(root, 'port'),
    version,
    apiKey: KEY,
    username: 'ourselves',
    downloadsDir: downloads,
    incompleteDir: join(root, 'incomplete'),
    stateFile: join(root, 'state.json'),
    clockRate: 1,
    trap,
    peers: [],
  };
  const simulator = await startSimulator(config);
  ends.push(() => simulator.stop());
  const set = { url: simulator.url, apiKey: new Secret(key) };
  const settings = { slskd: () => set, downloads: () => ({ dir: join(root, below) }) } as unknown as AcquireSettings; // no other is read
  const { kit, next, bounds } = kitOf();
  const { connection, worker } = slskdConnection(kit, settings);
  return { root, simulator, connection, worker, next, bounds, test: async () => (await connection.test(set)).steps };
}

/** What a connection reads of the kit; the worker goes on when told to. */
function kitOf() {
  let wake = (): void => undefined;
  const asked = { timeoutMs: 0, sleptMs: 0 };
  const parts = { dataSource: {} as DataSource, metrics: metrics('test', '0'), clock: systemClock }; // without a budget nothing is stored
  const kit = {
    clock: systemClock,
    service: 'acquire-svc',
    live: { health: () => undefined },
    connections: { ok: () => undefined, failing: () => undefined },
    settings: { of: () => ({ changes: NEVER }) },
    external: {
      client(policy: ExternalPolicy) {
        asked.timeoutMs = policy.timeoutMs;
        return externalClient({ ...policy, timeoutMs: PATIENCE_MS }, parts);
      },
    },
    sleep: (ms: number, signal: AbortSignal) =>
      new Promise<void>((resolve) => {
        asked.sleptMs = ms;
        wake = resolve;
        signal.addEventListener('abort', () => resolve(), { once: true });
      }),
  } as unknown as Kit<AcquireConfig>; // as above
  return { kit, next: () => wake(), bounds: () => asked };
}

const control = ({ url }: Simulated, verb: string, body: object) =>
  fetch(`${url}/__sim/${verb}`, { method: 'POST', body: JSON.stringify(body) });
const failing = async (asked: Asked) => (await (await world(asked)).test()).find(({ ok }) => ok === false);

describe('the test of slskd', () => {
  it.each<[string, Asked]>([
    ['as it should be', {}],
    ['with another path in its container', { trap: { downloadsAs: '/app/downloads' } }],
    ['on Windows', { trap: { downloadsAs: 'C:\\slskd\\downloads' } }],
    ['whose key may only read', { trap: { role: 'ReadOnly' } }],
    ['that is slow', { trap: { latencyMs: 50 } }],
    ['with nothing shared', { trap: { sharedFiles: 0 } }],
    ['with nothing downloaded yet', { file: false }],
  ])('passes for one %s', async (_, asked) => expect(await failing(asked)).toBeUndefined());

  it.each<[string, Asked, object]>([
    ['another program', { trap: { instead: 'other-program' } }, { step: 'identity', field: 'url' }],
    ['the page of a proxy', { trap: { instead: 'proxy-page' } }, { step: 'identity', field: 'url' }],
    ['a sign-in page', { trap: { instead: 'sign-in-page' } }, { step: 'identity', field: 'url' }],
    ['a way to a sign-in page', { trap: { instead: 'sign-in-redirect' } }, { step: 'identity', field: 'url' }],
    ['an old version', { version: '0.21.4' }, { step: 'version', detail: '0.21.4 is too old' }],
    ['a wrong key', { key: 'another' }, { step: 'credential', field: 'apiKey' }],
    ['one that is logged out', { trap: { loggedOut: true } }, { step: 'network' }],
    ['a folder that is another one', { dir: 'downloads/Tides' }, { step: 'file' }],
  ])('tells %s', async (_, asked, step) => expect(await failing(asked)).toMatchObject(step));

  it('offers the folder and the map that one file shows', async () => {
    const { root, test } = await world({ dir: '', trap: { downloadsAs: '/app/downloads' } });
    const dir = join(root, 'downloads');
    expect((await test()).at(-1)).toMatchObject({
      step: 'file',
      ok: false,
      fix: { label: `Use ${dir}`, values: { dir, pathMap: `/app/downloads=${dir}` }, section: 'acquire-svc.downloads' },
    });
  });
});

describe('how slskd stands', () => {
  it('is unreachable within half a minute when it freezes, and connected when it is back', async () => {
    const { simulator, connection, worker, next, bounds } = await world();
    const ended = new AbortController();
    const running = worker.run(ended.signal);
    ends.push(async () => {
      ended.abort();
      await running;
    });
    const becomes = async (state: string) => {
      for (const giveUpAt = performance.now() + 20_000; (await connection.report()).state !== state;)
        if (performance.now() > giveUpAt) throw new Error(`it did not become ${state}`);
        else {
          next();
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
    };
    await becomes('connected');
    await control(simulator, 'freeze', {});
    await becomes('unreachable');
    expect((await connection.report()).detail).toBe('slskd did not answer in time');
    expect(bounds().timeoutMs + bounds().sleptMs).toBeLessThanOrEqual(BOUND_MS);
    await control(simulator, 'freeze', { frozen: false });
    await becomes('connected');
  }, 60_000);

  it('is unreachable where something else answers, and not signed out', async () => {
    const { connection, worker } = await world({ trap: { instead: 'sign-in-page' } });
    const ended = new AbortController();
    const running = worker.run(ended.signal);
    for (const giveUpAt = performance.now() + 20_000; (await connection.report()).state === 'connecting';)
      if (performance.now() > giveUpAt) throw new Error('it was never looked at');
      else await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await connection.report()).toMatchObject({ state: 'unreachable', detail: 'Something else than slskd answers there.' });
    ended.abort();
    await running;
  });
});
