import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plexService } from '@soulsync/plex-svc';
import type { Simulated } from '../simulators/src/http/simulator-server.js';
import { manySongs, startSimulator } from '../simulators/src/subsonic/server.js';
import { eventually } from '../support/running-demo.js';
import { ground } from '../support/running-service.js';
import type { Ground } from '../support/running-service.js';

const SONGS = 1_200;
const PASSWORD = 'sesame-open';

describe('the mirror of a Subsonic server', () => {
  let base: string;
  let simulator: Simulated;
  let system: Ground;
  const control = (verb: string, body: object = {}) =>
    fetch(`${simulator.url}/__sim/${verb}`, { method: 'POST', body: JSON.stringify(body) });
  const rows = () => system.query<{ title: string }>('SELECT "title" FROM plex.library_tracks');
  const finished = () => system.eventsOf('LibrarySweepFinished');

  beforeAll(async () => {
    base = await mkdtemp(join(tmpdir(), 'soulsync-subsonic-mirror-'));
    await mkdir(join(base, 'music'));
    simulator = await startSimulator({
      listen: '127.0.0.1:0',
      portFile: join(base, 'port'),
      user: 'ann',
      password: PASSWORD,
      apiKey: null,
      type: null,
      extensions: [],
      folders: [{ id: '1', name: 'Music' }],
      songs: manySongs(SONGS, '1'),
      manners: { pageLimit: 100, scanMs: 0 },
    });
    // It goes away in the middle of the first reading, longer than a call is repeated.
    await control('fault', { match: '/rest/search3', dropConnection: true, skip: 6, times: 4 });
    system = await ground();
    await system.start(plexService, {
      SOULSYNC_LIBRARY_SERVER: 'subsonic',
      SOULSYNC_SUBSONIC_URL: simulator.url,
      SOULSYNC_SUBSONIC_USER: 'ann',
      SOULSYNC_SUBSONIC_PASSWORD: PASSWORD,
      SOULSYNC_MUSIC_DIR: join(base, 'music'),
      SOULSYNC_DATA_DIR: base,
      SOULSYNC_LIBRARY_LOOK_SECONDS: '1',
    });
  }, 60_000);
  afterAll(async () => {
    await system.stop();
    await simulator.stop();
    await rm(base, { recursive: true, force: true });
  });

  it('is complete after an interrupted full sync went on where it stood', async () => {
    await eventually(rows, (tracks) => tracks.length === SONGS, 60_000);
    const [fullSync, ...more] = await eventually(finished, (fullSyncs) => fullSyncs.length > 0);
    expect(more).toEqual([]);
    expect(fullSync).toMatchObject({ tracks: SONGS, missed: 0, removed: 0, loss: null });
    expect(await system.eventsOf('LibrarySweepStarted')).toHaveLength(1);
    const calls = (await (await control('calls')).json()) as Readonly<Record<string, number>>; // counted by the simulator
    // Six before it went away, four in vain, nine to go on; to begin anew would take fourteen.
    expect(calls['GET /rest/search3.view']).toBeLessThanOrEqual(6 + 4 + 9 + 1);
  }, 90_000);

  it('takes in a new album without another full sync', async () => {
    const [like] = manySongs(1, '1');
    await control('put', {
      ...like,
      id: 'news',
      title: 'The News',
      albumId: 'fresh',
      album: 'Fresh',
      created: '2026-01-01T00:00:00Z',
      path: 'A/F/1.flac',
    });
    const form = new URLSearchParams({ u: 'ann', p: PASSWORD, f: 'json' });
    await fetch(`${simulator.url}/rest/startScan?${form.toString()}`);
    await eventually(rows, (tracks) => tracks.some(({ title }) => title === 'The News'));
    expect(await finished()).toHaveLength(1);
  }, 60_000);

  it('asks a person when a fifth is gone at once, and takes nothing off', async () => {
    for (const { id } of manySongs(400, '1')) await control('take', { id });
    const form = new URLSearchParams({ u: 'ann', p: PASSWORD, f: 'json' });
    await fetch(`${simulator.url}/rest/startScan?${form.toString()}`);
    const fullSyncs = await eventually(finished, ({ length }) => length > 1);
    expect(fullSyncs.at(-1)).toMatchObject({ removed: 0, loss: { missing: 400, of: SONGS + 1 } });
    expect(await rows()).toHaveLength(SONGS + 1);
  }, 60_000);

  it('keeps the password out of events and answers', async () => {
    expect(JSON.stringify(await system.events())).not.toContain(PASSWORD);
    expect(JSON.stringify(await system.status('plex-svc'))).not.toContain(PASSWORD);
  });
});
