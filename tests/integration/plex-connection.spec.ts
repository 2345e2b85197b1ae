import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { metrics, externalClient, Secret, systemClock } from '@soulsync/service-kit';
import type { DataSource } from 'typeorm';
import { plexClient } from '../../apps/plex-svc/src/adapters/plex/plex-client.js';
import { plexConnection } from '../../apps/plex-svc/src/adapters/plex/plex-connection.js';
import type { PlexConnection } from '../../apps/plex-svc/src/adapters/plex/plex-connection.js';
import type { ServerTarget } from '../../apps/plex-svc/src/connection/ports/server-connection.js';
import type { Simulated } from '../simulators/src/http/simulator-server.js';
import { startSimulator } from '../simulators/src/plex/server.js';

jest.setTimeout(60_000); // servers are started and stopped; the machine may be busy

const TOKEN = 'token-of-the-attic';
/** Nothing listens there. */
const NOWHERE = 'http://127.0.0.1:9';

let base: string;
let attic: Simulated;
let cellar: Simulated;
let target: ServerTarget | null;
/** What the account would list, when asked. */
let moreUrls: readonly string[];
let movedTo: string[];
let nowMs: number;
let connection: PlexConnection;

const control = (server: Simulated, verb: string, body: object = {}) =>
  fetch(`${server.url}/__sim/${verb}`, { method: 'POST', body: JSON.stringify(body) });
const calls = async (server: Simulated) =>
  Object.values((await (await control(server, 'calls')).json()) as Record<string, number>).reduce((sum, count) => sum + count, 0);
const sections = () => plexClient(connection.client).container('/library/sections');
const at = (...urls: string[]): ServerTarget => ({ serverId: 'attic', urls, token: new Secret(TOKEN), tokenTrouble: null });

async function plex(machineIdentifier: string): Promise<Simulated> {
  const music = join(base, machineIdentifier);
  await mkdir(music, { recursive: true });
  return startSimulator({
    listen: '127.0.0.1:0',
    portFile: join(base, `${machineIdentifier}.port`),
    stateFile: join(base, `${machineIdentifier}.json`),
    clockRate: 1,
    token: TOKEN,
    sharedTokens: ['shared'],
    machineIdentifier,
    friendlyName: 'Attic NAS',
    version: '1.43.0.1-test',
    section: { key: '3', title: 'Music', locations: [{ serverPath: '/data/music', localPath: music }] },
    scan: { queueDelayMs: 1, settleMs: 1 },
    initialScan: false,
  });
}

function connect(): PlexConnection {
  return plexConnection({
    targets: {
      current: async () => target,
      identified: async (serverId) => void (target = target && { ...target, serverId }),
      moreUrls: async () => moreUrls,
      moved: async (_serverId, url) => void movedTo.push(url),
    },
    open: (baseUrl, token, policy) =>
      externalClient(
        { system: 'plex', baseUrl, headers: () => (token ? { 'X-Plex-Token': token.reveal() } : {}), ...policy, retries: 0 },
        { dataSource: {} as DataSource, metrics: metrics('test', '0'), clock: systemClock }, // without a call budget nothing is stored
      ),
    clock: { monotonicMs: () => nowMs, now: () => new Date(nowMs).toISOString() },
    chance: () => 0.5,
  });
}

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'soulsync-plex-connection-'));
});
beforeEach(async () => {
  await attic?.stop();
  await cellar?.stop();
  [attic, cellar] = [await plex('attic'), await plex('cellar')];
  target = at(attic.url);
  moreUrls = [];
  movedTo = [];
  nowMs = Date.parse('2026-11-01T10:00:00Z');
  connection = connect();
});
afterAll(async () => {
  await attic.stop();
  await cellar.stop();
  await rm(base, { recursive: true, force: true });
});

describe('a connection to the chosen server', () => {
  it('is made by the first call and told', async () => {
    const seen: string[] = [];
    connection.onChange(({ state }) => seen.push(state));
    expect((await sections()).Directory).toHaveLength(2);
    expect(seen).toEqual(['connected']);
    expect(connection.state()).toMatchObject({ state: 'connected', url: attic.url, serverId: 'attic', version: '1.43.0.1-test' });
  });

  it('proves who answers anew after a while, and reads nothing from another server', async () => {
    await sections();
    await control(attic, 'become', { machineIdentifier: 'cellar' });
    nowMs += 301_000;
    await expect(sections()).rejects.toThrow(/this is another server/);
  });

  it('follows what is chosen at run time', async () => {
    await sections();
    target = { ...at(cellar.url), serverId: 'cellar' };
    await connection.retryNow();
    await sections();
    expect(connection.state()).toMatchObject({ url: cellar.url, serverId: 'cellar' });
  });

  it('learns who answers when nobody knows yet', async () => {
    target = { ...at(attic.url), serverId: null };
    await sections();
    expect(target).toMatchObject({ serverId: 'attic' });
  });
});

describe('a server that moved', () => {
  it('is found at another known address before anyone is told, and the read goes on', async () => {
    const first = await plex('attic');
    target = at(first.url, NOWHERE, attic.url);
    await sections();
    expect(connection.state().url).toBe(first.url);
    await first.stop();
    const seen: string[] = [];
    connection.onChange(({ state }) => seen.push(state));
    expect((await sections()).Directory).toHaveLength(2);
    expect(connection.state().url).toBe(attic.url);
    expect(seen).toEqual(['connected']);
  });

  it('is found although another one took its address', async () => {
    target = at(cellar.url, attic.url);
    await sections();
    expect(connection.state().url).toBe(attic.url);
  });

  it('is looked for at the addresses its account lists now, which are kept', async () => {
    target = at(NOWHERE);
    moreUrls = [cellar.url, attic.url];
    await sections();
    expect(movedTo).toEqual([attic.url]);
  });
});

describe('another server on the address', () => {
  it('stops everything: it is never sent the token, and asked nothing more', async () => {
    target = at(cellar.url);
    await expect(sections()).rejects.toThrow(/this is another server/);
    expect(connection.state()).toMatchObject({ state: 'other-server', foundServerId: 'cellar' });
    const before = await calls(cellar);
    nowMs += 3_600_000;
    await expect(sections()).rejects.toThrow(/this is another server/);
    expect(await calls(cellar)).toBe(before);
    expect(before).toBe(1); // who are you
  });
});

describe('a refused token', () => {
  it('needs a person, once the identity is checked; nothing more is asked', async () => {
    await sections();
    await control(attic, 'take-token', { token: 'a new one' });
    await expect(sections()).rejects.toThrow(/refuses the token/);
    expect(connection.state().state).toBe('needs-sign-in');
    const before = await calls(attic);
    nowMs += 3_600_000;
    for (let again = 0; again < 5; again += 1) await expect(sections()).rejects.toThrow(/refuses the token/);
    expect(await calls(attic)).toBe(before);
  });

  it('is judged once for many calls at the same time', async () => {
    await sections();
    await control(attic, 'take-token', { token: 'a new one' });
    const before = await calls(attic);
    const ends = await Promise.allSettled(Array.from({ length: 10 }, sections));
    expect(ends.every(({ status }) => status === 'rejected')).toBe(true);
    expect((await calls(attic)) - before).toBe(10 + 2); // and once: who are you, do you take it
  });

  it('is another matter when it comes from another server', async () => {
    await sections();
    await control(attic, 'become', { machineIdentifier: 'cellar' });
    await control(attic, 'take-token', { token: 'a new one' });
    await expect(sections()).rejects.toThrow(/this is another server/);
    expect(connection.state().state).toBe('other-server');
  });

  it('is no refusal when only this request was not allowed', async () => {
    await sections();
    await control(attic, 'fault', { match: '/library/sections', status: 401 });
    await expect(sections()).rejects.toThrow(/may not do that/);
    expect(connection.state().state).toBe('connected');
    expect((await sections()).Directory).toHaveLength(2);
  });

  it('is no refusal for any of many requests that were not allowed at the same time', async () => {
    await sections();
    await control(attic, 'fault', { match: '/library/sections', status: 401, times: 10 });
    const ends = await Promise.allSettled(Array.from({ length: 10 }, sections));
    const words = ends.map((end) => (end.status === 'rejected' ? String(end.reason) : 'it was allowed'));
    expect(words.filter((text) => !text.includes('may not do that'))).toEqual([]);
  });

  it('is over as soon as a person gave another', async () => {
    await control(attic, 'take-token', { token: 'a new one' });
    await expect(sections()).rejects.toThrow(/refuses the token/);
    target = { ...at(attic.url), token: new Secret('a new one') };
    expect((await connection.retryNow()).state).toBe('connected');
  });
});

describe('a server that is gone', () => {
  it('is left alone for growing waits, up to five minutes', async () => {
    target = at(NOWHERE);
    const waits: number[] = [];
    for (let failures = 0; failures < 8; failures += 1) {
      const { nextTryAt } = await connection.connect();
      waits.push(Date.parse(nextTryAt ?? '') - nowMs);
      nowMs = Date.parse(nextTryAt ?? '');
    }
    expect(waits).toEqual([1_000, 2_000, 5_000, 15_000, 60_000, 300_000, 300_000, 300_000]);
  });

  it('is not asked before its time, however often something wants it', async () => {
    await control(attic, 'maintenance');
    await connection.connect();
    const before = await calls(attic);
    for (let again = 0; again < 5; again += 1) await expect(sections()).rejects.toThrow(/maintenance/);
    expect(await calls(attic)).toBe(before);
  });

  it('is tried at once by a test', async () => {
    await control(attic, 'maintenance');
    expect(await connection.connect()).toMatchObject({ state: 'starting' });
    await control(attic, 'maintenance', { on: false });
    const steps = await connection.test();
    expect(steps.map(({ step, ok }) => [step, ok])).toEqual([
      ['reachable', true],
      ['identity', true],
      ['token', true],
      ['admin', true],
      ['sections', true],
      ['version', true],
    ]);
    expect(connection.state()).toMatchObject({ state: 'connected', nextTryAt: null });
  });
});

describe('a test of the connection names the cause', () => {
  const failing = async () => (await connection.test()).find(({ ok }) => ok === false);

  it('nobody listens', async () => {
    target = at(NOWHERE);
    expect(await failing()).toMatchObject({ step: 'reachable', detail: expect.stringMatching(/nothing listens/) });
  });

  it('it is starting', async () => {
    await control(attic, 'maintenance');
    expect(await failing()).toMatchObject({ step: 'reachable', detail: expect.stringMatching(/starting or in maintenance/) });
  });

  it('it is no Plex', async () => {
    await control(attic, 'fault', { match: '/identity', status: 200, body: '<html>router</html>' });
    expect(await failing()).toMatchObject({ step: 'identity', detail: expect.stringMatching(/no Plex server/) });
  });

  it('it is another server', async () => {
    target = at(cellar.url);
    expect(await failing()).toMatchObject({ step: 'identity' });
  });

  it('the token is refused', async () => {
    target = { ...at(attic.url), token: new Secret('wrong') };
    expect(await failing()).toMatchObject({ step: 'token', advice: expect.stringMatching(/Sign in again/) });
  });

  it('a guest may only read', async () => {
    target = { ...at(attic.url), token: new Secret('shared') };
    expect(await failing()).toMatchObject({ step: 'admin', detail: expect.stringMatching(/only read/) });
  });

  it('there is no music', async () => {
    await control(attic, 'fault', { match: '/sections', status: 200, body: { MediaContainer: { size: 0 } } });
    expect(await failing()).toMatchObject({ step: 'sections' });
  });

  it('nothing is chosen', async () => {
    target = null;
    expect(await failing()).toMatchObject({ step: 'reachable', detail: expect.stringMatching(/no media server is chosen/) });
  });
});
