import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { adminSubject } from '@soulsync/contracts';
import type { ConnectionTestReport, ExternalConnection } from '@soulsync/contracts';
import { plexService } from '@soulsync/plex-svc';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { manySongs, startSimulator } from '../simulators/src/subsonic/server.js';
import { eventually } from '../support/running-demo.js';
import { ground } from '../support/running-service.js';
import type { Ground } from '../support/running-service.js';

const SERVICE = 'plex-svc';
const PASSWORD = 'sesame-open';

describe('a media server, set up, changed and removed while plex-svc runs', () => {
  let base: string;
  let system: Ground;
  const simulators: Awaited<ReturnType<typeof simulated>>[] = [];

  async function simulated(name: string, songs: number) {
    const simulator = await startSimulator({
      listen: '127.0.0.1:0',
      portFile: join(base, name),
      user: 'ann',
      password: PASSWORD,
      apiKey: null,
      type: null,
      extensions: [],
      folders: [{ id: '1', name: 'Music' }],
      songs: manySongs(songs, '1'),
      manners: { scanMs: 0 },
    });
    const calls = async () => {
      const answer = await fetch(`${simulator.url}/__sim/calls`, { method: 'POST', body: '{}' });
      return Object.values((await answer.json()) as Readonly<Record<string, number>>).reduce((sum, count) => sum + count, 0); // counted by it
    };
    return { ...simulator, calls };
  }

  beforeAll(async () => {
    base = await mkdtemp(join(tmpdir(), 'soulsync-live-server-'));
    await mkdir(join(base, 'music'));
    simulators.push(await simulated('first', 30), await simulated('second', 45));
    system = await ground();
    await system.start(plexService, { SOULSYNC_MUSIC_DIR: join(base, 'music'), SOULSYNC_DATA_DIR: base });
    await change('syncs', { pollSeconds: 1 });
  }, 60_000);
  afterAll(async () => {
    await system.stop();
    for (const simulator of simulators) await simulator.stop();
    await rm(base, { recursive: true, force: true });
  });

  const change = (section: string, values: object) => system.ask(adminSubject(SERVICE, 'change-settings'), { section, values });
  const issues = async () => (await system.status(SERVICE)).healthIssues.map(({ code }) => code);
  const connections = async () => (await system.status(SERVICE)).connections.map(({ system: name, state }) => `${name} ${state}`);
  const subsonic = async () =>
    (await system.ask<readonly ExternalConnection[]>(adminSubject(SERVICE, 'connections'))).find(({ id }) => id === 'subsonic');
  const tracks = () => system.query('SELECT 1 FROM plex.library_tracks');

  it('is said to be missing as long as it is named alone', async () => {
    await change('library', { servers: 'folder,subsonic' });
    expect(await issues()).toContain('media-server-not-set-up:subsonic');
    expect(await subsonic()).toMatchObject({ section: 'plex-svc.subsonic', state: 'unconfigured', isInUse: true });
    await change('subsonic', { url: simulators[0]?.url, user: 'ann' });
    expect(await issues()).toContain('media-server-not-set-up:subsonic');
  });

  it('is tested before its password is saved', async () => {
    const test = (password: string) =>
      system.ask<ConnectionTestReport>(adminSubject(SERVICE, 'test-connection'), { id: 'subsonic', secrets: { password } });
    expect((await test('wrong')).steps.find(({ ok }) => ok === false)).toMatchObject({ step: 'credential', field: 'password' });
    expect((await test(PASSWORD)).steps.find(({ ok }) => ok === false)).toMatchObject({ step: 'paths' }); // the songs are nowhere here
    expect(await subsonic()).toMatchObject({ state: 'unconfigured' });
  });

  it('is read from the moment it is set up', async () => {
    await system.ask(adminSubject(SERVICE, 'set-secret'), { section: 'subsonic', name: 'password', value: PASSWORD });
    await eventually(tracks, ({ length }) => length === 30);
    expect(await issues()).not.toContain('media-server-not-set-up:subsonic');
    expect(await connections()).toContain('subsonic ok');
    expect(await subsonic()).toMatchObject({ state: 'connected', code: null, facts: expect.stringContaining(simulators[0]?.url ?? '') });
  }, 60_000);

  it('needs a person while its password is wrong, and goes on once it is right', async () => {
    const setPassword = (value: string) =>
      system.ask(adminSubject(SERVICE, 'set-secret'), { section: 'subsonic', name: 'password', value });
    await setPassword('wrong');
    await eventually(subsonic, (now) => now?.state === 'refused');
    expect(await subsonic()).toMatchObject({ code: 'refused', detail: expect.stringMatching(/password/), nextTryAt: expect.any(String) });
    await setPassword(PASSWORD);
    await eventually(subsonic, (now) => now?.state === 'connected');
    expect(await issues()).not.toContain('library-unreadable:subsonic');
  }, 60_000);

  it('is another one after a change, and the former is left alone', async () => {
    await change('subsonic', { url: simulators[1]?.url });
    await eventually(tracks, ({ length }) => length === 75); // what was read of the former stays, as with a changed variable
    const asked = await simulators[0]?.calls();
    await eventually(
      async () => simulators[1]?.calls(),
      (calls) => (calls ?? 0) > 10,
    );
    expect(await simulators[0]?.calls()).toBe(asked);
  }, 60_000);

  it('is asked nothing more once it is removed, and nobody is told of an outage', async () => {
    await change('library', { servers: 'folder' });
    await simulators[1]?.stop();
    simulators.splice(1, 1);
    await eventually(connections, (standing) => standing.join() === 'folder ok');
    expect((await issues()).filter((code) => code.includes('subsonic'))).toEqual([]);
    expect(await tracks()).toHaveLength(75);
    expect(await subsonic()).toMatchObject({ state: 'connecting', isInUse: false }); // set up, and nobody asks it
  }, 60_000);

  it('leaves its password nowhere', async () => {
    for (const told of [await system.events(), await system.ask(adminSubject(SERVICE, 'settings'))])
      expect(JSON.stringify(told)).not.toContain(PASSWORD);
  });
});
