import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plexService } from '@soulsync/plex-svc';
import { startedPlex } from '../simulators/src/plex/started-plex.js';
import type { StartedPlex } from '../simulators/src/plex/started-plex.js';
import { eventually } from '../support/running-demo.js';
import { ground } from '../support/running-service.js';
import type { Ground } from '../support/running-service.js';

// The next poll, the next incremental sync and the next full sync are an hour away: whatever is seen was hinted at.
const HOUR = { SOULSYNC_LIBRARY_LOOK_SECONDS: '3600', SOULSYNC_DELTA_EVERY_MINUTES: '60', SOULSYNC_SWEEP_EVERY_MINUTES: '600' };
const ALBUMS = 20;
const PATIENCE_MS = 60_000;

let dir: string;
let plex: StartedPlex;
let floor: Ground;
const titles = async () => (await floor.query<{ title: string }>('SELECT "title" FROM plex.library_tracks')).map(({ title }) => title);
const count = async (type: 'TracksMissed' | 'LibrarySweepStarted') => (await floor.eventsOf(type)).length;
const asked = () => plex.control<{ total: number; kinds: Record<string, number> }>('requests');

beforeAll(async () => {
  [plex, floor] = await Promise.all([startedPlex({ generated: { albums: ALBUMS, tracksPerAlbum: 5 }, clockRate: 1 }), ground()]);
  dir = await mkdtemp(join(tmpdir(), 'soulsync-hints-'));
  await floor.start(plexService, {
    ...HOUR,
    SOULSYNC_LIBRARY_SERVER: 'plex',
    SOULSYNC_DATA_DIR: dir,
    SOULSYNC_MUSIC_DIR: dir,
    SOULSYNC_PLEX_URL: plex.url,
    SOULSYNC_PLEX_TOKEN: plex.token,
    SOULSYNC_PLEX_PATH_MAP: `/data/music=${dir}`,
  });
  await eventually(titles, (seen) => seen.length === ALBUMS * 5);
}, PATIENCE_MS);
afterAll(async () => {
  await floor.stop();
  await plex.stop();
  await rm(dir, { recursive: true, force: true });
});

it(
  'a change on the server is seen by its own word, with few requests',
  async () => {
    await plex.control('requests', { reset: true });
    await plex.control('change-tracks', { count: 1, from: 7 });
    await eventually(titles, (seen) => seen.some((title) => title.includes('(changed')));
    const { total } = await asked();
    expect(total).toBeLessThanOrEqual(6);
  },
  PATIENCE_MS,
);

it(
  'what changed while the connection was cut is seen once it is back',
  async () => {
    await plex.control('switch', { silentEvents: true });
    await plex.control('change-albums', { count: 1, from: 3 });
    await plex.control('switch', { silentEvents: false });
    await plex.control('cut-events');
    const album = async () =>
      (await floor.query<{ album: string }>('SELECT "album" FROM plex.library_tracks')).filter(({ album: title }) =>
        title.includes('(changed'),
      );
    expect((await eventually(album, (seen) => seen.length > 0)).length).toBe(5);
  },
  PATIENCE_MS,
);

it(
  'the word that a track is gone is looked at, and leads to a full sync',
  async () => {
    const fullSyncs = await count('LibrarySweepStarted');
    await plex.control('requests', { reset: true });
    await plex.control('event', { fields: { sectionID: 3, itemID: 3_000_001, type: 10, state: 9, metadataState: 'deleted' } });
    await eventually(asked, ({ kinds }) => (kinds['list-albums'] ?? 0) > 0); // the incremental sync behind the look at the suspect
    await plex.control('remove', { count: 1, from: 30 });
    await eventually(
      () => count('TracksMissed'),
      (events) => events > 0,
    );
    expect(await count('LibrarySweepStarted')).toBe(fullSyncs + 1); // the false word led to none
  },
  PATIENCE_MS,
);
